import type { Knex } from 'knex'
import type { PrisonFunction, Region } from '../../domain/routing'
import { row, rows } from '../connection/rows'

export interface Prison {
  readonly id: string
  readonly name: string
  readonly nameCy: string | null
  readonly nation: 'england' | 'wales'
  readonly region: Region
  readonly estate: 'men' | 'women'
  /** null is not known. */
  readonly functions: readonly PrisonFunction[] | null
  readonly active: boolean
}

/** The register of prisons. */
export class Prisons {
  constructor(private readonly knex: Knex) {}

  all(): Promise<Prison[]> {
    return rows(this.knex, 'select * from prison order by name')
  }

  /** These prisons, by name. */
  among(ids: readonly string[]): Promise<Prison[]> {
    return rows(this.knex, 'select * from prison where id = any(:ids) order by name', { ids })
  }

  /** The prisons with staff accounts of a pre-release team, where applications are answered. */
  async inUse(): Promise<string[]> {
    const found = await rows<{ id: string }>(
      this.knex,
      `select distinct prison.id from prison
        join staff_prison on staff_prison.prison_id = prison.id
        join staff on staff.id = staff_prison.staff_id
        where staff.active and prison.active order by prison.id`,
    )
    return found.map(({ id }) => id)
  }

  find(id: string): Promise<Prison | undefined> {
    return row(this.knex, 'select * from prison where id = :id', { id })
  }

  /** Updates the register; a prison removed from the register is kept, since people's history refers to it. */
  async keep(prisons: readonly Prison[]): Promise<void> {
    await this.knex('prison')
      .insert(
        prisons.map(({ id, name, nameCy, nation, region, estate, functions, active }) => ({
          id,
          name,
          name_cy: nameCy,
          nation,
          region,
          estate,
          functions,
          active,
        })),
      )
      .onConflict('id')
      .merge()
  }
}
