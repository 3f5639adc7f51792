import type { Application, Database, Draft, Person } from '../../../database'
import { answersReplaced, type Answers } from '../../../domain/applications'
import type { Topic } from '../../../domain/topics'
import type { Context } from '../../context'
import { decideAgain } from '../routing/decide-again'

/** An alert with whether its safety concern waits. */
export type LockedAlert = Application & { readonly concernWaits: boolean }

/** Locks the alert of a draft, if staff were told before its form was finished. The person must be locked. */
export async function lockAlert(database: Database, { alertId }: Draft): Promise<LockedAlert | undefined> {
  if (alertId === null) return undefined
  const [application] = await database.applications.lockEach([alertId])
  return application && withConcern(database, application)
}

/** @returns the application with whether nobody has acknowledged its safety concern yet */
export async function withConcern(database: Database, application: Application): Promise<LockedAlert> {
  const concern = await database.safetyConcerns.ofApplication(application.id)
  return { ...application, concernWaits: concern !== undefined && concern.acknowledgedAt === null }
}

export interface AlertAnswers {
  /** All answers that the alert has from now on. */
  readonly answers: Answers
  readonly topic: Topic
  readonly formVersion: number
  /** Given when the form is finished. */
  readonly draftId?: string
  /** Given when "Tell staff now" is pressed again. */
  readonly idempotencyKey?: string
}

/**
 * Adds what a person told since to their alert, with an event that keeps each answer that is replaced. It is decided
 * again when its topic is another one now. The person must be locked.
 */
export async function addToAlert(
  database: Database,
  context: Context,
  person: Person,
  alert: Application,
  { idempotencyKey, ...added }: AlertAnswers,
): Promise<void> {
  await database.applications.answer(alert.id, added)
  await database.applications.applyEvent(alert, {
    kind: 'added-to',
    at: context.now,
    detail: {
      replaced: answersReplaced(alert.answers, added.answers),
      ...(added.draftId === undefined ? { alert: true } : { finished: true }),
    },
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  })
  if (added.topic !== alert.topic) await decideAgain(database, context, person)
}
