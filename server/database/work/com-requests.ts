import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
import type { Whereabouts } from '../../domain/people/whereabouts'
import type { Pathway } from '../../domain/topics'
import {
  comRequestWork,
  type ComRequestAction,
  type ComRequestAsker,
  type ComRequestKind,
  type ComRequestStatus,
} from '../../domain/work/com-requests'
import { personInScope, personScopeParameters, type AccessScope } from '../connection/access-scope'
import { isTeamReachedBy } from '../connection/reach-of-teams'
import { Condition, countEach, londonDay, type Count, type Parameters } from '../connection/rows'
import { nameOfHolder, orderBy, personOrders, type ListOrder } from '../lists/list-order'
import { isInLocation } from '../people/in-location'
import { WorkItems, type NewStep, type PageOfWork, type WorkItem, type WorkStep } from './work-items'

/** What the pre-release team was asked to do for a person. Its holder is whoever has taken it. */
export interface ComRequest extends WorkItem<ComRequestStatus> {
  readonly firstName: string
  readonly lastName: string
  readonly prisonNumber: string
  readonly prisonName: string
  readonly whereabouts: Whereabouts
  readonly location: string | null
  readonly releaseDate: CalendarDay | null
  readonly kind: ComRequestKind
  /** As whom it was asked for. */
  readonly askedAs: ComRequestAsker
  /** The reader, or a colleague in the same place, asked for it. */
  readonly isFromReader: boolean
  /** The reader sees the person too. */
  readonly isPersonInScope: boolean
  /** What whoever asked added in their own words. */
  readonly words: string | null
  readonly pathway: Pathway
  readonly why: string
  readonly due: CalendarDay
  readonly isRead: boolean
  readonly askedByName: string
  readonly askedAt: Date
  readonly endedAt: Date | null
}

export interface ComRequestStep extends WorkStep {
  readonly kind: ComRequestAction | 'asked' | 'given' | 'person-moved' | 'restored'
  readonly words: string | null
  readonly doneOn: CalendarDay | null
}

const isOpen = "status in ('waits', 'taken')"

/** The lists of requests, each by what a request in it is like. */
const listConditions = {
  open: isOpen,
  waiting: "status = 'waits'",
  taken: "status = 'taken'",
  mine: "status = 'taken' and taken_by = :staffId",
  overdue: `${isOpen} and due < :today`,
  'to-read': "status in ('done', 'not-done') and not is_read",
  done: "status = 'done'",
  'not-done': "status = 'not-done'",
  withdrawn: "status = 'withdrawn'",
} as const
export type ComRequestList = keyof typeof listConditions
export const comRequestLists = Object.keys(listConditions) as [ComRequestList, ...ComRequestList[]]

const endedLists: readonly ComRequestList[] = ['to-read', 'done', 'not-done', 'withdrawn']

/** Whether a list can be sorted: those of what has ended grow for ever, and have the newest first. */
export function isComRequestListSorted(list: ComRequestList): boolean {
  return !endedLists.includes(list)
}

const columns = {
  due: ['com_request.due'],
  what: ['com_request.kind'],
  asked: ['asked_at'],
  owner: [nameOfHolder('taken_by')],
  ...personOrders,
}
/** What the lists of what has not ended can be sorted by. */
export type ComRequestColumn = keyof typeof columns

/** What a list has: of everybody, or of those in a wing or on a landing, as locations begin with it. */
export interface ComRequestsListed {
  readonly list: ComRequestList
  readonly wing: string | null
  readonly order: ListOrder<ComRequestColumn>
}

/** Whose lists they are, and on which day. */
export interface ComRequestReader {
  readonly scope: AccessScope
  readonly staffId: number
  readonly today: CalendarDay
}

export const comRequestPageSize = 25
/** So many of one person are shown, the newest. */
const maxPerPerson = 200

const from = 'com_request join person on person.id = com_request.person_id'

const isFromReader = ':isFromReader'
/** In the reader's lists: for the team all, and for others what their side asked for. */
const isListed = ':isListed'
const inScope = ':requestInScope'

const isFromTeam = isTeamReachedBy('person', {
  kind: 'com_request.asked_as',
  region: 'cast(:teamRegion as text)',
  pdu: 'cast(:teamPdu as bigint)',
})

/**
 * Whoever works with the person sees what was asked for them; a probation team only what such a team asked, and what the
 * COM did for whom it covers.
 */
function scopeConditions(scope: AccessScope): Parameters {
  const { comKeys, pomEmail, probationTeam } = scope
  const { personInScope: person, ...others } = personScopeParameters(scope)
  const { sql: seesPerson, parameters: ofPerson } = person as Condition
  const parameters = {
    ...others,
    ...ofPerson,
    teamKind: probationTeam?.kind ?? null,
    teamRegion: probationTeam?.region ?? null,
    teamPdu: probationTeam?.pduId ?? null,
  }
  const isOfCom = 'person.com_key = any(:comKeys)'
  const sides = [
    ...(comKeys.length > 0 ? [`(com_request.asked_as in ('com', 'spo') and ${isOfCom})`] : []),
    ...(pomEmail === null ? [] : [`(com_request.asked_as = 'pom' and ${seesPerson})`]),
    ...(probationTeam === null ? [] : [`(com_request.asked_as = :teamKind and ${isFromTeam})`]),
  ]
  const condition = (sql: string) => new Condition(`(${sql})`, parameters)
  const side = sides.join(' or ') || 'false'
  const ofTeam = [...(comKeys.length > 0 ? [isOfCom] : []), side].join(' or ')
  return {
    isFromReader: condition(side),
    isListed: condition(scope.team === 'PRT' ? seesPerson : side),
    requestInScope: condition(probationTeam === null ? seesPerson : ofTeam),
  }
}

/** For whoever reads all: what is asked of no reader is true of everybody. */
const readByService: Parameters = {
  personInScope: new Condition('true', {}),
  isFromReader: new Condition('false', {}),
  isListed: new Condition('true', {}),
  requestInScope: new Condition('true', {}),
}

/** What pre-release teams are asked to do, and every step of each. */
export class ComRequests extends WorkItems<ComRequest, ComRequestStep, ComRequestStatus> {
  constructor(knex: Knex) {
    super(knex, {
      kind: comRequestWork,
      name: 'com_request',
      holder: 'taken_by',
      status: 'status',
      statusByHolder: ['taken', 'waits'],
      isOpen,
      isOverdue: 'due < :today',
      from,
      inScope,
      inScopeOfHolders: personInScope,
      columns: `
        first_name, last_name, prison_number, whereabouts, location, release_date, prison.name as prison_name, asker.name as asked_by_name,
        coalesce(${isFromReader}, false) as is_from_reader, ${personInScope} as is_person_in_scope`,
      joins: 'join prison on prison.id = person.prison_id join staff asker on asker.id = asked_by',
      stepColumns: 'step.words, step.done_on',
      freed: 'person-moved',
    })
  }

  /** A page of a list: ended requests the newest first, others in the order that is asked for. */
  list(reader: ComRequestReader, { list, wing, order }: ComRequestsListed, page: PageOfWork) {
    const where = [listConditions[list], isListed, ...(wing === null ? [] : [isInLocation(':wing')])].join(' and ')
    return this.page(
      {
        where,
        order: isComRequestListSorted(list)
          ? orderBy(columns, order, ['com_request.due', 'com_request.id'])
          : 'com_request.ended_at desc, com_request.id desc',
      },
      page,
      { ...this.readerIn(reader), wing: wing?.toLowerCase() ?? null },
    )
  }

  /** How many requests are in each of some lists, in one statement. */
  counts<List extends ComRequestList>(
    reader: ComRequestReader,
    lists: readonly List[],
  ): Promise<Readonly<Record<List, number>>> {
    return countEach(this.knex, listConditions, lists, { from, where: isListed }, this.readerIn(reader))
  }

  /** How many are in a list, to be counted together with others. */
  countOf(reader: ComRequestReader, list: ComRequestList): Count {
    return { from, where: `${listConditions[list]} and ${isListed}`, parameters: this.readerIn(reader) }
  }

  /** Those that the reader may see, the newest first, at most {@link maxPerPerson}. */
  ofPersonInScope(personId: number, scope: AccessScope): Promise<ComRequest[]> {
    return this.select(
      `com_request.person_id = :personId and ${inScope} order by com_request.id desc limit ${maxPerPerson}`,
      { personId, ...this.parameters(scope) },
    )
  }

  /** The newest first, at most {@link maxPerPerson}. */
  ofPerson(personId: number): Promise<ComRequest[]> {
    return this.select(`com_request.person_id = :personId order by com_request.id desc limit ${maxPerPerson}`, {
      personId,
      ...this.parameters(),
    })
  }

  /** Those that the reader may see of which anything was done from one day to another, both included; the oldest first. */
  ofPersonBetween(
    personId: number,
    { from: first, to: last }: { readonly from: CalendarDay; readonly to: CalendarDay },
    scope: AccessScope,
  ): Promise<ComRequest[]> {
    return this.select(
      `com_request.person_id = :personId and ${inScope} and exists (
          select 1 from com_request_step where com_request_id = com_request.id and com_request_step.kind <> 'read'
            and happened_at >= ${londonDay(':first')} and happened_at < ${londonDay('(:last::date + 1)')})
        order by com_request.id limit ${maxPerPerson}`,
      { personId, first, last, ...this.parameters(scope) },
    )
  }

  /** @returns its id */
  add(
    request: Pick<ComRequest, 'personId' | 'kind' | 'askedAs' | 'words' | 'pathway' | 'why' | 'due'>,
    step: NewStep,
  ): Promise<number> {
    return this.insert(
      { ...request, status: 'waits', askedBy: step.staffId, askedAt: step.at },
      { ...step, kind: 'asked' },
    )
  }

  override async freeFromElsewhere(personId: number, at: Date): Promise<number[]> {
    const freed = await super.freeFromElsewhere(personId, at)
    // The team is another one now, so pages that the team before has open must not act on the person's open requests.
    await this.knex.raw(
      `update com_request set version = version + 1
        where person_id = :personId and ${isOpen} and not id = any(:freed)`,
      { personId, freed } as never,
    )
    return freed
  }

  protected override parameters(scope?: AccessScope): Parameters {
    return { ...super.parameters(scope), ...(scope ? scopeConditions(scope) : readByService) }
  }

  private readerIn({ scope, staffId, today }: ComRequestReader) {
    return { ...this.parameters(scope), staffId, today }
  }
}
