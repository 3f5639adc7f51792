import { randomInt } from 'node:crypto'
import type { Words } from '../../../content/words/words'
import { isDuplicate, type Application, type Database, type Person } from '../../../database'
import {
  answersGiven,
  completesAlert,
  findForm,
  newReference,
  nextQuestion,
  openAlready,
  raisesConcern,
  topicOf,
  type Answers,
  type Form,
} from '../../../domain/applications'
import type { CalendarDay } from '../../../domain/calendar'
import { decide } from '../../../domain/routing'
import type { Topic } from '../../../domain/topics'
import type { Caller, Context } from '../../context'
import { keepConsents } from '../../people/consent'
import { notifyOf } from '../../work/notifications'
import { routingFacts } from '../routing/routing-facts'
import { addToAlert, lockAlert } from './alerts'
import { draftsToReview } from './expired-forms'
import { formFacts } from './form-facts'

export type Submission =
  | { readonly kind: 'sent'; readonly application: Application }
  | { readonly kind: 'not-finished'; readonly question: string }
  /** Another application on the same topic is open; the answers stay in the draft. */
  | { readonly kind: 'open-already'; readonly application: Application }
  | { readonly kind: 'no-such-draft' }

export interface SentDraft extends Caller {
  readonly draftId: string
  readonly personId: number
  /** The wording of the questions, stored as evidence of what the person consented to. */
  readonly words: Words
}

/**
 * Submits a draft: decides its destination and stores it with the decision in one transaction. Idempotent per draft:
 * submitting it again, by a double click, a second tab or a retry, returns the existing application.
 */
export function submitApplication(database: Database, context: Context, sent: SentDraft): Promise<Submission> {
  return onceReferenced(database, transaction => submit(transaction, context, sent))
}

/** Runs the work in a transaction and retries with a new reference if the generated one is taken. */
export async function onceReferenced<T>(database: Database, work: (transaction: Database) => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await database.transaction(work)
    } catch (error) {
      if (!isDuplicate(error, 'application_reference_key')) throw error
    }
  }
}

async function submit(
  database: Database,
  context: Context,
  { draftId, personId, fromAddress, words }: SentDraft,
): Promise<Submission> {
  // Lock the person first: a concurrent import waits, and then decides this application again.
  const person = await database.people.lock(personId)
  const draft = await database.drafts.lock(draftId, personId)
  if (!person || !draft) {
    const application = await database.applications.findByDraft(draftId, personId)
    return application ? { kind: 'sent', application } : { kind: 'no-such-draft' }
  }
  const form = findForm(draft.form)
  const facts = formFacts(person, context.today)
  const answers = answersGiven(form, draft.answers, facts)
  const unanswered = nextQuestion(form, answers, facts)
  const toReview = (await draftsToReview(database, context, person, [draft])).get(draftId)
  const unfinished = toReview ?? unanswered
  if (unfinished) return { kind: 'not-finished', question: unfinished.id }

  const { language } = person
  const ready = { person, draftId, form, answers, task: draft.task, language, words }
  const alert = await lockAlert(database, draft)
  const stored =
    alert && completesAlert(form, alert, answers)
      ? await finishAlert(database, context, alert, ready)
      : await storeApplication(database, context, ready)
  if (stored.kind === 'open-already') return stored
  const { application } = stored
  await database.drafts.remove(draftId)
  await auditSent(database, application, fromAddress)
  return { kind: 'sent', application }
}

/** Audits that a person sent an application themselves. */
export function auditSent(
  database: Database,
  { id, personId }: Application,
  fromAddress: Caller['fromAddress'],
): Promise<void> {
  return database.audit.record({
    site: 'my',
    actingPersonId: personId,
    personId,
    applicationId: id,
    action: 'application-sent',
    fromAddress,
  })
}

export type Stored = Extract<Submission, { kind: 'sent' | 'open-already' }>

export interface ReadyToSend {
  readonly person: Person
  /**
   * The idempotency key: the id of the draft, of the page that a paper form was entered on, or of the page with "Tell
   * staff now".
   */
  readonly draftId: string
  readonly form: Form
  /** Answers to exactly the questions that apply. */
  readonly answers: Answers
  /** The checklist task that the person came from. */
  readonly task?: string | null
  /** Of a question from a task, whose topic the task decides; otherwise the answers do. */
  readonly topic?: Topic
  readonly language: Person['language']
  /** For a paper form: who entered it and the date on the paper. */
  readonly onPaper?: { readonly enteredBy: number; readonly dated: CalendarDay }
  /** Sent with "Tell staff now", before the form was finished. Its consents count when the whole form is sent. */
  readonly isAlert?: boolean
  readonly words: Words
}

/** Adds the rest of the form to its alert, which keeps its reference and its concern. */
async function finishAlert(
  database: Database,
  context: Context,
  alert: Application,
  { person, draftId, form, answers, words }: ReadyToSend,
): Promise<Stored> {
  const topic = topicOf(form, answers, formFacts(person, context.today), context.today)
  await addToAlert(database, context, person, alert, { answers, topic, formVersion: form.version, draftId })
  const consented = { person, applicationId: alert.id, form, answers }
  await keepConsents(database, context, consented, words)
  return { kind: 'sent', application: await storedApplication(database, draftId, person.id) }
}

/** Stores an application with its routing decision and consents. The person must be locked. */
export async function storeApplication(database: Database, context: Context, ready: ReadyToSend): Promise<Stored> {
  const { person, draftId, form, answers, task = null, language, onPaper, isAlert = false, words } = ready
  const { now, today, routing } = context
  const reference = newReference(below => randomInt(below))
  const topic = ready.topic ?? topicOf(form, answers, formFacts(person, today), today)
  const safetyConcern = isAlert || raisesConcern(form, answers)
  const open = openAlready(form, { topic, safetyConcern }, await database.applications.ofPerson(person.id))
  if (open) return { kind: 'open-already', application: open }
  const caseFacts = routingFacts(person, { id: reference, topic, safetyConcern }, today)
  const decision = decide(caseFacts, routing)
  const applicationId = await database.applications.add(
    {
      reference,
      draftId,
      personId: person.id,
      form: form.id,
      formVersion: form.version,
      topic,
      task,
      language,
      answers,
      safetyConcern,
      unfinished: isAlert,
      sentAt: now,
      decision,
      ...(onPaper && { enteredBy: onPaper.enteredBy }),
    },
    caseFacts,
  )
  if (!isAlert) {
    const consented = { person: { id: person.id, language }, applicationId, form, answers }
    await keepConsents(database, { ...context, today: onPaper?.dated ?? today }, consented, words)
  }
  const application = await storedApplication(database, draftId, person.id)
  await notifyOf(database, context, person, application, decision)
  return { kind: 'sent', application }
}

async function storedApplication(database: Database, draftId: string, personId: number): Promise<Application> {
  const application = await database.applications.findByDraft(draftId, personId)
  if (!application) throw new Error('An application that was just stored is not there')
  return application
}
