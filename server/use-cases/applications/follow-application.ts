import type { Application, Database, NewEvent } from '../../database'
import { addWorkingDays, workingDayOnOrAfter, type CalendarDay } from '../../domain/calendar'
import type { Caller, Circumstances } from '../context'

/** The person who sent an application, and the page that they act from. */
export interface PersonAct extends Caller {
  readonly personId: number
  readonly reference: string
  /** Made with the page, so that a double click or a retry acts once. */
  readonly actKey: string
}

export type FollowResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'not-found' }
  /** It is closed, and this is for what is open; or the other way round. */
  | { readonly kind: 'too-late' }

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
    await transaction.lateWords.settle(act.personId, { kind: 'message', about: act.reference })
    return 'changed'
  })
}

/** Takes an open application back; staff see that it was withdrawn. */
export function withdraw(database: Database, circumstances: Circumstances, act: PersonAct): Promise<FollowResult> {
  return follow(database, act, 'application-withdrawn', async (transaction, application) => {
    await transaction.applications.act(application, eventOf('withdrawn', act, circumstances.now), {
      status: 'closed',
      outcome: 'withdrawn',
      closedAt: circumstances.now,
    })
    return 'changed'
  })
}

/** Asks staff for news when the day to hear by has passed, at most once a working day. */
export function askForNews(database: Database, circumstances: Circumstances, act: PersonAct): Promise<FollowResult> {
  const { now, today, routing } = circumstances
  return follow(database, act, 'asked-for-news', async (transaction, application) => {
    if (!isLate(application, today)) return 'nothing-done'
    const workingDay = workingDayOnOrAfter(today, routing.extraBankHolidays)
    const first = await transaction.newsRequests.add(application.id, { workingDay, askedAt: now })
    if (!first) return 'nothing-done'
    await transaction.applications.act(application, eventOf('asked-for-news', act, now))
    return 'changed'
  })
}

/** True when the person was told to expect an answer before today. */
export function isLate({ status, respondBy }: Application, today: CalendarDay): boolean {
  return status === 'open' && respondBy < today
}

/**
 * Says that the person does not agree with the answer, and asks the manager of the prison to look again: once an
 * application. The manager's reply is due in the usual time.
 */
export function askAnotherLook(
  database: Database,
  circumstances: Circumstances,
  act: PersonAct & { readonly words: string },
): Promise<FollowResult> {
  const { now, today, routing } = circumstances
  const respondBy = addWorkingDays(today, routing.replyWithinWorkingDays.standard, routing.extraBankHolidays)
  return follow(
    database,
    act,
    'another-look-asked',
    async (transaction, application) => {
      if (!canBeLookedAtAgain(application)) return 'nothing-done'
      const first = await transaction.anotherLooks.add(application.id, { words: act.words, askedAt: now, respondBy })
      if (!first) return 'nothing-done'
      await transaction.applications.act(application, eventOf('asked-another-look', act, now))
      await transaction.lateWords.settle(act.personId, { kind: 'another-look', about: act.reference })
      return 'changed'
    },
    'closed',
  )
}

/** True when staff have answered. What the person took back has no answer to disagree with. */
export function canBeLookedAtAgain({ outcome }: Application): boolean {
  return outcome !== null && outcome !== 'withdrawn'
}

/** True when asking for another look shows it to managers, who could not know of it before (decision 35). */
export function anotherLookShares({ restricted, destination }: Application): boolean {
  return restricted && destination === 'COM'
}

function eventOf(kind: NewEvent['kind'], act: PersonAct, at: Date): NewEvent {
  return { kind, at, actKey: act.actKey }
}

function follow(
  database: Database,
  act: PersonAct,
  audited: string,
  change: (database: Database, application: Application) => Promise<'changed' | 'nothing-done'>,
  on: Application['status'] = 'open',
): Promise<FollowResult> {
  return database.transaction(async transaction => {
    const application = await transaction.applications.lockOfPerson(act.reference, act.personId)
    if (!application) return { kind: 'not-found' }
    if (await transaction.applications.isDone(act.actKey)) return { kind: 'done' }
    if (application.status !== on) return { kind: 'too-late' }
    if ((await change(transaction, application)) === 'nothing-done') return { kind: 'done' }
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
