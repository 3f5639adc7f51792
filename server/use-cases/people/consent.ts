import { questionWords } from '../../content/words/form-words'
import type { Words } from '../../content/words/words'
import type { Database, Person } from '../../database'
import {
  bodiesInformed,
  consentMissing,
  consentAnswers,
  type Answers,
  type ConsentBody,
  type Form,
} from '../../domain/applications'
import type { Action } from '../../domain/routing'
import type { Topic } from '../../domain/topics'
import type { Caller, Context } from '../context'

/**
 * Stores the consents in a form's answers: a yes with the exact words shown, a no as the withdrawal of an earlier yes.
 * Runs in the submitting transaction, with the person locked.
 */
export async function keepConsents(
  database: Database,
  { now, today }: Context,
  sent: {
    readonly person: Pick<Person, 'id' | 'language'>
    readonly applicationId: number
    readonly form: Form
    readonly answers: Answers
  },
  words: Words,
): Promise<void> {
  const { person, applicationId, form, answers } = sent
  for (const { body, question, given, whom } of consentAnswers(form, answers)) {
    if (!given) {
      await endConsent(database, now, person.id, body)
      continue
    }
    await database.consents.add({
      personId: person.id,
      applicationId,
      body,
      whom,
      way: 'form',
      form: form.id,
      formVersion: form.version,
      question,
      language: person.language,
      wording: wordingShown(form, question, words, person.language),
      givenOn: today,
      recordedAt: now,
    })
  }
}

function wordingShown(form: Form, id: string, words: Words, language: Person['language']): string {
  const question = form.questions.find(each => each.id === id)
  if (!question) throw new Error(`Form ${form.id} has no question ${id}`)
  const shown = questionWords(words.in(language), form, question)
  return [shown.title, shown.hint, shown.option('yes')].filter(each => each !== undefined).join('\n')
}

/** Withdraws a consent; staff see this in the timeline of each application that relied on it. */
export function takeBackConsent(
  database: Database,
  { now }: Context,
  { personId, consentId, fromAddress }: { readonly personId: number; readonly consentId: number } & Caller,
): Promise<'done' | 'not-found'> {
  return database.transaction(async transaction => {
    await transaction.people.lock(personId)
    const consent = (await transaction.consents.ofPerson(personId)).find(({ id }) => id === consentId)
    if (!consent) return 'not-found'
    if (consent.takenBackAt !== null) return 'done'
    await endConsent(transaction, now, personId, consent.body)
    await transaction.audit.record({
      site: 'my',
      actingPersonId: personId,
      personId,
      ...(consent.applicationId !== null && { applicationId: consent.applicationId }),
      action: 'consent-taken-back',
      fromAddress,
    })
    return 'done'
  })
}

/**
 * Ends all consents for a body. Locks the applications before their consents, in the same order as ticking an action
 * does.
 */
export async function endConsent(database: Database, at: Date, personId: number, body: ConsentBody): Promise<void> {
  const held = await database.applications.lockEach(await database.consents.applicationsWithLive(personId, body))
  const ended = await database.consents.takeBack(personId, body, at)
  for (const application of held.filter(({ id }) => ended.has(id))) {
    await database.applications.applyEvent(application, { kind: 'consent-taken-back', at, detail: { body } })
  }
}

/** The consents that are missing for an action. Existing consents stay locked until the transaction ends. */
export async function consentStillMissing(
  database: Database,
  personId: number,
  action: Action,
  topic: Topic,
): Promise<readonly ConsentBody[]> {
  if (bodiesInformed(action, topic).length === 0) return []
  return consentMissing(action, topic, await database.consents.holdLive(personId))
}
