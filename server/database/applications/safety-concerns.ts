import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
import type { Whereabouts } from '../../domain/people/whereabouts'
import type { AcctOutcome, AcctRecord, ConcernSubject } from '../../domain/work/safety-concerns'
import { notHeldBack, personInScope, scopeParameters, type AccessScope } from '../connection/access-scope'
import { Condition, row, rows, type Parameters } from '../connection/rows'
import { orderBy, personOrders, type ListOrder } from '../lists/list-order'
import { isInLocation } from '../people/in-location'
import type { PageOfWork } from '../work/work-items'

/** That somebody may not be safe: raised by an application or by staff, and what was done about it. */
export interface SafetyConcern {
  readonly id: number
  readonly personId: number
  /** The application that raised it; null where staff did. */
  readonly applicationId: number | null
  readonly reference: string | null
  readonly restricted: boolean
  readonly raisedAt: Date
  readonly raisedBy: number | null
  readonly raisedByName: string | null
  /** What staff said of it; null of an application. */
  readonly about: ConcernSubject | null
  readonly words: string | null
  readonly isUrgent: boolean
  /** When somebody to whom it is addressed first opened it, or was told outside the service. */
  readonly openedAt: Date | null
  readonly openedByName: string | null
  readonly acknowledgedAt: Date | null
  readonly acknowledgedByName: string | null
  readonly whatWasDone: string | null
  /** Null while nobody recorded it. */
  readonly acct: AcctOutcome | null
  readonly acctNumber: string | null
  readonly acctOn: CalendarDay | null
  readonly acctOpenedBy: string | null
  readonly acctBecause: string | null
  readonly firstName: string
  readonly lastName: string
  readonly prisonNumber: string
  readonly prisonName: string
  readonly whereabouts: Whereabouts
  readonly location: string | null
}

/** Whose concerns a member of staff may see: of the people in their scope, and those passed to the safety team or duty POM. */
export interface ConcernScope extends AccessScope {
  /** The prisons whose concerns the reader sees without seeing their people. */
  readonly safetyPrisons: readonly string[]
}

export interface SafetyWaiting {
  readonly total: number
  /** Whom they are about: there can be several about one person. */
  readonly people: number
  readonly isOneHidden: boolean
}

export interface NewConcern {
  readonly personId: number
  readonly about: ConcernSubject
  readonly words: string
  readonly isUrgent: boolean
}

const waits = 'safety_concern.acknowledged_at is null'
const mostOfPerson = 50

const from = `safety_concern
  join person on person.id = safety_concern.person_id
  left join application on application.id = safety_concern.application_id`

/** POMs and the safety team see that somebody may not be safe, whoever holds the application in confidence (PSI 5.25). */
const concernInScope = `(
  (${personInScope} and (application.id is null or ${notHeldBack} or person.pom_email = :pomEmail))
  or :alsoForReader)`

/** In SQL: a notification is about a concern. */
const isOfConcern = `(notification.concern_id = safety_concern.id
  or (notification.application_id = safety_concern.application_id and notification.is_safety))`

const columns = `
  safety_concern.*, reference, coalesce(restricted, false) as restricted, first_name, last_name, prison_number,
  location, whereabouts, prison.name as prison_name, raiser.name as raised_by_name, staff.name as acknowledged_by_name,
  opened.opened_at, opened.opened_by_name`
const fromAll = `${from}
  join prison on prison.id = person.prison_id
  left join staff raiser on raiser.id = raised_by
  left join staff on staff.id = acknowledged_by
  left join lateral (
    select coalesce(seen_at, ended_at) as opened_at, seer.name as opened_by_name
      from notification left join staff seer on seer.id = seen_by
      where ${isOfConcern} and not is_acct and (seen_at is not null or notification.status = 'told-outside')
      order by 1 limit 1) opened on true`
const select = `select ${columns} from ${fromAll}`

const orders = {
  /** Those that nobody has opened first. */
  opened: ['opened.opened_at is not null'],
  raised: ['raised_at'],
  person: personOrders.person,
  cell: personOrders.cell,
} as const
/** What the list of concerns can be sorted by. */
export type ConcernColumn = keyof typeof orders

interface ConcernList {
  readonly order?: ListOrder<ConcernColumn>
  /** A wing or landing as locations begin with it; null for all. */
  readonly wing?: string | null
  /** Only those that nobody has opened. */
  readonly isUnopened?: boolean
}

/** Safety concerns raised by applications and by staff, and their acknowledgement. */
export class SafetyConcerns {
  constructor(private readonly knex: Knex) {}

  ofApplication(applicationId: number): Promise<SafetyConcern | undefined> {
    return row(this.knex, `${select} where application.id = :applicationId`, { applicationId })
  }

  findInScope(id: number, scope: ConcernScope): Promise<SafetyConcern | undefined> {
    return row(this.knex, `${select} where safety_concern.id = :id and ${concernInScope}`, { id, ...parameters(scope) })
  }

  /** The same, and keeps others from changing it until the transaction ends. */
  lockInScope(id: number, scope: ConcernScope): Promise<SafetyConcern | undefined> {
    return row(
      this.knex,
      `${select} where safety_concern.id = :id and ${concernInScope} for update of safety_concern`,
      {
        id,
        ...parameters(scope),
      },
    )
  }

  /** A page of unacknowledged concerns; of equal ones the oldest comes first. */
  waiting(
    scope: ConcernScope,
    { page, size }: PageOfWork,
    { order = 'opened', wing = null, isUnopened = false }: ConcernList = {},
  ): Promise<(SafetyConcern & { readonly total: number })[]> {
    return rows(
      this.knex,
      `select ${columns}, count(*) over () as total from ${fromAll}
        where ${waits} and ${concernInScope} and (:wing::text is null or ${isInLocation(':wing')})
          and (not :isUnopened or opened.opened_at is null)
        order by ${orderBy(orders, order, ['raised_at', 'safety_concern.id'])} limit :size offset :offset`,
      { size, offset: (page - 1) * size, wing: wing?.toLowerCase() ?? null, isUnopened, ...parameters(scope) },
    )
  }

  /** The concerns about one person that the reader may read, the newest first. */
  ofPerson(personId: number, scope: ConcernScope): Promise<SafetyConcern[]> {
    return rows(
      this.knex,
      `${select} where person.id = :personId and ${concernInScope}
        order by raised_at desc, safety_concern.id desc limit ${mostOfPerson}`,
      { personId, ...parameters(scope) },
    )
  }

  /** Those that were acknowledged last, the newest first. */
  acknowledged(scope: ConcernScope, most: number): Promise<SafetyConcern[]> {
    return rows(
      this.knex,
      `${select} where acknowledged_at is not null and ${concernInScope}
        order by acknowledged_at desc, safety_concern.id desc limit :most`,
      { most, ...parameters(scope) },
    )
  }

  /** How many are unacknowledged, and whether there are others that the reader may not read. */
  async countWaiting(scope: ConcernScope): Promise<SafetyWaiting> {
    const [found, isOneHidden] = await Promise.all([
      row<{ total: number; people: number }>(
        this.knex,
        `select count(*) as total, count(distinct person.id) as people from ${from} where ${waits} and ${concernInScope}`,
        parameters(scope),
      ),
      scope.seesRestricted || scope.team === null ? false : this.isOneHidden(scope),
    ])
    return { total: found?.total ?? 0, people: found?.people ?? 0, isOneHidden }
  }

  /** Whether the reader's own team holds an unacknowledged, restricted concern that only its other members may read. */
  private async isOneHidden({ prisons, team }: AccessScope): Promise<boolean> {
    const found = await row<{ waits: boolean }>(
      this.knex,
      `select exists (select 1 from ${from}
        where ${waits} and restricted and destination = :team and prison_id = any(:prisons)) as waits`,
      { prisons, team },
    )
    return found?.waits ?? false
  }

  /** What was raised or acknowledged with this key: a double click or a retry sends it again. */
  async idForKey(idempotencyKey: string): Promise<number | undefined> {
    const found = await row<{ id: number }>(
      this.knex,
      'select id from safety_concern where raise_key = :idempotencyKey or acknowledge_key = :idempotencyKey',
      { idempotencyKey },
    )
    return found?.id
  }

  /** Adds one that staff raise. @returns its id */
  async add(
    { personId, about, words, isUrgent }: NewConcern,
    { by, at, idempotencyKey }: { readonly by: number; readonly at: Date; readonly idempotencyKey: string },
  ): Promise<number> {
    const [added] = await this.knex('safety_concern')
      .insert({
        person_id: personId,
        about,
        words,
        is_urgent: isUrgent,
        raised_by: by,
        raised_at: at,
        raise_key: idempotencyKey,
      })
      .returning<{ id: number }[]>('id')
    return added!.id
  }

  /** Records what was done about a concern. It must be locked. */
  async acknowledge(
    id: number,
    acknowledgement: AcctRecord & {
      readonly by: number
      readonly at: Date
      readonly whatWasDone: string
      readonly idempotencyKey: string
    },
  ): Promise<void> {
    await this.knex('safety_concern').where({ id }).update({
      acknowledged_by: acknowledgement.by,
      acknowledged_at: acknowledgement.at,
      what_was_done: acknowledgement.whatWasDone,
      acknowledge_key: acknowledgement.idempotencyKey,
      acct: acknowledgement.acct,
      acct_number: acknowledgement.acctNumber,
      acct_on: acknowledgement.acctOn,
      acct_opened_by: acknowledgement.acctOpenedBy,
      acct_because: acknowledgement.acctBecause,
    })
  }
}

function parameters(scope: ConcernScope): Parameters {
  return { ...scopeParameters(scope), alsoForReader: alsoFor(scope) }
}

/** Only with what the scope has, so that PostgreSQL can find the people by an index. */
function alsoFor({ dutyPrisons, safetyPrisons }: ConcernScope): Condition {
  const conditions = [
    ...(safetyPrisons.length > 0 ? ['person.prison_id = any(:safetyPrisons)'] : []),
    ...(dutyPrisons.length > 0
      ? [
          `(person.prison_id = any(:dutyPrisons) and exists (select 1 from notification
            where notification.person_id = person.id and recipient = 'duty-pom' and is_safety))`,
        ]
      : []),
  ]
  return new Condition(conditions.join(' or ') || 'false', { dutyPrisons, safetyPrisons })
}
