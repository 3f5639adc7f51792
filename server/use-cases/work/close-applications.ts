import type { AccessScope, Application, Database, Outcome, StaffMember } from '../../database'
import type { Language } from '../../web/pages/language'
import { giveOutcome } from '../applications/answering/handle-application'
import type { Caller, Context } from '../context'
import { idempotencyKeyFrom } from '../idempotency-key'
import type { LeftOut } from './assign-applications'

/** Applications that are answered alike, each as the list showed it. */
export interface BulkClosing extends Caller {
  readonly staff: StaffMember
  readonly scope: AccessScope
  readonly chosen: readonly { readonly reference: string; readonly version: number }[]
  readonly outcome: Exclude<Outcome, 'withdrawn' | 'person-left'>
  /** In the language in which each person uses the service. */
  readonly bodies: Readonly<Partial<Record<Language, string>>>
  /** Made with the selection, so that each is closed once however often it is sent. */
  readonly idempotencyKey: string
}

/** Why an application is not closed with others: something is left to do for it, or it is told in confidence. */
export type LeftOpen = LeftOut | 'undone' | 'restricted'

export interface Closed {
  readonly done: readonly string[]
  readonly left: readonly { readonly reference: string; readonly why: LeftOpen }[]
}

/**
 * Closes applications with one outcome and one answer, each in a transaction of its own, as if one after the other. Those
 * that need a look of their own stay open: with something left to do, told in confidence, or changed since the list was
 * shown.
 */
export async function closeApplications(
  database: Database,
  context: Context,
  { chosen, outcome, bodies, idempotencyKey, ...by }: BulkClosing,
): Promise<Closed> {
  const { applications, people } = database
  const found = new Map<string, Application>()
  for (const { reference } of chosen) {
    const application = await applications.findInScope(reference, by.scope)
    if (application) found.set(reference, application)
  }
  const undone = await applications.withOpenActions([...found.keys()])
  const languages = await people.languages([...found.values()].map(({ personId }) => personId))
  const done: string[] = []
  const left: { reference: string; why: LeftOpen }[] = []
  for (const { reference, version } of chosen) {
    const application = found.get(reference)
    const body = application && bodies[languages.get(application.personId) ?? 'en']
    const key = idempotencyKeyFrom(idempotencyKey, 'close', reference)
    if (!application) left.push({ reference, why: 'not-found' })
    else if (application.restricted) left.push({ reference, why: 'restricted' })
    else if (undone.has(reference)) left.push({ reference, why: 'undone' })
    // They have changed their language since, and nobody wrote the words in it.
    else if (body === undefined) left.push({ reference, why: 'changed' })
    else {
      const command = { ...by, reference, version, outcome, body, idempotencyKey: key }
      const { kind } = await giveOutcome(database, context, command)
      if (kind === 'done') done.push(reference)
      else left.push({ reference, why: kind === 'needs-consent' ? 'undone' : kind })
    }
  }
  return { done, left }
}
