import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
import type { EnquiryBody, EnquiryAction, EnquiryStatus } from '../../domain/work/enquiries'
import type { Topic } from '../../domain/routing'
import { countEach, row, rows } from '../connection/rows'
import { notHeldBack, personInScope, scopeParameters, type AccessScope } from '../connection/access-scope'
import type { Role } from '../staff/staff'

/** A question to another body in the prison where a person is. */
export interface Enquiry {
  readonly id: number
  readonly personId: number
  readonly firstName: string
  readonly lastName: string
  readonly prisonNumber: string
  readonly prisonName: string
  readonly location: string | null
  readonly body: EnquiryBody
  readonly words: string
  readonly due: CalendarDay
  readonly status: EnquiryStatus
  /** Null when it is about the person and no application. */
  readonly applicationId: number | null
  readonly reference: string | null
  readonly topic: Topic | null
  readonly restricted: boolean
  readonly heldBy: number
  readonly heldByName: string
  /** Whoever waits for the answer still works with the person. */
  readonly isHeld: boolean
  readonly isRead: boolean
  readonly askedByName: string
  readonly askedByRole: Role
  readonly askedAt: Date
  /** The latest that the body said. */
  readonly answer: string | null
  /** Raised with every step. */
  readonly version: number
}

export interface EnquiryStep {
  readonly kind: EnquiryAction | 'asked' | 'given'
  readonly staffName: string
  /** Who it was given to, when an account ended. */
  readonly toStaffName: string | null
  readonly words: string | null
  readonly happenedAt: Date
}

/** Which questions a member of staff may see: those about people in their sight, or those put to their own body. */
export interface EnquiryScope extends AccessScope {
  /** Null for all but the bodies that are asked. */
  readonly body: EnquiryBody | null
  /** The prisons in which they are that body. */
  readonly bodyPrisons: readonly string[]
}

/** A question that waits for an answer, or whose answer is not read, as far as passing it on goes. */
type HeldQuestion = Pick<Enquiry, 'id' | 'personId' | 'applicationId' | 'heldBy'>

interface NewStep {
  readonly staffId: number
  readonly at: Date
  readonly idempotencyKey: string
}

/** Whoever waits for the answer still works with the person: in the prison where they are now, or as their COM. */
const isHeld = `exists (select 1 from staff holder where holder.id = held_by and holder.active and (
  (holder.role = 'com' and holder.email = person.com_email)
  or (holder.role in ('officer', 'manager') and exists (select 1 from staff_prison
    where staff_prison.staff_id = holder.id and staff_prison.prison_id = person.prison_id))))`
const isUnread = `enquiry.status = 'answered' and not is_read`

/** The condition on `enquiry` that somebody waits for the answer, or has not read it. */
export const concernsHolder = `(enquiry.status = 'waiting' or ${isUnread})`

/** Put to the reader's own body, in their prisons. */
const isBodys = '(body = :body and person.prison_id = any(:bodyPrisons))'

/** The lists of questions, each by what a question in it is like. */
const listConditions = {
  waiting: `enquiry.status = 'waiting' and held_by = :staffId`,
  overdue: `enquiry.status = 'waiting' and held_by = :staffId and due < :today`,
  'to-read': `${isUnread} and held_by = :staffId`,
  answered: `enquiry.status = 'answered' and held_by = :staffId`,
  withdrawn: `enquiry.status = 'withdrawn' and held_by = :staffId`,
  colleagues: `enquiry.status = 'waiting' and held_by <> :staffId and ${isHeld}`,
  held: `${concernsHolder} and held_by = :staffId and ${isHeld}`,
  unheld: `${concernsHolder} and not ${isHeld}`,
  'for-body': `${isBodys} and enquiry.status = 'waiting'`,
  'for-body-overdue': `${isBodys} and enquiry.status = 'waiting' and due < :today`,
  'by-body': `${isBodys} and enquiry.status = 'answered'`,
} as const
export type EnquiryList = keyof typeof listConditions
export const enquiryLists = Object.keys(listConditions) as [EnquiryList, ...EnquiryList[]]

const endedLists: readonly EnquiryList[] = ['to-read', 'answered', 'withdrawn', 'by-body']

/** Whose lists they are, and on which day. */
interface QuestionReader {
  readonly scope: EnquiryScope
  readonly staffId: number
  readonly today: CalendarDay
}

export const enquiryPageSize = 25
/** So many of one person or application are shown, the newest. */
const mostQuestions = 100

const inSightOfAskers = `(${personInScope} and (application.id is null or ${notHeldBack}))`

const inScope = `(${isBodys} or ${inSightOfAskers})`

const joined = `enquiry
  join person on person.id = enquiry.person_id
  left join application on application.id = enquiry.application_id`

const columns = `
  enquiry.*, first_name, last_name, prison_number, location, prison.name as prison_name, reference, topic,
    coalesce(restricted, false) as restricted, asker.name as asked_by_name, asker.role as asked_by_role,
    keeper.name as held_by_name, ${isHeld} as is_held,
    (select step.words from enquiry_step step where step.enquiry_id = enquiry.id
      and step.kind in ('answered', 'corrected') order by step.id desc limit 1) as answer`

const joinedWhole = `${joined}
  join prison on prison.id = person.prison_id
  join staff asker on asker.id = asked_by
  join staff keeper on keeper.id = held_by`

const selectQuestion = `select ${columns} from ${joinedWhole}`

/** Questions to healthcare, safety and key workers, and every step of each. */
export class Enquiries {
  constructor(private readonly knex: Knex) {}

  /** A page of a list from 1: waiting questions by the day they are due, ended ones the newest first. */
  list(reader: QuestionReader, list: EnquiryList, page: number): Promise<(Enquiry & { total: number })[]> {
    const order = endedLists.includes(list) ? 'enquiry.ended_at desc, enquiry.id desc' : 'enquiry.due, enquiry.id'
    return rows(
      this.knex,
      `with found as (
          select enquiry.id, count(*) over () as total from ${joined}
            where ${inScope} and ${listConditions[list]}
            order by ${order} limit ${enquiryPageSize} offset :offset)
        select ${columns}, found.total from ${joinedWhole} join found on found.id = enquiry.id order by ${order}`,
      { ...parametersOf(reader), offset: (page - 1) * enquiryPageSize },
    )
  }

  /** How many questions are in each of some lists, in one statement. */
  counts<List extends EnquiryList>(
    reader: QuestionReader,
    lists: readonly List[],
  ): Promise<Readonly<Record<List, number>>> {
    return countEach(this.knex, listConditions, lists, { from: joined, where: inScope }, parametersOf(reader))
  }

  /** About a person, those of applications that the reader may see among them; the newest first. */
  ofPerson(personId: number, scope: EnquiryScope): Promise<Enquiry[]> {
    return rows(
      this.knex,
      `${selectQuestion} where enquiry.person_id = :personId and ${inScope}
        order by enquiry.id desc limit ${mostQuestions}`,
      { personId, ...sightOfQuestions(scope) },
    )
  }

  /** About an application that the reader may see; the newest first. */
  ofApplication(applicationId: number): Promise<Enquiry[]> {
    return rows(
      this.knex,
      `${selectQuestion} where enquiry.application_id = :applicationId
        order by enquiry.id desc limit ${mostQuestions}`,
      { applicationId },
    )
  }

  findInScope(id: number, scope: EnquiryScope): Promise<Enquiry | undefined> {
    return this.inScope(id, scope, '')
  }

  /** The same, and keeps others from changing it until the transaction ends. */
  lockInScope(id: number, scope: EnquiryScope): Promise<Enquiry | undefined> {
    return this.inScope(id, scope, 'for update of enquiry')
  }

  /** The oldest first. */
  steps(questionId: number): Promise<EnquiryStep[]> {
    return rows(
      this.knex,
      `select kind, words, happened_at, staff.name as staff_name, receiver.name as to_staff_name
        from enquiry_step
        join staff on staff.id = staff_id
        left join staff receiver on receiver.id = to_staff_id
        where enquiry_id = :questionId order by enquiry_step.id`,
      { questionId },
    )
  }

  /** The question that an act made or changed, when it was done already: sent twice by a double click or a retry. */
  async enquiryForKey(idempotencyKey: string): Promise<number | undefined> {
    const found = await row<{ id: number }>(
      this.knex,
      'select enquiry_id as id from enquiry_step where idempotency_key = :idempotencyKey',
      { idempotencyKey },
    )
    return found?.id
  }

  /** The bodies of a prison for which somebody can sign in. */
  async bodiesIn(prisonId: string): Promise<ReadonlySet<EnquiryBody>> {
    const found = await rows<{ role: EnquiryBody }>(
      this.knex,
      `select distinct role from staff join staff_prison on staff_prison.staff_id = staff.id
        where prison_id = :prisonId and active and role in ('healthcare', 'safety', 'key-worker')`,
      { prisonId },
    )
    return new Set(found.map(({ role }) => role))
  }

  /** @returns its id */
  async add(
    question: Pick<Enquiry, 'personId' | 'applicationId' | 'body' | 'words' | 'due'>,
    step: NewStep,
  ): Promise<number> {
    const [added] = await this.knex('enquiry')
      .insert({
        person_id: question.personId,
        application_id: question.applicationId,
        body: question.body,
        words: question.words,
        due: question.due,
        status: 'waiting',
        held_by: step.staffId,
        asked_by: step.staffId,
        asked_at: step.at,
      })
      .returning<{ id: number }[]>('id')
    await this.addStep(added!.id, { ...step, kind: 'asked', words: null })
    return added!.id
  }

  /** Changes it, raises its version, and keeps the step. The question must be locked. */
  async change(
    { id, version }: Pick<Enquiry, 'id' | 'version'>,
    status: EnquiryStatus,
    step: NewStep & { readonly kind: EnquiryAction; readonly words: string | null },
  ): Promise<void> {
    const saysSomething = step.kind === 'answered' || step.kind === 'corrected'
    await this.knex('enquiry')
      .where({ id })
      .update({
        status,
        version: version + 1,
        ...(step.kind === 'taken' && { held_by: step.staffId }),
        ...(step.kind === 'read' && { is_read: true }),
        ...(saysSomething && { is_read: false }),
        ...((saysSomething || step.kind === 'withdrawn') && { ended_at: step.at }),
      })
    await this.addStep(id, step)
  }

  /** Those whose answers these wait for or have not read, held until the transaction is over. The people must be held. */
  lockHeldBy(staffIds: readonly number[]): Promise<HeldQuestion[]> {
    return rows(
      this.knex,
      `select id, person_id, application_id, held_by from enquiry
        where held_by = any(:staffIds) and ${concernsHolder} order by id for update`,
      { staffIds },
    )
  }

  /** Which of these somebody who asks other bodies may see. */
  async idsInScope(ids: readonly number[], scope: AccessScope): Promise<ReadonlySet<number>> {
    const found = await rows<{ id: number }>(
      this.knex,
      `select enquiry.id from ${joined} where enquiry.id = any(:ids) and ${inSightOfAskers}`,
      { ids, ...scopeParameters(scope) },
    )
    return new Set(found.map(({ id }) => id))
  }

  /** Has a colleague wait for the answers of these. They must be locked. */
  async give(
    ids: readonly number[],
    { to, by, at }: { readonly to: number; readonly by: number; readonly at: Date },
  ): Promise<void> {
    await this.knex.raw(
      `with given as (
          update enquiry set held_by = :to, version = version + 1 where id = any(:ids) returning id)
        insert into enquiry_step (enquiry_id, kind, staff_id, to_staff_id, happened_at)
          select id, 'given', :by, :to, :at from given order by id`,
      { ids: [...ids], to, by, at },
    )
  }

  /**
   * How many each member of staff waits for or has not read, and how many nobody does any more (null); and how many
   * answers are overdue.
   */
  byColleague(
    scope: AccessScope,
    today: CalendarDay,
  ): Promise<{ readonly staffId: number | null; readonly questions: number; readonly questionsOverdue: number }[]> {
    return rows(
      this.knex,
      `select case when ${isHeld} then held_by end as staff_id, count(*) as questions,
          count(*) filter (where enquiry.status = 'waiting' and due < :today) as questions_overdue
        from ${joined} where ${inSightOfAskers} and ${concernsHolder} group by 1`,
      { ...scopeParameters(scope), today },
    )
  }

  private inScope(id: number, scope: EnquiryScope, lock: string): Promise<Enquiry | undefined> {
    return row(this.knex, `${selectQuestion} where enquiry.id = :id and ${inScope} ${lock}`, {
      id,
      ...sightOfQuestions(scope),
    })
  }

  private async addStep(id: number, step: NewStep & Pick<EnquiryStep, 'kind' | 'words'>): Promise<void> {
    await this.knex('enquiry_step').insert({
      enquiry_id: id,
      kind: step.kind,
      words: step.words,
      staff_id: step.staffId,
      happened_at: step.at,
      idempotency_key: step.idempotencyKey,
    })
  }
}

function sightOfQuestions(scope: EnquiryScope) {
  return { ...scopeParameters(scope), body: scope.body, bodyPrisons: [...scope.bodyPrisons] }
}

function parametersOf({ scope, staffId, today }: QuestionReader) {
  return { ...sightOfQuestions(scope), staffId, today }
}
