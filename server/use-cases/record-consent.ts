import type { Database, SpokenWay } from '../database'
import type { ConsentBody } from '../domain/applications'
import type { CalendarDay } from '../domain/calendar'
import type { Circumstances } from './circumstances'
import { actOn, type ActResult, type StaffAct } from './handle-application'

/** Keeps a yes that the person gave on paper or in talking: who wrote it down, when it was given, in which words. */
export function recordConsent(
  database: Database,
  circumstances: Circumstances,
  act: StaffAct & {
    readonly body: ConsentBody
    readonly whom: string | null
    readonly way: SpokenWay
    readonly givenOn: CalendarDay
    readonly wording: string
  },
): Promise<ActResult> {
  return actOn(database, circumstances, act, 'consent-recorded', async (transaction, application, event) => {
    await transaction.consents.add({
      personId: application.personId,
      applicationId: application.id,
      body: act.body,
      whom: act.whom,
      way: act.way,
      recordedBy: act.staff.id,
      language: application.language,
      wording: act.wording,
      givenOn: act.givenOn,
      recordedAt: circumstances.now,
    })
    await transaction.applications.act(application, event({ kind: 'consent-recorded', detail: { body: act.body } }))
  })
}

/** Keeps that the person took back, on paper or in talking, what they had let staff tell. */
export function recordTakenBack(
  database: Database,
  circumstances: Circumstances,
  act: StaffAct & { readonly body: ConsentBody },
): Promise<ActResult> {
  return actOn(database, circumstances, act, 'consent-taken-back', async (transaction, application, event) => {
    await transaction.consents.takeBack(application.personId, act.body, circumstances.now)
    await transaction.applications.act(application, event({ kind: 'consent-taken-back', detail: { body: act.body } }))
  })
}
