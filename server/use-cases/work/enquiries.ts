import type { Database, Person, QuestionSight, Sight, StaffMember } from '../../database'
import type { CalendarDay } from '../../domain/calendar'
import { canFollowQuestion, questionStatusAfter, type AskedBody, type QuestionAct } from '../../domain/work/enquiries'
import { isAsBefore } from '../accounts/lock-accounts'
import type { Caller, Circumstances } from '../context'

interface Act extends Caller {
  readonly staff: StaffMember
  /** Made with the page, so that a double click or a retry acts once. */
  readonly actKey: string
}

export interface QuestionAsked {
  readonly body: AskedBody
  readonly words: string
  readonly due: CalendarDay
  /** The reference of the person's application that it is about; null for none. */
  readonly application: string | null
}

/**
 * Asks another body in the prison where a person is.
 *
 * @param act.sight what whoever asks may see: a question is about no application out of it
 * @returns the question's id, the same for a form that is sent twice; undefined when the person's record, the account, or
 *   the application in sight is gone or changed meanwhile
 */
export function askBody(
  database: Database,
  { now }: Circumstances,
  act: Act & { readonly sight: Sight; readonly person: Person; readonly asked: QuestionAsked },
): Promise<number | undefined> {
  const { staff, sight, person, asked, actKey, fromAddress } = act
  return database.transaction(async transaction => {
    if (!(await isAsBefore(transaction, staff)) || !(await transaction.people.lock(person.id))) return undefined
    const before = await transaction.bodyQuestions.questionOfAct(actKey)
    if (before !== undefined) return before
    const { application: reference, ...question } = asked
    const application = reference === null ? null : await transaction.applications.findInSight(reference, sight)
    if (application === undefined || (application && application.personId !== person.id)) return undefined
    const applicationId = application?.id ?? null
    const id = await transaction.bodyQuestions.add(
      { personId: person.id, applicationId, ...question },
      { staffId: staff.id, at: now, actKey },
    )
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      personId: person.id,
      ...(applicationId !== null && { applicationId }),
      act: 'question-asked',
      detail: { question: id, body: asked.body },
      fromAddress,
    })
    return id
  })
}

export interface QuestionStepAct extends Act {
  readonly sight: QuestionSight
  readonly id: number
  /** As the page showed it. */
  readonly version: number
  readonly act: QuestionAct
  /** The answer, what is right instead, or why it is not needed any more. */
  readonly words: string | null
}

/**
 * Answers a question, corrects the answer, withdraws the question, has read the answer, or takes over waiting for it: one
 * step, kept with who and when. The first answer is taken from an older page too, since who waits for it changes nothing
 * of what is asked.
 *
 * @returns `changed` when somebody else was first, and nothing is done; undefined when there is no such question in sight
 */
export function stepQuestion(
  database: Database,
  { now }: Circumstances,
  { staff, sight, id, version, act, words, actKey, fromAddress }: QuestionStepAct,
): Promise<'done' | 'changed' | undefined> {
  return database.transaction(async transaction => {
    if (!(await isAsBefore(transaction, staff))) return undefined
    const question = await transaction.bodyQuestions.lockInSight(id, sight)
    if (!question) return undefined
    if ((await transaction.bodyQuestions.questionOfAct(actKey)) !== undefined) return 'done'
    const isStale = act !== 'answered' && question.version !== version
    if (isStale || !canFollowQuestion(question, act, staff.id)) return 'changed'
    const step = { kind: act, words, staffId: staff.id, at: now, actKey }
    await transaction.bodyQuestions.change(question, questionStatusAfter(act, question.status), step)
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      personId: question.personId,
      ...(question.applicationId !== null && { applicationId: question.applicationId }),
      act: `question-${act}`,
      detail: { question: id },
      fromAddress,
    })
    return 'done'
  })
}
