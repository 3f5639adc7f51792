import type { Words } from '../../../content/words/words'
import type { Application, Database, Person } from '../../../database'
import {
  answersGiven,
  belongsToAlert,
  findForm,
  formOfAlert,
  happeningQuestion,
  isWithoutForm,
  topicOf,
  type Answers,
  type Form,
} from '../../../domain/applications'
import type { Caller, Context } from '../../context'
import { addToAlert, lockAlert, withConcern, type LockedAlert } from './alerts'
import { formFacts } from './form-facts'
import { onceReferenced, storeApplication } from './submit-application'

/** "Tell staff now", pressed. */
export interface AlertCommand extends Caller {
  readonly personId: number
  /** Generated with the page, so that a double click or a retry gives the same application. */
  readonly idempotencyKey: string
  readonly words: Words
}

/**
 * Tells staff at once what a form's draft says so far: an urgent application with a safety concern, in one transaction.
 * The draft stays, and sending it later adds the rest. While the concern waits, pressing again adds to it too.
 *
 * A draft that is gone is no reason to tell nobody: then staff are told without what it said.
 *
 * @returns undefined when the person does not exist
 */
export function alertFromDraft(
  database: Database,
  context: Context,
  command: AlertCommand & { readonly draftId: string },
): Promise<Application | undefined> {
  return alertOnce(database, command, async (transaction, person) => {
    const draft = await transaction.drafts.lock(command.draftId, person.id)
    if (!draft) return alertAfterSending(transaction, context, command, person)
    const form = findForm(draft.form)
    const answers = answersGiven(form, draft.answers, formFacts(person, context.today))
    const alert = await lockAlert(transaction, draft)
    const application = await tell(transaction, context, command, { person, form, answers, task: draft.task, alert })
    await transaction.drafts.keepAlert(draft.id, application.id)
    return application
  })
}

/** The form was sent from another tab: what it says is with staff, and so is a concern that waits. */
async function alertAfterSending(
  database: Database,
  context: Context,
  command: AlertCommand & { readonly draftId: string },
  person: Person,
): Promise<Application> {
  const sent = await database.applications.findByDraft(command.draftId, person.id)
  if (sent && (await withConcern(database, sent)).concernWaits) return sent
  return tellWithoutForm(database, context, command, person, '')
}

/**
 * Tells staff at once without a form: an urgent application with the topic something-else and a safety concern. While
 * the concern waits, what is written when the button is pressed again is added to it.
 *
 * @returns undefined when the person does not exist
 */
export function alertWithoutForm(
  database: Database,
  context: Context,
  command: AlertCommand & { readonly happening: string },
): Promise<Application | undefined> {
  return alertOnce(database, command, (transaction, person) =>
    tellWithoutForm(transaction, context, command, person, command.happening),
  )
}

async function tellWithoutForm(
  database: Database,
  context: Context,
  command: AlertCommand,
  person: Person,
  happening: string,
): Promise<Application> {
  const alert = await lockAlertWithoutForm(database, person)
  const before = alert?.answers[happeningQuestion]
  const earlier = typeof before === 'object' && 'words' in before ? before.words : ''
  const words = [earlier, happening].filter(each => each !== '').join('\n\n')
  const answers = words === '' ? {} : { [happeningQuestion]: { words } }
  return tell(database, context, command, { person, form: findForm(formOfAlert), answers, task: null, alert })
}

/** The newest alert that was sent without a form and is open; one that a draft can still be added to is not. */
async function lockAlertWithoutForm(database: Database, person: Person): Promise<LockedAlert | undefined> {
  const drafts = await database.drafts.of(person.id)
  const applications = await database.applications.lockOpenOfPerson(person.id)
  const alert = applications.findLast(
    application => isWithoutForm(application) && !drafts.some(({ alertId }) => alertId === application.id),
  )
  return alert && withConcern(database, alert)
}

/** Sends an alert, or adds to the one that was sent before. */
async function tell(
  database: Database,
  context: Context,
  { idempotencyKey, words }: AlertCommand,
  {
    person,
    form,
    answers,
    task,
    alert,
  }: {
    readonly person: Person
    readonly form: Form
    readonly answers: Answers
    readonly task: string | null
    readonly alert: LockedAlert | undefined
  },
): Promise<Application> {
  if (alert && belongsToAlert(alert)) {
    const topic = topicOf(form, answers, formFacts(person, context.today), context.today)
    await addToAlert(database, context, person, alert, { answers, topic, formVersion: form.version, idempotencyKey })
    return alert
  }
  const { language } = person
  const ready = { person, draftId: idempotencyKey, form, answers, task, language, words, isAlert: true }
  const stored = await storeApplication(database, context, ready)
  return stored.application
}

async function alertOnce(
  database: Database,
  { personId, idempotencyKey, fromAddress }: AlertCommand,
  alert: (transaction: Database, person: Person) => Promise<Application>,
): Promise<Application | undefined> {
  return onceReferenced(database, async transaction => {
    const person = await transaction.people.lock(personId)
    if (!person) return undefined
    const done = await transaction.applications.findByKey(idempotencyKey, personId)
    if (done) return done
    const application = await alert(transaction, person)
    await transaction.audit.record({
      site: 'my',
      actingPersonId: personId,
      personId,
      applicationId: application.id,
      action: 'staff-alerted',
      fromAddress,
    })
    return application
  })
}
