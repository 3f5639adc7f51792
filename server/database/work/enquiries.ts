import type { Knex } from 'knex'
import type { PlanStage } from '../../domain/assessments'
import type { CalendarDay } from '../../domain/calendar'
import type { Whereabouts } from '../../domain/people/whereabouts'
import { rolesThatCan, type Role } from '../../domain/staff/roles'
import type { Pathway, Topic } from '../../domain/topics'
import {
  enquiryBodies,
  enquiryWork,
  prisonBodies,
  type EnquiryAction,
  type EnquiryBody,
  type EnquiryStatus,
  type Verdict,
} from '../../domain/work/enquiries'
import type { WayToTell } from '../../domain/work/notifications'
import { notHeldBack, personInScope, type AccessScope, type ProbationTeam } from '../connection/access-scope'
import { isTeamReachedBy } from '../connection/reach-of-teams'
import { countEach, rows, type Count, type Parameters } from '../connection/rows'
import { nameOfHolder, orderBy, personOrders, type ListOrder } from '../lists/list-order'
import { isInLocation } from '../people/in-location'
import { coversForCom, isAway } from '../staff/com-absences'
import { isComOf, isPomOf, worksInPrisonOf } from '../staff/works-with'
import {
  holderWorksWithPerson,
  WorkItems,
  type NewStep,
  type PageOfWork,
  type WorkItem,
  type WorkStep,
} from './work-items'

/** What the COM, the POM, a probation team or a body in the prison was asked about a person. Its holder waits for the answer. */
export interface Enquiry extends WorkItem<EnquiryStatus> {
  readonly firstName: string
  readonly lastName: string
  readonly prisonNumber: string
  readonly prisonName: string
  readonly whereabouts: Whereabouts
  readonly location: string | null
  readonly releaseDate: CalendarDay | null
  readonly body: EnquiryBody
  readonly words: string
  readonly due: CalendarDay
  /** Null when it is about the person and no application. */
  readonly applicationId: number | null
  readonly reference: string | null
  readonly topic: Topic | null
  readonly restricted: boolean
  /** The part of the resettlement plan that it is about; null for none. */
  readonly pathway: Pathway | null
  /** The assessment whose needs it puts to the COM; null for what staff ask in their own words. */
  readonly stage: PlanStage | null
  /** The pathways of these needs. */
  readonly needPathways: readonly Pathway[]
  readonly holderId: number
  readonly holderName: string
  /** The holder still works with the person. */
  readonly isHeld: boolean
  readonly isRead: boolean
  /** It is put to the reader, who answers it. */
  readonly isForReader: boolean
  /** Somebody can sign in to answer it now. */
  readonly isReachable: boolean
  /** When one of those who are asked opened what was last written to them; null while nobody has. */
  readonly seenAt: Date | null
  readonly seenByName: string | null
  /** When it was last chased, since something was last added to it. */
  readonly chasedAt: Date | null
  readonly askedByName: string
  readonly askedByRole: Role
  readonly askedAt: Date
  /** Null while the body, or whoever asked, is to say something. */
  readonly endedAt: Date | null
  /** The latest that the body said. */
  readonly answer: string | null
}

export interface EnquiryStep extends WorkStep {
  readonly kind: EnquiryAction | 'asked' | 'given' | 'restored'
  readonly staffName: string
  readonly words: string | null
  /** How, by whom and when it was answered outside the service; null for other steps. */
  readonly way: WayToTell | null
  readonly whom: string | null
  readonly doneOn: CalendarDay | null
  /** What the COM says to what is proposed; null for other steps. */
  readonly verdict: Verdict | null
}

/** Which enquiries a member of staff may see: those about people in their scope, or those put to their own body. */
export interface EnquiryScope extends AccessScope {
  /** Null for all but the bodies that are asked. */
  readonly body: EnquiryBody | null
  /** The prisons in which they are that body; none for COMs and POMs. */
  readonly bodyPrisons: readonly string[]
  /** By which they are the COM or the POM of a person, in lower case; null for the other bodies. */
  readonly bodyEmail: string | null
  /** The probation team that they are; null for the other bodies. */
  readonly bodyTeam: ProbationTeam | null
  /** Null where it is not asked whom an enquiry reaches. */
  readonly today: CalendarDay | null
}

const isHeld = holderWorksWithPerson('held_by')
const isUnread = `enquiry.status = 'answered' and not is_read`

/** The condition on `enquiry` that its holder waits for the answer, is asked back, or has not read the answer. */
export const concernsHolder = `(enquiry.ended_at is null or ${isUnread})`

/**
 * Put to the reader's own body in their prisons, or to the reader as the person's COM or POM, as who covers for the COM, or
 * as the SPO of the COM's PDU.
 */
const isForBody = `((body = 'com' and person.com_key = any(:comKeys)) or (body = :body
  and (person.prison_id = any(:bodyPrisons) or (body = 'pom' and person.pom_email = :bodyEmail)
  or (body = cast(:bodyTeamKind as text) and ${isTeamReachedBy('person', {
    kind: 'body',
    region: 'cast(:bodyTeamRegion as text)',
    pdu: 'cast(:bodyTeamPdu as bigint)',
  })}))))`

/** In SQL: an account can answer for a body, about `person`. */
const answersFor = (body: string, staff: string) => `(${staff}.active and (
  (${staff}.role = any(:prisonBodies) and ${staff}.role = ${body} and ${worksInPrisonOf(staff)})
  or (${body} = 'com' and not ${isAway(staff)} and (${isComOf(staff)}
    or (${staff}.role = any(:answeringRoles) and ${coversForCom(staff)})))
  or (${body} = 'pom' and ${isPomOf(staff)})
  or (${staff}.team_kind = ${body} and ${isTeamReachedBy('person', {
    kind: body,
    region: `${staff}.team_region`,
    pdu: `${staff}.pdu_id`,
  })})))`

/** The lists of enquiries, each by what an enquiry in it is like. */
const listConditions = {
  waiting: `enquiry.status = 'waiting' and held_by = :staffId`,
  overdue: `enquiry.status = 'waiting' and held_by = :staffId and due < :today`,
  'asked-back': `enquiry.status = 'asked-back' and held_by = :staffId`,
  'to-read': `${isUnread} and held_by = :staffId`,
  answered: `enquiry.status = 'answered' and held_by = :staffId`,
  closed: `enquiry.status = 'closed' and held_by = :staffId`,
  withdrawn: `enquiry.status = 'withdrawn' and held_by = :staffId`,
  colleagues: `enquiry.ended_at is null and held_by <> :staffId and ${isHeld}`,
  held: `${concernsHolder} and held_by = :staffId and ${isHeld}`,
  unheld: `${concernsHolder} and not ${isHeld}`,
  'for-body': `${isForBody} and enquiry.status = 'waiting'`,
  'for-body-overdue': `${isForBody} and enquiry.status = 'waiting' and due < :today`,
  'by-body': `${isForBody} and enquiry.status in ('asked-back', 'answered', 'closed')`,
} as const
export type EnquiryList = keyof typeof listConditions
export const enquiryLists = Object.keys(listConditions) as [EnquiryList, ...EnquiryList[]]

const endedLists: readonly EnquiryList[] = ['to-read', 'answered', 'closed', 'withdrawn', 'by-body']

/** Whether a list can be sorted: those of what has ended grow for ever, and have the newest first. */
export function isEnquiryListSorted(list: EnquiryList): boolean {
  return !endedLists.includes(list)
}

const columns = {
  due: ['enquiry.due'],
  body: ['enquiry.body'],
  owner: [nameOfHolder('held_by')],
  ...personOrders,
}
/** What the lists of what has not ended can be sorted by. */
export type EnquiryColumn = keyof typeof columns

/** What a list has: of everybody, or of those in a wing or on a landing, as locations begin with it. */
export interface EnquiriesListed {
  readonly list: EnquiryList
  readonly wing: string | null
  readonly order: ListOrder<EnquiryColumn>
}

/** Whose lists they are, and on which day. */
export interface EnquiryReader {
  readonly scope: EnquiryScope
  readonly staffId: number
  readonly today: CalendarDay
}

export const enquiryPageSize = 25
/** So many of one person or application are shown, the newest. */
const maxShown = 100

const inScopeOfHolders = `(${personInScope} and (application.id is null or ${notHeldBack}))`

const inScope = `(${isForBody} or ${inScopeOfHolders})`

const from = `enquiry
  join person on person.id = enquiry.person_id
  left join application on application.id = enquiry.application_id`

/** Enquiries to COMs, POMs, probation teams and bodies in prisons, and every step of each. */
export class Enquiries extends WorkItems<Enquiry, EnquiryStep, EnquiryStatus, EnquiryScope> {
  constructor(knex: Knex) {
    super(knex, {
      kind: enquiryWork,
      name: 'enquiry',
      holder: 'held_by',
      status: 'status',
      isOpen: concernsHolder,
      isOverdue: "enquiry.status = 'waiting' and due < :today",
      countedHolder: `case when ${isHeld} then held_by end`,
      from,
      inScope,
      inScopeOfHolders,
      columns: `
        first_name, last_name, prison_number, location, release_date, whereabouts, prison.name as prison_name, reference, topic,
        coalesce(restricted, false) as restricted, asker.name as asked_by_name, asker.role as asked_by_role,
        seer.name as seen_by_name, ${isHeld} as is_held, coalesce(${isForBody}, false) as is_for_reader,
        exists (select 1 from staff account where ${answersFor('body', 'account')}) as is_reachable,
        (select step.words from enquiry_step step where step.enquiry_id = enquiry.id
          and step.kind in ('answered', 'answered-outside', 'corrected') order by step.id desc limit 1) as answer`,
      joins: `join prison on prison.id = person.prison_id join staff asker on asker.id = asked_by
        left join staff seer on seer.id = seen_by`,
      stepColumns: 'step.words, step.way, step.whom, step.done_on, step.verdict',
    })
  }

  /** A page of a list: ended enquiries the newest first, others in the order that is asked for. */
  list(reader: EnquiryReader, { list, wing, order }: EnquiriesListed, page: PageOfWork) {
    const where = [listConditions[list], ...(wing === null ? [] : [isInLocation(':wing')])].join(' and ')
    const isSorted = isEnquiryListSorted(list)
    return this.page(
      {
        where,
        order: isSorted
          ? orderBy(columns, order, ['enquiry.due', 'enquiry.id'])
          : 'enquiry.ended_at desc, enquiry.id desc',
      },
      page,
      { ...this.readerIn(reader), wing: wing?.toLowerCase() ?? null },
    )
  }

  /** How many enquiries are in each of some lists, in one statement. */
  counts<List extends EnquiryList>(
    reader: EnquiryReader,
    lists: readonly List[],
  ): Promise<Readonly<Record<List, number>>> {
    return countEach(this.knex, listConditions, lists, { from, where: inScope }, this.readerIn(reader))
  }

  /** How many are in one of some lists, to be counted together with others. */
  countOf(reader: EnquiryReader, lists: readonly EnquiryList[]): Count {
    const any = lists.map(list => `(${listConditions[list]})`).join(' or ')
    return { from, where: `(${any}) and ${inScope}`, parameters: this.readerIn(reader) }
  }

  /** About a person, those of applications that the reader may see among them; the newest first. */
  ofPerson(personId: number, scope: EnquiryScope): Promise<Enquiry[]> {
    return this.select(`enquiry.person_id = :personId and ${inScope} order by enquiry.id desc limit ${maxShown}`, {
      personId,
      ...this.parameters(scope),
    })
  }

  /** About an application that the reader may see; the newest first. */
  ofApplication(applicationId: number, today: CalendarDay): Promise<Enquiry[]> {
    return this.select(`enquiry.application_id = :applicationId order by enquiry.id desc limit ${maxShown}`, {
      applicationId,
      ...this.parameters(),
      today,
    })
  }

  /** The bodies that can be asked about a person: somebody can sign in for them, and is not away. */
  async bodiesOf(personId: number, today: CalendarDay): Promise<ReadonlySet<EnquiryBody>> {
    const found = await rows<{ body: EnquiryBody }>(
      this.knex,
      `select asked.body from unnest(cast(:bodies as text[])) as asked(body) join person on person.id = :personId
        where exists (select 1 from staff account where ${answersFor('asked.body', 'account')})`,
      { personId, bodies: enquiryBodies, ...this.parameters(), today },
    )
    return new Set(found.map(({ body }) => body))
  }

  /** Records that one of those who are asked has opened it, if none had. */
  async see(id: number, { staffId, at }: { readonly staffId: number; readonly at: Date }): Promise<void> {
    await this.knex('enquiry').where({ id, seen_at: null, ended_at: null }).update({ seen_at: at, seen_by: staffId })
  }

  /** @returns its id */
  add(
    enquiry: Pick<
      Enquiry,
      'personId' | 'applicationId' | 'pathway' | 'stage' | 'needPathways' | 'body' | 'words' | 'due'
    >,
    step: NewStep,
  ): Promise<number> {
    const { staffId, at } = step
    return this.insert(
      {
        ...enquiry,
        needPathways: [...enquiry.needPathways],
        status: 'waiting',
        heldBy: staffId,
        askedBy: staffId,
        askedAt: at,
      },
      { ...step, kind: 'asked' },
    )
  }

  protected override parameters(scope?: AccessScope & Partial<EnquiryScope>): Parameters {
    return {
      ...super.parameters(scope),
      body: scope?.body ?? null,
      bodyPrisons: scope?.bodyPrisons ?? [],
      bodyEmail: scope?.bodyEmail ?? null,
      bodyTeamKind: scope?.bodyTeam?.kind ?? null,
      bodyTeamRegion: scope?.bodyTeam?.region ?? null,
      bodyTeamPdu: scope?.bodyTeam?.pduId ?? null,
      prisonBodies,
      answeringRoles: rolesThatCan('answer-enquiry'),
      comKeys: scope?.comKeys ?? [],
      today: scope?.today ?? null,
    }
  }

  private readerIn({ scope, staffId, today }: EnquiryReader) {
    return { ...this.parameters(scope), staffId, today }
  }
}
