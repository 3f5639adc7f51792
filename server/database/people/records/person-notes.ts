import type { Knex } from 'knex'
import type { CalendarDay } from '../../../domain/calendar'
import type { PersonNoteKind } from '../../../domain/people/person-notes'
import { row, rows, snakeCased } from '../../connection/rows'

/** A call, a meeting or what staff saw of a person. */
export interface PersonNote {
  readonly id: number
  readonly kind: PersonNoteKind
  /** Who called or was met; null for nobody but the person. */
  readonly whom: string | null
  /** When it happened, as staff recorded it. */
  readonly happenedOn: CalendarDay
  readonly words: string
  readonly staffId: number
  readonly staffName: string
  readonly writtenAt: Date
}

export const personNotePageSize = 25

/** Append-only notes of staff about people, beside those about applications. */
export class PersonNotes {
  constructor(private readonly knex: Knex) {}

  /** A page of a person's notes from 1, the newest first, each with how many there are in all. */
  ofPerson(
    personId: number,
    page: number,
    size: number = personNotePageSize,
  ): Promise<(PersonNote & { readonly total: number })[]> {
    return rows(
      this.knex,
      `select person_note.id, kind, whom, happened_on, words, staff_id, staff.name as staff_name, written_at,
          count(*) over () as total
        from person_note join staff on staff.id = staff_id where person_id = :personId
        order by happened_on desc, person_note.id desc limit :size offset :offset`,
      { personId, size, offset: (page - 1) * size },
    )
  }

  /** What was written with this key: a double click or a retry sends it again. */
  async idForKey(idempotencyKey: string): Promise<number | undefined> {
    const found = await row<{ id: number }>(
      this.knex,
      'select id from person_note where idempotency_key = :idempotencyKey',
      { idempotencyKey },
    )
    return found?.id
  }

  /** @returns its id */
  async add(
    note: Pick<PersonNote, 'kind' | 'whom' | 'happenedOn' | 'words' | 'staffId' | 'writtenAt'> & {
      readonly personId: number
      readonly idempotencyKey: string
    },
  ): Promise<number> {
    const [added] = await this.knex('person_note').insert(snakeCased(note)).returning<{ id: number }[]>('id')
    return added!.id
  }
}
