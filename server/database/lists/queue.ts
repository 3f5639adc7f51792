import type { Knex } from 'knex'
import { parseReference } from '../../domain/applications'
import type { CalendarDay } from '../../domain/calendar'
import { parsePrisonNumber } from '../../domain/people/prison-number'
import type { Whereabouts } from '../../domain/people/whereabouts'
import type { Destination, Priority, Team } from '../../domain/routing'
import { rolesThatSee } from '../../domain/staff/roles'
import type { Topic } from '../../domain/topics'
import type { Outcome } from '../applications/applications'
import { applicationInScope, isHeldHere, scopeParameters, type AccessScope } from '../connection/access-scope'
import { row, rows, type Count, type Parameters } from '../connection/rows'
import { isInLocation, isLocation } from '../people/in-location'
import { namesAlike } from '../people/names-alike'
import { hasNotLeft, isWithTheirTeam } from '../people/still-in-custody'
import { isReachable, recipientParameters } from '../work/recipients'

export interface QueueFilters {
  /** `any` is only for searches: no index supports its order. */
  readonly status: 'open' | 'closed' | 'any'
  readonly destination: Destination | null
  readonly team: Team | null
  readonly topic: Topic | null
  readonly priority: Priority | null
  /** The member of staff who claimed the work, 'nobody' for unclaimed work, null for all. */
  readonly claimed: number | 'nobody' | null
  /** The reply is due within these days, inclusive. */
  readonly respondFrom: CalendarDay | null
  readonly respondTo: CalendarDay | null
  /** A wing or landing as locations begin with it; null for all. */
  readonly wing: string | null
  readonly leavesFrom: CalendarDay | null
  readonly leavesTo: CalendarDay | null
  readonly sentFrom: Date | null
  /** Has an unacknowledged safety concern. */
  readonly safetyWaits: boolean
  /** The last message is from the person. */
  readonly newFromPerson: boolean
  /** The person has chased the reply and no one has written since. */
  readonly isChased: boolean
  /** Awaits an answer from others: an enquiry or a referral is open. */
  readonly askedOthers: boolean
  /** A POM is asked for an answer or to do something. */
  readonly askedPom: boolean
  /** Of people who have left: only those, none of them, or everybody. */
  readonly left: 'only' | 'none' | 'any'
  /** Without those that the team of another prison has. */
  readonly heldHere: boolean
  /** Is for somebody outside the prison who cannot open it on this day: the team asks them and answers. Null for all. */
  readonly unreachedOn: CalendarDay | null
  /** Has an open review request. */
  readonly isReviewWaiting: boolean
  /** Only these; null for all. */
  readonly references: readonly string[] | null
  /** A name, a prison number, a reference, or words of the text; null for no search. */
  readonly search: string | null
}

/** Everything that is open, from which narrower filters begin. */
export const allOpen: QueueFilters = {
  status: 'open',
  destination: null,
  team: null,
  topic: null,
  priority: null,
  claimed: null,
  respondFrom: null,
  respondTo: null,
  wing: null,
  leavesFrom: null,
  leavesTo: null,
  sentFrom: null,
  safetyWaits: false,
  newFromPerson: false,
  isChased: false,
  askedOthers: false,
  askedPom: false,
  left: 'any',
  unreachedOn: null,
  heldHere: false,
  isReviewWaiting: false,
  references: null,
  search: null,
}

/** The columns that the list can be sorted by. */
export const queueColumns = ['reply', 'release', 'age', 'person', 'cell', 'owner'] as const
export type QueueColumn = (typeof queueColumns)[number]

/** By a column; after `-` the other way round. */
export type QueueOrder = QueueColumn | `-${QueueColumn}`
export const queueOrders = [
  ...queueColumns,
  ...queueColumns.map(column => `-${column}` as const),
] as readonly QueueOrder[] as readonly [QueueOrder, ...QueueOrder[]]

/** A keyset cursor where a page begins or ends: the row's sort key, which is stable as rows before it come and go. */
export type QueuePlace =
  { readonly after: readonly string[] } | { readonly before: readonly string[] } | { readonly end: true } | null

/** A colleague, and how many open applications they have claimed. */
export interface Colleague {
  readonly id: number
  readonly name: string
  readonly active: boolean
  readonly open: number
}

export interface QueueRow {
  readonly reference: string
  readonly version: number
  readonly topic: Topic
  readonly team: Team
  readonly destination: Destination
  readonly heldIn: string | null
  readonly priority: Priority
  readonly respondBy: CalendarDay
  readonly restricted: boolean
  readonly safetySettled: boolean
  readonly sentAt: Date
  readonly personId: number
  readonly firstName: string
  readonly lastName: string
  readonly language: 'en' | 'cy'
  readonly prisonNumber: string
  readonly prisonName: string
  readonly whereabouts: Whereabouts
  readonly location: string | null
  readonly releaseDate: CalendarDay | null
  readonly claimedBy: number | null
  readonly claimedByName: string | null
  readonly outcome: Outcome | null
  readonly newFromPerson: boolean
  /** The reply is overdue, and no one has written since the person chased it. */
  readonly isChased: boolean
  readonly isReviewWaiting: boolean
  /** Its unanswered enquiries to others in the prison, and its open referrals. */
  readonly questionsWait: number
  readonly referralsWait: number
  readonly onPaper: boolean
  /** The person wants someone to read with them. */
  readonly readsWithSomebody: boolean
  /** The person answered that it is not a good time to talk in private where they use the service. */
  readonly asksForPrivacy: boolean
  readonly place: readonly string[]
}

export interface QueuePage {
  readonly rows: readonly QueueRow[]
  /** Null on the first page. */
  readonly previous: readonly string[] | null
  /** Null on the last page. */
  readonly next: readonly string[] | null
}

/** An application beside another in a list. */
export type Neighbour = Pick<QueueRow, 'reference' | 'topic' | 'restricted'>

/** Where an application stands in a list. */
export interface PlaceInList {
  /** False for one that has just left it, such as an unclaimed one that was claimed. */
  readonly isListed: boolean
  /** How many stand before it, and how many the list holds, each counted to just over {@link mostCounted}. */
  readonly before: number
  readonly total: number
  readonly previous: Neighbour | null
  readonly next: Neighbour | null
}

export const queuePageSize = 25

/** Lists are counted so far, because counting costs as much as it counts. */
export const mostCounted = 10_000

type KeyType = 'boolean' | 'date' | 'timestamptz' | 'bigint' | 'private'

/**
 * A `private` key is text about somebody, which an address must not hold: its place in a cursor is empty, and the value
 * is that of the cursor's own row.
 */
type Key = readonly [column: string, type: KeyType]

interface Order {
  readonly keys: readonly [Key, ...Key[]]
  readonly descending?: true
}

const id: Key = ['application.id', 'bigint']

const orders: Readonly<Record<QueueOrder, Order>> = {
  reply: { keys: [['application.safety_settled', 'boolean'], ['application.respond_by', 'date'], id] },
  // Without the safety concerns first: the other way round they would be last.
  '-reply': { keys: [['application.respond_by', 'date'], id], descending: true },
  release: { keys: [[`coalesce(person.release_date, 'infinity'::date)`, 'date'], id] },
  '-release': { keys: [[`coalesce(person.release_date, '-infinity'::date)`, 'date'], id], descending: true },
  ...bothWays('age', [['application.sent_at', 'timestamptz'], id]),
  ...bothWays('person', [['lower(person.last_name)', 'private'], ['lower(person.first_name)', 'private'], id]),
  ...bothWays('cell', [
    ['person.location is null', 'boolean'],
    [`coalesce(lower(person.location), '')`, 'private'],
    id,
  ]),
  ...bothWays('owner', [
    ['application.claimed_by is null', 'boolean'],
    [`coalesce((select lower(name) from staff where staff.id = application.claimed_by), '')`, 'private'],
    id,
  ]),
}

function bothWays<Column extends QueueColumn>(column: Column, keys: Order['keys']) {
  return { [column]: { keys }, [`-${column}`]: { keys, descending: true } } as Record<Column | `-${Column}`, Order>
}

const closedOrder: Order = { keys: [['application.closed_at', 'timestamptz'], id], descending: true }
const anyOrder: Order = { keys: [['application.sent_at', 'timestamptz'], id], descending: true }

const isReviewWaiting = 'exists (select 1 from review_request where application_id = application.id and answer is null)'

const isUnreached = `exists (select 1 from notification where notification.application_id = application.id
  and purpose = 'to-answer' and recipient <> 'prt' and notification.status <> 'withdrawn' and not ${isReachable})`

const isWithPom = `exists (select 1 from notification where notification.application_id = application.id
  and recipient in ('pom', 'duty-pom') and purpose <> 'to-know' and notification.ended_at is null)`

const questionWaits = `enquiry.status = 'waiting'`
const referralWaits = 'referral.ended_at is null'
const withOpenEnquiry = `application.id in (
  select application_id from enquiry where ${questionWaits} and application_id is not null
  union all select application_id from referral where ${referralWaits} and application_id is not null)`

/** The queue: applications within the reader's scope, as a list of work. */
export class Queue {
  constructor(private readonly knex: Knex) {}

  /**
   * One page. Open applications come in the requested order; closed ones, or any status, newest first.
   *
   * A page after a cursor with nothing beyond it is the last page; a page before a cursor that is not full is the
   * first.
   */
  async page(
    scope: AccessScope,
    filters: QueueFilters,
    order: QueueOrder,
    place: QueuePlace,
    size = queuePageSize,
  ): Promise<QueuePage> {
    const found = await this.read(scope, filters, orderOf(filters, order), place, size)
    const isBackwards = place !== null && !('after' in place)
    const isMore = found.length > size
    if (place !== null && 'before' in place && !isMore) return this.page(scope, filters, order, null, size)
    if (place !== null && 'after' in place && found.length === 0) {
      return this.page(scope, filters, order, { end: true }, size)
    }
    const shown = found.slice(0, size)
    if (isBackwards) shown.reverse()
    const hasPrevious = isBackwards ? isMore : place !== null
    const hasNext = isBackwards ? !('end' in place) : isMore
    return {
      rows: shown,
      previous: hasPrevious ? (shown[0]?.place ?? null) : null,
      next: hasNext ? (shown.at(-1)?.place ?? null) : null,
    }
  }

  /** How many applications stand before this place in the list, counted to just over {@link mostCounted}. */
  async countBefore(
    scope: AccessScope,
    filters: QueueFilters,
    order: QueueOrder,
    place: readonly string[],
  ): Promise<number> {
    const { keys, descending } = orderOf(filters, order)
    const condition = conditionOf(filters, '')
    const begins = beginsFrom(keys, descending ? '>' : '<')
    const found = await row<{ readonly count: number }>(
      this.knex,
      `select count(*) from (select 1 from application join person on person.id = application.person_id
        where ${applicationInScope} and ${condition.where} and ${begins} limit ${mostCounted + 1}) counted`,
      { ...scopeParameters(scope), ...condition.parameters, ...placeParameters(place) },
    )
    return found?.count ?? 0
  }

  /**
   * Where an application stands in a list, and what comes before and after it; undefined when it is not one of the list.
   * Claiming it, or writing to its person, does not take it out of the list that its reader goes through.
   */
  async around(
    scope: AccessScope,
    filters: QueueFilters,
    order: QueueOrder,
    reference: string,
  ): Promise<PlaceInList | undefined> {
    const { keys, descending } = orderOf(filters, order)
    const stays = { ...filters, newFromPerson: false, isChased: false }
    const among = conditionOf(stays.claimed === 'nobody' ? { ...stays, claimed: null } : stays, 'among')
    const condition = conditionOf(filters, '')
    const from = `from application join person on person.id = application.person_id where ${applicationInScope}`
    const here = await row<{ readonly isListed: boolean; readonly place: readonly string[] }>(
      this.knex,
      `select ${condition.where} as is_listed, array[${keys.map(([column, type]) => asText(column, type)).join(', ')}] as place
        ${from} and ${among.where} and application.reference = :reference`,
      { ...scopeParameters(scope), ...condition.parameters, ...among.parameters, reference },
    )
    if (!here) return undefined
    const [ahead, behind] = descending ? (['<', '>'] as const) : (['>', '<'] as const)
    const inOrder = (direction: 'asc' | 'desc') => keys.map(([column]) => `${column} ${direction}`).join(', ')
    const beside = (side: '<' | '>') =>
      `(select jsonb_build_object('reference', reference, 'topic', topic, 'restricted', restricted)
        ${from} and ${condition.where} and ${beginsFrom(keys, side)}
        order by ${inOrder(side === '>' ? 'asc' : 'desc')} limit 1)`
    const counted = (more: string) =>
      `(select count(*) from (select 1 ${from} and ${condition.where} ${more} limit ${mostCounted + 1}) counted)`
    const found = await row<Omit<PlaceInList, 'isListed'>>(
      this.knex,
      `select ${counted(`and ${beginsFrom(keys, behind)}`)} as before, ${counted('')} as total,
        ${beside(behind)} as previous, ${beside(ahead)} as next`,
      { ...scopeParameters(scope), ...condition.parameters, ...placeParameters(here.place) },
    )
    return found && { ...found, isListed: here.isListed }
  }

  /**
   * Counts the applications that match each set of filters, in one statement.
   *
   * @param most counts to just over so many; without it to the end
   */
  async counts<Name extends string>(
    scope: AccessScope,
    filters: Readonly<Record<Name, QueueFilters>>,
    most: number | null = null,
  ): Promise<Readonly<Record<Name, number>>> {
    const names = Object.keys(filters) as Name[]
    const parameters: Parameters = scopeParameters(scope)
    const columns = names.map((name, index) => {
      const condition = conditionOf(filters[name], `${index}`)
      Object.assign(parameters, condition.parameters)
      return `(select count(*) from (select 1 from application join person on person.id = application.person_id
        where ${applicationInScope} and ${condition.where}${most === null ? '' : ` limit ${most + 1}`}) counted) as "count_${index}"`
    })
    const found = await row<Readonly<Record<string, number>>>(this.knex, `select ${columns.join(', ')}`, parameters)
    return Object.fromEntries(names.map((name, index) => [name, found?.[`count_${index}`] ?? 0])) as Record<
      Name,
      number
    >
  }

  /** How many applications match some filters, to be counted together with others. */
  countOf(scope: AccessScope, filters: QueueFilters): Count {
    const condition = conditionOf(filters, '')
    return {
      from: 'application join person on person.id = application.person_id',
      where: `${applicationInScope} and ${condition.where}`,
      parameters: { ...scopeParameters(scope), ...condition.parameters },
    }
  }

  /** How many open applications each member of staff has claimed, and how many are unclaimed (null). */
  byColleague(
    scope: AccessScope,
    today: CalendarDay,
  ): Promise<{ readonly staffId: number | null; readonly open: number; readonly overdue: number }[]> {
    return rows(
      this.knex,
      `select application.claimed_by as staff_id, count(*) as open,
          count(*) filter (where application.respond_by < :today) as overdue
        from application join person on person.id = application.person_id
        where ${applicationInScope} and application.status = 'open'
          and (application.claimed_by is not null or (application.destination = :team and ${isHeldHere} and ${isWithTheirTeam}))
        group by 1`,
      { ...scopeParameters(scope), today },
    )
  }

  /**
   * Staff of these prisons' pre-release teams as `Staff.inPrisons` has them, each with how many open applications they
   * have claimed, as far as the reader may know of them: in one statement, by the index on who claimed them.
   */
  colleagues(scope: AccessScope, ofPrisons: readonly string[]): Promise<Colleague[]> {
    return rows(
      this.knex,
      `select staff.id, staff.name, staff.active, (
            select count(*) from application join person on person.id = application.person_id
              where application.claimed_by = staff.id and application.status = 'open' and ${applicationInScope}) as open
        from staff
        where role = any(:teamRoles) and exists
          (select 1 from staff_prison as shared where shared.staff_id = staff.id and shared.prison_id = any(:ofPrisons))
        order by staff.name, staff.id`,
      { ...scopeParameters(scope), ofPrisons, teamRoles: rolesThatSee('of-prisons') },
    )
  }

  private read(
    scope: AccessScope,
    filters: QueueFilters,
    { keys, descending }: Order,
    place: QueuePlace,
    size: number,
  ): Promise<QueueRow[]> {
    const condition = conditionOf(filters, '')
    const isBackwards = place !== null && !('after' in place)
    const direction = isBackwards === (descending ?? false) ? 'asc' : 'desc'
    const from = place === null || 'end' in place ? null : 'after' in place ? place.after : place.before
    const begins = from ? `and ${beginsFrom(keys, direction === 'asc' ? '>' : '<')}` : ''
    return rows(
      this.knex,
      `select reference, version, topic, team, destination, held_in, priority, respond_by, restricted, safety_settled, sent_at,
          person_id, first_name, last_name, person.language, prison_number, prison.name as prison_name, location, whereabouts, release_date,
          claimed_by, staff.name as claimed_by_name, outcome,
          person_wrote_last as new_from_person, news_asked as is_chased, ${isReviewWaiting} as is_review_waiting,
          (select count(*) from enquiry where application_id = application.id and ${questionWaits}) as questions_wait,
          (select count(*) from referral where referral.person_id = application.person_id
            and application_id = application.id and ${referralWaits}) as referrals_wait,
          exists (select 1 from paper_form where application_id = application.id) as on_paper,
          'somebody' = any(person.reading_help) as reads_with_somebody,
          exists (select 1 from about_me_answer where about_me_answer.person_id = person.id
            and question = 'private-time' and answer = array['no']) as asks_for_privacy,
          array[${keys.map(([, type], index) => asText(`key${index}`, type)).join(', ')}] as place
        from (
          select application.id as found_id, ${keys.map(([column], index) => `${column} as key${index}`).join(', ')}
          from application join person on person.id = application.person_id
          where ${applicationInScope} and ${condition.where} ${begins}
          order by ${keys.map(([column]) => `${column} ${direction}`).join(', ')} limit ${size + 1}
        ) found
        join application on application.id = found_id
        join person on person.id = application.person_id
        join prison on prison.id = person.prison_id
        left join staff on staff.id = application.claimed_by
        order by ${keys.map((_key, index) => `key${index} ${direction}`).join(', ')}`,
      {
        ...scopeParameters(scope),
        ...condition.parameters,
        ...placeParameters(from ?? []),
      },
    )
  }
}

/** The SQL types of a cursor's values in an order, for parsing a cursor from a URL. */
export function placeTypes(filters: Pick<QueueFilters, 'status'>, order: QueueOrder): readonly Key[1][] {
  return orderOf(filters, order).keys.map(([, type]) => type)
}

function orderOf({ status }: Pick<QueueFilters, 'status'>, order: QueueOrder): Order {
  if (status === 'open') return orders[order]
  return status === 'closed' ? closedOrder : anyOrder
}

/** The condition that a row stands on one side of a cursor. A cursor outside the reader's scope compares with nothing. */
function beginsFrom(keys: readonly Key[], side: '<' | '>'): string {
  const valueOf = ([column, type]: Key, index: number) =>
    type === 'private'
      ? `(select ${column} from application join person on person.id = application.person_id
          where application.id = cast(:key${keys.length - 1} as bigint) and ${applicationInScope})`
      : `cast(:key${index} as ${type})`
  return `(${keys.map(([column]) => column).join(', ')}) ${side} (${keys.map(valueOf).join(', ')})`
}

function placeParameters(place: readonly string[]): Parameters {
  return Object.fromEntries(place.map((value, index) => [`key${index}`, value]))
}

function asText(expression: string, type: Key[1]): string {
  if (type === 'private') return `''`
  return type === 'timestamptz'
    ? `to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
    : `${expression}::text`
}

function conditionOf(filters: QueueFilters, suffix: string): { where: string; parameters: Parameters } {
  const conditions: string[] = []
  const parameters: Parameters = {}
  const add = (condition: (name: string) => string, value: unknown) => {
    const name = `wanted_${Object.keys(parameters).length}_${suffix}`
    conditions.push(condition(`:${name}`))
    parameters[name] = value
  }
  // A literal rather than a parameter, so that the planner can use the partial indexes on open applications.
  if (filters.status !== 'any') conditions.push(`application.status = '${filters.status}'`)
  if (filters.claimed === 'nobody') conditions.push('application.claimed_by is null')
  if (filters.safetyWaits) conditions.push('not application.safety_settled')
  if (filters.isChased) conditions.push('application.news_asked')
  if (filters.askedOthers) conditions.push(withOpenEnquiry)
  if (filters.askedPom) conditions.push(isWithPom)
  if (filters.isReviewWaiting) conditions.push(isReviewWaiting)
  if (filters.heldHere) conditions.push(isHeldHere)
  if (filters.left === 'none') conditions.push(isWithTheirTeam)
  if (filters.left === 'only') conditions.push(`not ${isWithTheirTeam}`)
  if (filters.unreachedOn !== null) {
    conditions.push(isUnreached)
    Object.assign(parameters, recipientParameters(filters.unreachedOn, null))
  }
  if (filters.newFromPerson) conditions.push('application.person_wrote_last')
  for (const name of ['destination', 'team', 'topic', 'priority'] as const) {
    if (filters[name] !== null) add(placeholder => `application.${name} = ${placeholder}`, filters[name])
  }
  if (typeof filters.claimed === 'number')
    add(placeholder => `application.claimed_by = ${placeholder}`, filters.claimed)
  if (filters.respondFrom !== null) add(placeholder => `application.respond_by >= ${placeholder}`, filters.respondFrom)
  if (filters.respondTo !== null) add(placeholder => `application.respond_by <= ${placeholder}`, filters.respondTo)
  if (filters.references !== null) {
    add(placeholder => `application.reference = any(${placeholder})`, [...filters.references])
  }
  if (filters.wing !== null) add(isInLocation, filters.wing.toLowerCase())
  if (filters.leavesFrom !== null) add(placeholder => `person.release_date >= ${placeholder}`, filters.leavesFrom)
  if (filters.leavesTo !== null) {
    add(placeholder => `coalesce(person.release_date, 'infinity'::date) <= ${placeholder}`, filters.leavesTo)
  }
  if (filters.sentFrom !== null) add(placeholder => `application.sent_at >= ${placeholder}`, filters.sentFrom)
  if (filters.search !== null) {
    const search = searchCondition(filters.search)
    add(search.condition, search.value)
  }
  return { where: conditions.length === 0 ? 'true' : conditions.join(' and '), parameters }
}

/**
 * Builds the condition of a search. The scope is a separate condition of the list, which every row must also meet, so
 * that a search cannot reveal text that the reader may not see.
 */
function searchCondition(text: string): { condition: (placeholder: string) => string; value: string } {
  const reference = parseReference(text)
  if (reference !== undefined)
    return { condition: placeholder => `application.reference = ${placeholder}`, value: reference }
  const prisonNumber = parsePrisonNumber(text)
  if (prisonNumber !== undefined) {
    const condition = (placeholder: string) =>
      `application.person_id = (select id from person where prison_number = ${placeholder})`
    return { condition, value: prisonNumber }
  }
  if (isLocation(text)) {
    const condition = (placeholder: string) =>
      `application.person_id in (select person.id from person where ${isInLocation(placeholder)} and ${hasNotLeft})`
    return { condition, value: text.toLowerCase() }
  }
  return {
    // PostgreSQL takes each hyphen before a word for "not", and fails at more than 32 of them in a row.
    value: text.replace(/-[\s-]*-/g, ' '),
    condition: placeholder => `application.id in (
      select id from application where person_id in ${namesAlike(placeholder)}
      union all
      select id from application
      where jsonb_to_tsvector('english', jsonb_path_query_array(answers, '$.*.words'), '["string"]')
        @@ websearch_to_tsquery('english', ${placeholder})
      union all
      select application_id from message
      where to_tsvector('english', body) @@ websearch_to_tsquery('english', ${placeholder})
    )`,
  }
}
