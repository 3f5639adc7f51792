import type { Application, Database, NewEvent } from '../database'
import type { Caller, Circumstances } from './circumstances'

/** The person who sent an application, and the page that they act from. */
export interface PersonAct extends Caller {
  readonly personId: number
  readonly reference: string
  /** Made with the page, so that a double click or a retry acts once. */
  readonly actKey: string
}

export type FollowResult = { readonly kind: 'done' } | { readonly kind: 'not-found' } | { readonly kind: 'closed' }

/** Adds to an open application what the person forgot or what has changed. */
export function addToApplication(
  database: Database,
  circumstances: Circumstances,
  act: PersonAct & { readonly body: string },
): Promise<FollowResult> {
  return follow(database, act, 'application-added-to', async (transaction, application) => {
    const { now } = circumstances
    await transaction.messages.add(application.id, {
      sender: 'person',
      staffId: null,
      body: act.body,
      sentAt: now,
    })
    await transaction.applications.act(application, eventOf('added-to', act, now))
  })
}

/** Takes an open application back; staff see that it was withdrawn. */
export function withdraw(database: Database, circumstances: Circumstances, act: PersonAct): Promise<FollowResult> {
  return follow(database, act, 'application-withdrawn', (transaction, application) =>
    transaction.applications.act(application, eventOf('withdrawn', act, circumstances.now), {
      status: 'closed',
      outcome: 'withdrawn',
      closedAt: circumstances.now,
    }),
  )
}

function eventOf(kind: NewEvent['kind'], act: PersonAct, at: Date): NewEvent {
  return { kind, at, actKey: act.actKey }
}

function follow(
  database: Database,
  act: PersonAct,
  audited: string,
  change: (database: Database, application: Application) => Promise<void>,
): Promise<FollowResult> {
  return database.transaction(async transaction => {
    const application = await transaction.applications.lockOfPerson(act.reference, act.personId)
    if (!application) return { kind: 'not-found' }
    if (await transaction.applications.isDone(act.actKey)) return { kind: 'done' }
    if (application.status === 'closed') return { kind: 'closed' }
    await change(transaction, application)
    await transaction.audit.record({
      site: 'my',
      actingPersonId: act.personId,
      personId: act.personId,
      applicationId: application.id,
      act: audited,
      fromAddress: act.fromAddress,
    })
    return { kind: 'done' }
  })
}
