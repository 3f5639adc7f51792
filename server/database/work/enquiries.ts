import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
import type { Role } from '../../domain/staff/roles'
import {
  enquiryWork,
  prisonBodies,
  type EnquiryAction,
  type EnquiryBody,
  type EnquiryStatus,
} from '../../domain/work/enquiries'
import type { Topic } from '../../domain/topics'
import { countEach, rows, type Parameters } from '../connection/rows'
import { notHeldBack, personInScope, type AccessScope } from '../connection/access-scope'
import { holderWorksWithPerson, WorkItems, type NewStep, type WorkItem, type WorkStep } from './work-items'

/** What another body in the prison where a person is was asked. Its holder waits for the answer. */
export interface Enquiry extends WorkItem<EnquiryStatus> {
  readonly firstName: string
  readonly lastName: string
  readonly prisonNumber: string
  readonly prisonName: string
  readonly location: string | null
  readonly body: EnquiryBody
  readonly words: string
  readonly due: CalendarDay
  /** Null when it is about the person and no application. */
  readonly applicationId: number | null
  readonly reference: string | null
  readonly topic: Topic | null
  readonly restricted: boolean
  readonly holderId: number
  readonly holderName: string
  /** The holder still works with the person. */
  readonly isHeld: boolean
  readonly isRead: boolean
  /** It is put to the reader, who answers it. */
  readonly isForReader: boolean
  readonly askedByName: string
  readonly askedByRole: Role
  readonly askedAt: Date
  /** The latest that the body said. */
  readonly answer: string | null
}

export interface EnquiryStep extends WorkStep {
  readonly kind: EnquiryAction | 'asked' | 'given'
  readonly staffName: string
  readonly words: string | null
}

/** Which enquiries a member of staff may see: those about people in their scope, or those put to their own body. */
export interface EnquiryScope extends AccessScope {
  /** Null for all but the bodies that are asked. */
  readonly body: EnquiryBody | null
  /** The prisons in which they are that body; none for COMs and POMs. */
  readonly bodyPrisons: readonly string[]
  /** By which they are the COM or the POM of a person, in lower case; null for the other bodies. */
  readonly bodyEmail: string | null
}

const isHeld = holderWorksWithPerson('held_by')
const isUnread = `enquiry.status = 'answered' and not is_read`

/** The condition on `enquiry` that its holder waits for the answer, or has not read it. */
export const concernsHolder = `(enquiry.status = 'waiting' or ${isUnread})`

/** Put to the reader's own body in their prisons, or to the reader as the person's COM or POM. */
const isForBody = `(body = :body and (person.prison_id = any(:bodyPrisons)
  or (body = 'com' and person.com_email = :bodyEmail) or (body = 'pom' and person.pom_email = :bodyEmail)))`

/** The lists of enquiries, each by what an enquiry in it is like. */
const listConditions = {
  waiting: `enquiry.status = 'waiting' and held_by = :staffId`,
  overdue: `enquiry.status = 'waiting' and held_by = :staffId and due < :today`,
  'to-read': `${isUnread} and held_by = :staffId`,
  answered: `enquiry.status = 'answered' and held_by = :staffId`,
  withdrawn: `enquiry.status = 'withdrawn' and held_by = :staffId`,
  colleagues: `enquiry.status = 'waiting' and held_by <> :staffId and ${isHeld}`,
  held: `${concernsHolder} and held_by = :staffId and ${isHeld}`,
  unheld: `${concernsHolder} and not ${isHeld}`,
  'for-body': `${isForBody} and enquiry.status = 'waiting'`,
  'for-body-overdue': `${isForBody} and enquiry.status = 'waiting' and due < :today`,
  'by-body': `${isForBody} and enquiry.status = 'answered'`,
} as const
export type EnquiryList = keyof typeof listConditions
export const enquiryLists = Object.keys(listConditions) as [EnquiryList, ...EnquiryList[]]

const endedLists: readonly EnquiryList[] = ['to-read', 'answered', 'withdrawn', 'by-body']

/** Whose lists they are, and on which day. */
interface EnquiryReader {
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

/** Enquiries to COMs, POMs and bodies in prisons, and every step of each. */
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
        first_name, last_name, prison_number, location, prison.name as prison_name, reference, topic,
        coalesce(restricted, false) as restricted, asker.name as asked_by_name, asker.role as asked_by_role,
        ${isHeld} as is_held, ${isForBody} as is_for_reader,
        (select step.words from enquiry_step step where step.enquiry_id = enquiry.id
          and step.kind in ('answered', 'corrected') order by step.id desc limit 1) as answer`,
      joins: 'join prison on prison.id = person.prison_id join staff asker on asker.id = asked_by',
      stepColumns: 'step.words',
    })
  }

  /** A page of a list from 1: waiting enquiries by the day they are due, ended ones the newest first. */
  list(reader: EnquiryReader, list: EnquiryList, page: number) {
    const order = endedLists.includes(list) ? 'enquiry.ended_at desc, enquiry.id desc' : 'enquiry.due, enquiry.id'
    return this.page({ where: listConditions[list], order, size: enquiryPageSize }, page, this.readerIn(reader))
  }

  /** How many enquiries are in each of some lists, in one statement. */
  counts<List extends EnquiryList>(
    reader: EnquiryReader,
    lists: readonly List[],
  ): Promise<Readonly<Record<List, number>>> {
    return countEach(this.knex, listConditions, lists, { from, where: inScope }, this.readerIn(reader))
  }

  /** About a person, those of applications that the reader may see among them; the newest first. */
  ofPerson(personId: number, scope: EnquiryScope): Promise<Enquiry[]> {
    return this.select(`enquiry.person_id = :personId and ${inScope} order by enquiry.id desc limit ${maxShown}`, {
      personId,
      ...this.parameters(scope),
    })
  }

  /** About an application that the reader may see; the newest first. */
  ofApplication(applicationId: number): Promise<Enquiry[]> {
    return this.select(`enquiry.application_id = :applicationId order by enquiry.id desc limit ${maxShown}`, {
      applicationId,
      ...this.parameters(),
    })
  }

  /** The bodies that can be asked about a person: somebody can sign in for them. */
  async bodiesOf(personId: number): Promise<ReadonlySet<EnquiryBody>> {
    const found = await rows<{ role: EnquiryBody }>(
      this.knex,
      `select distinct role from staff join person on person.id = :personId
        where staff.active and ((role = any(:prisonBodies) and exists (select 1 from staff_prison
            where staff_prison.staff_id = staff.id and staff_prison.prison_id = person.prison_id))
          or (role = 'com' and email = person.com_email) or (role = 'pom' and email = person.pom_email))`,
      { personId, prisonBodies },
    )
    return new Set(found.map(({ role }) => role))
  }

  /** @returns its id */
  add(enquiry: Pick<Enquiry, 'personId' | 'applicationId' | 'body' | 'words' | 'due'>, step: NewStep): Promise<number> {
    const { staffId, at } = step
    return this.insert(
      { ...enquiry, status: 'waiting', heldBy: staffId, askedBy: staffId, askedAt: at },
      { ...step, kind: 'asked' },
    )
  }

  protected override parameters(scope?: AccessScope & Partial<EnquiryScope>): Parameters {
    return {
      ...super.parameters(scope),
      body: scope?.body ?? null,
      bodyPrisons: scope?.bodyPrisons ?? [],
      bodyEmail: scope?.bodyEmail ?? null,
    }
  }

  private readerIn({ scope, staffId, today }: EnquiryReader) {
    return { ...this.parameters(scope), staffId, today }
  }
}
