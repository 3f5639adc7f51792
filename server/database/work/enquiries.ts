import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
import type { AskedBody, QuestionAct, QuestionStatus } from '../../domain/work/enquiries'
import type { Topic } from '../../domain/routing'
import { countEach, row, rows } from '../connection/rows'
import { notHeldBack, personInSight, sightParameters, type Sight } from '../connection/access-scope'
import type { Role } from '../staff/staff'

/** A question to another body in the prison where a person is. */
export interface BodyQuestion {
  readonly id: number
  readonly personId: number
  readonly firstName: string
  readonly lastName: string
  readonly prisonNumber: string
  readonly prisonName: string
  readonly location: string | null
  readonly body: AskedBody
  readonly words: string
  readonly due: CalendarDay
  readonly status: QuestionStatus
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

export interface BodyQuestionStep {
  readonly kind: QuestionAct | 'asked' | 'given'
  readonly staffName: string
  /** Who it was given to, when an account ended. */
  readonly toStaffName: string | null
  readonly words: string | null
  readonly happenedAt: Date
}

/** Which questions a member of staff may see: those about people in their sight, or those put to their own body. */
export interface QuestionSight extends Sight {
  /** Null for all but the bodies that are asked. */
  readonly body: AskedBody | null
  /** The prisons in which they are that body. */
  readonly bodyPrisons: readonly string[]
}

/** A question that waits for an answer, or whose answer is not read, as far as passing it on goes. */
type HeldQuestion = Pick<BodyQuestion, 'id' | 'personId' | 'applicationId' | 'heldBy'>

interface NewStep {
  readonly staffId: number
  readonly at: Date
  readonly actKey: string
}

/** Whoever waits for the answer still works with the person: in the prison where they are now, or as their COM. */
const isHeld = `exists (select 1 from staff holder where holder.id = held_by and holder.active and (
  (holder.role = 'com' and holder.email = person.com_email)
  or (holder.role in ('officer', 'manager') and exists (select 1 from staff_prison
    where staff_prison.staff_id = holder.id and staff_prison.prison_id = person.prison_id))))`
const isUnread = `body_question.status = 'answered' and not is_read`

/** The condition on `body_question` that somebody waits for the answer, or has not read it. */
export const concernsHolder = `(body_question.status = 'waiting' or ${isUnread})`

/** Put to the reader's own body, in their prisons. */
const isBodys = '(body = :body and person.prison_id = any(:bodyPrisons))'

/** The lists of questions, each by what a question in it is like. */
const listConditions = {
  waiting: `body_question.status = 'waiting' and held_by = :staffId`,
  overdue: `body_question.status = 'waiting' and held_by = :staffId and due < :today`,
  'to-read': `${isUnread} and held_by = :staffId`,
  answered: `body_question.status = 'answered' and held_by = :staffId`,
  withdrawn: `body_question.status = 'withdrawn' and held_by = :staffId`,
  colleagues: `body_question.status = 'waiting' and held_by <> :staffId and ${isHeld}`,
  held: `${concernsHolder} and held_by = :staffId and ${isHeld}`,
  unheld: `${concernsHolder} and not ${isHeld}`,
  'for-body': `${isBodys} and body_question.status = 'waiting'`,
  'for-body-overdue': `${isBodys} and body_question.status = 'waiting' and due < :today`,
  'by-body': `${isBodys} and body_question.status = 'answered'`,
} as const
export type QuestionList = keyof typeof listConditions
export const questionLists = Object.keys(listConditions) as [QuestionList, ...QuestionList[]]

const endedLists: readonly QuestionList[] = ['to-read', 'answered', 'withdrawn', 'by-body']

/** Whose lists they are, and on which day. */
interface QuestionReader {
  readonly sight: QuestionSight
  readonly staffId: number
  readonly today: CalendarDay
}

export const questionPageSize = 25
/** So many of one person or application are shown, the newest. */
const mostQuestions = 100

const inSightOfAskers = `(${personInSight} and (application.id is null or ${notHeldBack}))`

const inSight = `(${isBodys} or ${inSightOfAskers})`

const joined = `body_question
  join person on person.id = body_question.person_id
  left join application on application.id = body_question.application_id`

const columns = `
  body_question.*, first_name, last_name, prison_number, location, prison.name as prison_name, reference, topic,
    coalesce(restricted, false) as restricted, asker.name as asked_by_name, asker.role as asked_by_role,
    keeper.name as held_by_name, ${isHeld} as is_held,
    (select step.words from body_question_step step where step.body_question_id = body_question.id
      and step.kind in ('answered', 'corrected') order by step.id desc limit 1) as answer`

const joinedWhole = `${joined}
  join prison on prison.id = person.prison_id
  join staff asker on asker.id = asked_by
  join staff keeper on keeper.id = held_by`

const selectQuestion = `select ${columns} from ${joinedWhole}`

/** Questions to healthcare, safety and key workers, and every step of each. */
export class BodyQuestions {
  constructor(private readonly knex: Knex) {}

  /** A page of a list from 1: waiting questions by the day they are due, ended ones the newest first. */
  list(reader: QuestionReader, list: QuestionList, page: number): Promise<(BodyQuestion & { total: number })[]> {
    const order = endedLists.includes(list)
      ? 'body_question.ended_at desc, body_question.id desc'
      : 'body_question.due, body_question.id'
    return rows(
      this.knex,
      `with found as (
          select body_question.id, count(*) over () as total from ${joined}
            where ${inSight} and ${listConditions[list]}
            order by ${order} limit ${questionPageSize} offset :offset)
        select ${columns}, found.total from ${joinedWhole} join found on found.id = body_question.id order by ${order}`,
      { ...parametersOf(reader), offset: (page - 1) * questionPageSize },
    )
  }

  /** How many questions are in each of some lists, in one statement. */
  counts<List extends QuestionList>(
    reader: QuestionReader,
    lists: readonly List[],
  ): Promise<Readonly<Record<List, number>>> {
    return countEach(this.knex, listConditions, lists, { from: joined, where: inSight }, parametersOf(reader))
  }

  /** About a person, those of applications that the reader may see among them; the newest first. */
  ofPerson(personId: number, sight: QuestionSight): Promise<BodyQuestion[]> {
    return rows(
      this.knex,
      `${selectQuestion} where body_question.person_id = :personId and ${inSight}
        order by body_question.id desc limit ${mostQuestions}`,
      { personId, ...sightOfQuestions(sight) },
    )
  }

  /** About an application that the reader may see; the newest first. */
  ofApplication(applicationId: number): Promise<BodyQuestion[]> {
    return rows(
      this.knex,
      `${selectQuestion} where body_question.application_id = :applicationId
        order by body_question.id desc limit ${mostQuestions}`,
      { applicationId },
    )
  }

  findInSight(id: number, sight: QuestionSight): Promise<BodyQuestion | undefined> {
    return this.inSight(id, sight, '')
  }

  /** The same, and keeps others from changing it until the transaction ends. */
  lockInSight(id: number, sight: QuestionSight): Promise<BodyQuestion | undefined> {
    return this.inSight(id, sight, 'for update of body_question')
  }

  /** The oldest first. */
  steps(questionId: number): Promise<BodyQuestionStep[]> {
    return rows(
      this.knex,
      `select kind, words, happened_at, staff.name as staff_name, receiver.name as to_staff_name
        from body_question_step
        join staff on staff.id = staff_id
        left join staff receiver on receiver.id = to_staff_id
        where body_question_id = :questionId order by body_question_step.id`,
      { questionId },
    )
  }

  /** The question that an act made or changed, when it was done already: sent twice by a double click or a retry. */
  async questionOfAct(actKey: string): Promise<number | undefined> {
    const found = await row<{ id: number }>(
      this.knex,
      'select body_question_id as id from body_question_step where act_key = :actKey',
      { actKey },
    )
    return found?.id
  }

  /** The bodies of a prison for which somebody can sign in. */
  async bodiesIn(prisonId: string): Promise<ReadonlySet<AskedBody>> {
    const found = await rows<{ role: AskedBody }>(
      this.knex,
      `select distinct role from staff join staff_prison on staff_prison.staff_id = staff.id
        where prison_id = :prisonId and active and role in ('healthcare', 'safety', 'key-worker')`,
      { prisonId },
    )
    return new Set(found.map(({ role }) => role))
  }

  /** @returns its id */
  async add(
    question: Pick<BodyQuestion, 'personId' | 'applicationId' | 'body' | 'words' | 'due'>,
    step: NewStep,
  ): Promise<number> {
    const [added] = await this.knex('body_question')
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
    { id, version }: Pick<BodyQuestion, 'id' | 'version'>,
    status: QuestionStatus,
    step: NewStep & { readonly kind: QuestionAct; readonly words: string | null },
  ): Promise<void> {
    const saysSomething = step.kind === 'answered' || step.kind === 'corrected'
    await this.knex('body_question')
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
      `select id, person_id, application_id, held_by from body_question
        where held_by = any(:staffIds) and ${concernsHolder} order by id for update`,
      { staffIds },
    )
  }

  /** Which of these somebody who asks other bodies may see. */
  async idsInSight(ids: readonly number[], sight: Sight): Promise<ReadonlySet<number>> {
    const found = await rows<{ id: number }>(
      this.knex,
      `select body_question.id from ${joined} where body_question.id = any(:ids) and ${inSightOfAskers}`,
      { ids, ...sightParameters(sight) },
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
          update body_question set held_by = :to, version = version + 1 where id = any(:ids) returning id)
        insert into body_question_step (body_question_id, kind, staff_id, to_staff_id, happened_at)
          select id, 'given', :by, :to, :at from given order by id`,
      { ids: [...ids], to, by, at },
    )
  }

  /**
   * How many each member of staff waits for or has not read, and how many nobody does any more (null); and how many
   * answers are overdue.
   */
  byColleague(
    sight: Sight,
    today: CalendarDay,
  ): Promise<{ readonly staffId: number | null; readonly questions: number; readonly questionsOverdue: number }[]> {
    return rows(
      this.knex,
      `select case when ${isHeld} then held_by end as staff_id, count(*) as questions,
          count(*) filter (where body_question.status = 'waiting' and due < :today) as questions_overdue
        from ${joined} where ${inSightOfAskers} and ${concernsHolder} group by 1`,
      { ...sightParameters(sight), today },
    )
  }

  private inSight(id: number, sight: QuestionSight, lock: string): Promise<BodyQuestion | undefined> {
    return row(this.knex, `${selectQuestion} where body_question.id = :id and ${inSight} ${lock}`, {
      id,
      ...sightOfQuestions(sight),
    })
  }

  private async addStep(id: number, step: NewStep & Pick<BodyQuestionStep, 'kind' | 'words'>): Promise<void> {
    await this.knex('body_question_step').insert({
      body_question_id: id,
      kind: step.kind,
      words: step.words,
      staff_id: step.staffId,
      happened_at: step.at,
      act_key: step.actKey,
    })
  }
}

function sightOfQuestions(sight: QuestionSight) {
  return { ...sightParameters(sight), body: sight.body, bodyPrisons: [...sight.bodyPrisons] }
}

function parametersOf({ sight, staffId, today }: QuestionReader) {
  return { ...sightOfQuestions(sight), staffId, today }
}
