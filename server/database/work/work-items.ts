import type { Knex } from 'knex'
import { londonToday, type CalendarDay } from '../../domain/calendar'
import { rolesThatCan, rolesThatSee } from '../../domain/staff/roles'
import type { KindOfWork, WorkState } from '../../domain/work/work'
import { scopeParameters, type AccessScope } from '../connection/access-scope'
import { row, rows, snakeCased, type Parameters } from '../connection/rows'
import { coversForCom } from '../staff/com-absences'
import { isComOf, isSpoOf, worksInPrisonOf } from '../staff/works-with'

/** A piece of work as any kind has it. */
export interface WorkItem<Status extends string> extends WorkState<Status> {
  readonly id: number
  readonly personId: number
  readonly holderName: string | null
  /** Raised by one with every change; an action on an older version is refused. */
  readonly version: number
}

/** A step of a piece of work as any kind has it. */
export interface WorkStep {
  readonly workId: number
  /** Null where the service did it, as the name is. */
  readonly staffId: number | null
  /** Null where the service did it. */
  readonly staffName: string | null
  /** Who it was given to, when a colleague's work was reassigned. */
  readonly toStaffName: string | null
  readonly happenedAt: Date
}

/** Who makes a step, when, and the key that keeps it from being made twice. */
export interface NewStep {
  readonly staffId: number
  readonly at: Date
  readonly idempotencyKey: string
}

/** A first step, which may be the service's own. */
export interface MadeStep {
  readonly kind: string
  /** Null where the service made it. */
  readonly staffId: number | null
  readonly toStaffId?: number
  readonly at: Date
  readonly idempotencyKey?: string
}

/** Work that is held, as far as reassigning it goes. */
export interface HeldWork {
  readonly id: number
  readonly personId: number
  readonly applicationId?: number | null
  readonly holderId: number
}

/** How much work somebody holds; null for what nobody holds. */
export interface HolderCounts {
  readonly staffId: number | null
  readonly open: number
  readonly overdue: number
}

/** A page of a list of work: from 1, and how many are on it. */
export interface PageOfWork {
  readonly page: number
  readonly size: number
}

/** Where a kind of work is stored, and who may see it. Names and conditions are SQL. */
export interface WorkTable<Status extends string> {
  readonly kind: KindOfWork<Status, string>
  /** The table; its steps are in `NAME_step`, which refers to it by `NAME_id`. */
  readonly name: 'com_request' | 'enquiry' | 'notification' | 'referral'
  readonly holder: 'taken_by' | 'held_by' | 'owned_by'
  readonly status: 'status' | 'state'
  /** The statuses that go with having a holder and having none, where a kind has such. */
  readonly statusByHolder?: readonly [held: Status, free: Status]
  /** Concerns whoever holds it, and goes to somebody else when they leave. */
  readonly isOpen: string
  /** Open, and late on the day `:today`. */
  readonly isOverdue: string
  /** Who counts as its holder, where that is not the column. */
  readonly countedHolder?: string
  /** The table, joined with all that says who may see it. */
  readonly from: string
  readonly inScope: string
  /** What holders of this kind may see of it, where readers may see more. */
  readonly inScopeOfHolders?: string
  /** Columns beside those of the table itself, and the joins that they need. */
  readonly columns: string
  readonly joins: string
  /** Columns of a step beside those that all kinds have. */
  readonly stepColumns: string
  /** The kind of step by which it becomes the team's when its holder works with the person no more. */
  readonly freed?: string
}

/**
 * In SQL: the holder still works with the person on `:today`, in the prison where they are, as their COM or in the COM's
 * place.
 */
export function holderWorksWithPerson(holder: string): string {
  return `exists (select 1 from staff worker where worker.id = ${holder} and worker.active
    and worker.role = any(:holderRoles) and (${isComOf('worker')} or ${worksInPrisonOf('worker')}
      or ${coversForCom('worker')} or ${isSpoOf('worker')}))`
}

/** The statements that all kinds of work have in common. A kind adds its own lists and columns. */
export abstract class WorkItems<
  Item extends WorkItem<Status>,
  Step extends WorkStep,
  Status extends string,
  Scope extends AccessScope = AccessScope,
> {
  constructor(
    protected readonly knex: Knex,
    private readonly table: WorkTable<Status>,
  ) {}

  findInScope(id: number, scope: Scope): Promise<Item | undefined> {
    return this.inScope(id, scope, '')
  }

  /** The same, and keeps others from changing it until the transaction ends. */
  lockInScope(id: number, scope: Scope): Promise<Item | undefined> {
    return this.inScope(id, scope, `for update of ${this.table.name}`)
  }

  /** The steps of some pieces of work, the oldest first. */
  async steps(ids: readonly number[]): Promise<Step[]> {
    const { name, stepColumns } = this.table
    const found = await rows<object>(
      this.knex,
      `select step.${name}_id as work_id, step.kind, step.happened_at, step.staff_id, staff.name as staff_name,
          receiver.name as to_staff_name, ${stepColumns}
        from ${name}_step step
        left join staff on staff.id = step.staff_id
        left join staff receiver on receiver.id = step.to_staff_id
        where step.${name}_id = any(:ids) order by step.id`,
      { ids },
    )
    return found.map(each => this.readStep(each))
  }

  /** What was added or changed with this key: a double click or a retry sends it again. */
  async idForKey(idempotencyKey: string): Promise<number | undefined> {
    const { name } = this.table
    const found = await row<{ id: number }>(
      this.knex,
      `select ${name}_id as id from ${name}_step where idempotency_key = :idempotencyKey`,
      { idempotencyKey },
    )
    return found?.id
  }

  /**
   * Stores where a piece of work is now, and the step by which it came there. It must be locked.
   *
   * @param after.endedAt undefined where that stays as it was
   * @param own columns that only this kind has, by their names in the code
   */
  async change(
    { id, version }: Pick<Item, 'id' | 'version'>,
    after: WorkState<Status> & { readonly endedAt: Date | null | undefined },
    step: NewStep & { readonly kind: string } & Parameters,
    own: Parameters = {},
  ): Promise<void> {
    const { name, status, holder } = this.table
    await this.knex(name)
      .where({ id })
      .update({
        ...snakeCased(own),
        [status]: after.status,
        [holder]: after.holderId,
        is_read: after.isRead,
        ended_at: after.endedAt,
        version: version + 1,
      })
    await this.addStep(id, step)
  }

  /** The open work that these hold, locked until the transaction is over. The people must be locked. */
  lockHeldBy(staffIds: readonly number[]): Promise<HeldWork[]> {
    const { name, holder, isOpen } = this.table
    return rows(
      this.knex,
      `select *, ${holder} as holder_id from ${name} where ${holder} = any(:staffIds) and ${isOpen} order by id for update`,
      { staffIds },
    )
  }

  /** Which of these somebody may see who can hold them. */
  async idsInScope(ids: readonly number[], scope: AccessScope): Promise<ReadonlySet<number>> {
    const { name, from, inScope, inScopeOfHolders = inScope } = this.table
    const found = await rows<{ id: number }>(
      this.knex,
      `select ${name}.id from ${from} where ${name}.id = any(:ids) and ${inScopeOfHolders}`,
      { ids, ...this.parameters(scope) },
    )
    return new Set(found.map(({ id }) => id))
  }

  /** Makes these somebody else's, or nobody's. They must be locked. */
  async give(
    ids: readonly number[],
    { to, by, at }: { readonly to: number | null; readonly by: number; readonly at: Date },
  ): Promise<void> {
    const { name } = this.table
    await this.knex.raw(
      `with given as (
          update ${name} set ${this.holderSetTo(to, ':to')}, version = version + 1 where id = any(:ids) returning id)
        insert into ${name}_step (${name}_id, kind, staff_id, to_staff_id, happened_at)
          select id, :kind, :by, :to, :at from given order by id`,
      { ids: [...ids], to, by, at, kind: to === null ? 'handed-back' : 'given' } as never,
    )
  }

  /**
   * What is open and held by somebody who works with the person no more, since the person moved or has another COM,
   * becomes the team's, in kinds of work that a team can hold. The person must be locked.
   *
   * @returns which these are
   */
  async freeFromElsewhere(personId: number, at: Date): Promise<number[]> {
    const { name, holder, isOpen, freed } = this.table
    if (freed === undefined) return []
    // Locking first waits for whoever takes some of it at this moment, so that the next statement sees who they are.
    await this.knex.raw(`select id from ${name} where person_id = :personId and ${isOpen} order by id for update`, {
      personId,
    })
    const found = await rows<{ id: number }>(
      this.knex,
      `with freed as (
          update ${name} set ${this.holderSetTo(null, 'null')}, version = ${name}.version + 1
            from person
            where person.id = ${name}.person_id and person.id = :personId and ${isOpen} and ${holder} is not null
              and not ${holderWorksWithPerson(holder)}
            returning ${name}.id)
        insert into ${name}_step (${name}_id, kind, happened_at) select id, :freed, :at from freed
          returning ${name}_id as id`,
      { personId, at, freed, ...this.parameters(), today: londonToday(at) },
    )
    return found.map(({ id }) => id)
  }

  /** How much open work each member of staff holds, how much nobody does (null), and how much of it is overdue. */
  byColleague(scope: AccessScope, today: CalendarDay): Promise<HolderCounts[]> {
    const { from, inScope, inScopeOfHolders = inScope, isOpen, isOverdue, holder, countedHolder = holder } = this.table
    return rows(
      this.knex,
      `select ${countedHolder} as staff_id, count(*) as open, count(*) filter (where ${isOverdue}) as overdue
        from ${from} where ${inScopeOfHolders} and ${isOpen} group by 1`,
      { ...this.parameters(scope), today },
    )
  }

  /** The parameters of the table's conditions. */
  protected parameters(scope?: AccessScope): Parameters {
    return {
      ...(scope && scopeParameters(scope)),
      holderRoles: rolesThatCan(this.table.kind.holderPermission),
      comRoles: rolesThatSee('as-com'),
      spoRoles: rolesThatSee('of-pdu'),
    }
  }

  /** A page of a list, each with how many there are in all. */
  protected async page(
    { where, order }: { readonly where: string; readonly order: string },
    { page, size }: PageOfWork,
    parameters: Parameters,
  ): Promise<(Item & { readonly total: number })[]> {
    const { name, from, inScope } = this.table
    // Who may see it is read from an index only; the other columns are read for the rows of the page.
    const found = await rows<object>(
      this.knex,
      `with found as (
          select ${name}.id, count(*) over () as total from ${from}
            where ${inScope} and ${where} order by ${order} limit ${size} offset :offset)
        select ${this.columns}, found.total from ${this.joined} join found on found.id = ${name}.id order by ${order}`,
      { ...parameters, offset: (page - 1) * size },
    )
    return found.map(each => this.readItem(each) as Item & { readonly total: number })
  }

  /** Some pieces of work. @param rest a condition, and what follows it */
  protected async select(rest: string, parameters: Parameters): Promise<Item[]> {
    const found = await rows<object>(this.knex, `select ${this.columns} from ${this.joined} where ${rest}`, parameters)
    return found.map(each => this.readItem(each))
  }

  /** Adds a piece of work and its first step. @returns its id */
  protected async insert(work: Parameters, step: MadeStep): Promise<number> {
    const [added] = await this.knex(this.table.name).insert(snakeCased(work)).returning<{ id: number }[]>('id')
    await this.addStep(added!.id, step)
    return added!.id
  }

  /** A row of the kind's columns as the code has it. */
  protected readItem(found: object): Item {
    return found as Item
  }

  protected readStep(found: object): Step {
    return found as Step
  }

  /** A step as its row has it, by names of the code. */
  protected stepRow(step: MadeStep): Parameters {
    return { ...step }
  }

  private get columns(): string {
    const { name, status, holder, columns } = this.table
    return `${name}.*, ${name}.${status} as status, ${holder} as holder_id, holder.name as holder_name, ${columns}`
  }

  private get joined(): string {
    const { from, joins, holder } = this.table
    return `${from} ${joins} left join staff holder on holder.id = ${holder}`
  }

  private async inScope(id: number, scope: Scope, lock: string): Promise<Item | undefined> {
    const { name, inScope } = this.table
    const [found] = await this.select(`${name}.id = :id and ${inScope} ${lock}`, { id, ...this.parameters(scope) })
    return found
  }

  /** The columns of a change of holder. @param value what the holder is set to, in SQL */
  private holderSetTo(to: number | null, value: string): string {
    const { holder, status, statusByHolder } = this.table
    const assigned = `${holder} = ${value}`
    return statusByHolder ? `${assigned}, ${status} = '${statusByHolder[to === null ? 1 : 0]}'` : assigned
  }

  private async addStep(id: number, step: MadeStep): Promise<void> {
    const { name } = this.table
    const { at, ...columns } = this.stepRow(step)
    await this.knex(`${name}_step`).insert({ ...snakeCased(columns), [`${name}_id`]: id, happened_at: at })
  }
}
