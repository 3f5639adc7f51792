import { z } from 'zod'
import type { Translate } from '../../../server/content/words'
import { spokenWays, type Application, type Consent, type TickableAction } from '../../../server/database'
import { bodiesTold, consentBodies, consentMissing, type ConsentBody } from '../../../server/domain/applications'
import { parseCalendarDay, type CalendarDay } from '../../../server/domain/calendar'
import type { Action } from '../../../server/domain/routing'
import { bodyInWords, consentRows } from '../../consent-rows'
import { oneOf, plainText, plainTextOrNone } from '../../form'

/** In letters as people see them. */
export const consentLimits = { whom: 100, wording: 1_000 } as const

/** What is shown again when the form is refused. */
export const consentFields = ['whom', 'given-day', 'given-month', 'given-year', 'wording'] as const

const written = z.string().trim().max(10).catch('')

/** A consent that was given on paper or in talking. It cannot have been given on a day that has not come. */
export function consentForm(today: CalendarDay) {
  return z
    .object({
      body: oneOf(consentBodies),
      whom: plainTextOrNone(consentLimits.whom),
      way: oneOf(spokenWays),
      'given-day': written,
      'given-month': written,
      'given-year': written,
      wording: plainText(consentLimits.wording),
    })
    .transform((given, context) => {
      const [day, month, year] = [given['given-day'], given['given-month'], given['given-year']]
      const givenOn = parseCalendarDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
      if (givenOn && givenOn <= today) return { ...given, givenOn }
      const message = givenOn ? 'not-yet' : 'not-a-day'
      context.addIssue({ code: 'custom', path: ['given-day'], message })
      return z.NEVER
    })
}

export const bodyForm = z.object({ body: oneOf(consentBodies) })

/** Whom this person lets staff tell, and whom they do not let them tell any more. */
export function presentConsents(consents: readonly Consent[], application: Application, t: Translate) {
  return consentRows(
    consents.filter(({ applicationId, restricted }) => applicationId === application.id || !restricted),
    t,
  )
}

/** Whose yes an action still needs, in words; null when it can be done. */
export function consentNeeded(
  { action }: Pick<TickableAction, 'action'>,
  { topic }: Application,
  consents: readonly Consent[],
  t: Translate,
): string | null {
  const live = new Set(consents.filter(({ takenBackAt }) => takenBackAt === null).map(({ body }) => body))
  const missing = consentMissing(action as Action, topic, live)
  return missing.length === 0 ? null : bodiesInWords(missing, t)
}

/** The page on which a consent given on paper or in talking is written down; what this application needs comes first. */
export function presentConsentForm(
  actions: readonly TickableAction[],
  { topic }: Application,
  chosen: Readonly<Record<string, string>>,
  t: Translate,
) {
  const needed = new Set(actions.flatMap(({ action }) => bodiesTold(action as Action, topic)))
  const bodies = [...consentBodies].sort((one, other) => Number(needed.has(other)) - Number(needed.has(one)))
  return {
    consentLimits,
    bodies: bodies.map(body => ({ value: body, text: bodyInWords(body, t), checked: chosen.body === body })),
    ways: spokenWays.map(way => ({ value: way, text: t(`staff/consents:ways.${way}`), checked: chosen.way === way })),
  }
}

export function bodiesInWords(bodies: readonly ConsentBody[], t: Translate): string {
  return bodies.map(body => bodyInWords(body, t)).join(', ')
}
