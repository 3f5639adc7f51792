import { z } from 'zod'
import type { Translate } from '../../server/content/words/words'
import { spokenWays } from '../../server/database'
import { consentBodies, type ConsentBody } from '../../server/domain/applications'
import type { CalendarDay } from '../../server/domain/calendar'
import { bodyInWords } from '../presenting/people/consent-rows'
import { dayField } from './day-field'
import { oneOf, plainText, plainTextOrNone } from './form'

/** In user-perceived characters (graphemes). */
export const consentLimits = { whom: 100, wording: 1_000 } as const

/** Consent given on paper or in conversation; its date must not be in the future. */
export function consentForm(today: () => CalendarDay) {
  return z
    .object({
      body: oneOf(consentBodies),
      whom: plainTextOrNone(consentLimits.whom),
      way: oneOf(spokenWays),
      'given-day': dayField(today),
      wording: plainText(consentLimits.wording),
    })
    .transform(({ 'given-day': givenOn, ...consent }) => ({ ...consent, givenOn }))
}

export const bodyForm = z.object({ body: oneOf(consentBodies) })

/** The options of the form to record consent. @param needed bodies to list first */
export function presentConsentForm(
  needed: ReadonlySet<ConsentBody>,
  chosen: Readonly<Record<string, string>>,
  t: Translate,
) {
  const bodies = [...consentBodies].sort((one, other) => Number(needed.has(other)) - Number(needed.has(one)))
  return {
    consentLimits,
    bodies: bodies.map(body => ({ value: body, text: bodyInWords(body, t), checked: chosen.body === body })),
    ways: spokenWays.map(way => ({ value: way, text: t(`console/consents:ways.${way}`), checked: chosen.way === way })),
  }
}
