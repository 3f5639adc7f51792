import { randomInt } from 'node:crypto'
import type { Words } from '../content/words'
import { isDuplicate, type Application, type Database } from '../database'
import {
  answersGiven,
  findForm,
  newReference,
  nextQuestion,
  openAlready,
  raisesConcern,
  topicOf,
} from '../domain/applications'
import { decide } from '../domain/routing'
import type { Caller, Circumstances } from './circumstances'
import { keepConsents } from './consent'
import { formFacts } from './form-facts'
import { routingFacts } from './routing-facts'

export type Submission =
  | { readonly kind: 'sent'; readonly application: Application }
  | { readonly kind: 'not-finished'; readonly question: string }
  /** One about the same is open: the answers stay in the draft. */
  | { readonly kind: 'open-already'; readonly application: Application }
  | { readonly kind: 'no-such-draft' }

export interface SentDraft extends Caller {
  readonly draftId: string
  readonly personId: number
  /** What the questions said, for the record of what the person agreed to. */
  readonly words: Words
}

/**
 * Sends a draft: decides who gets it and stores it with the decision, in one transaction. One draft makes at most one
 * application: sent again, by a double click, a second tab or a retry, it gives the application that it made.
 */
export async function submitApplication(
  database: Database,
  circumstances: Circumstances,
  sent: SentDraft,
): Promise<Submission> {
  for (;;) {
    try {
      return await database.transaction(transaction => submit(transaction, circumstances, sent))
    } catch (error) {
      if (!isDuplicate(error, 'application_reference_key')) throw error
    }
  }
}

async function submit(
  database: Database,
  circumstances: Circumstances,
  { draftId, personId, fromAddress, words }: SentDraft,
): Promise<Submission> {
  const { now, today, routing } = circumstances
  // The person first: an import that changes their facts waits, and then decides this application again.
  const person = await database.people.lock(personId)
  const draft = await database.drafts.lock(draftId, personId)
  if (!person || !draft) {
    const application = await database.applications.findByDraft(draftId, personId)
    return application ? { kind: 'sent', application } : { kind: 'no-such-draft' }
  }
  const form = findForm(draft.form)
  if (!form) return { kind: 'no-such-draft' }
  const facts = formFacts(person)
  const answers = answersGiven(form, draft.answers, facts)
  const unanswered = nextQuestion(form, answers, facts)
  if (unanswered) return { kind: 'not-finished', question: unanswered.id }

  const reference = newReference(below => randomInt(below))
  const topic = topicOf(form, answers, facts, today)
  const safetyConcern = raisesConcern(form, answers)
  const open = openAlready(form, { topic, safetyConcern }, await database.applications.ofPerson(personId))
  if (open) return { kind: 'open-already', application: open }
  const caseFacts = routingFacts(person, { id: reference, topic, safetyConcern }, today)
  const applicationId = await database.applications.add(
    {
      reference,
      draftId,
      personId,
      form: form.id,
      formVersion: form.version,
      topic,
      language: person.language,
      answers,
      safetyConcern,
      sentAt: now,
      decision: decide(caseFacts, routing),
    },
    caseFacts,
  )
  await keepConsents(database, circumstances, { person, applicationId, form, answers }, words)
  await database.drafts.remove(draftId)
  await database.audit.record({
    site: 'my',
    actingPersonId: personId,
    personId,
    applicationId,
    act: 'application-sent',
    fromAddress,
  })
  const application = await database.applications.findByDraft(draftId, personId)
  if (!application) throw new Error('An application that was just stored is not there')
  return { kind: 'sent', application }
}
