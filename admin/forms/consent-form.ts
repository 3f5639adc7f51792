import { z } from 'zod'
import type { Translate } from '../../server/content/words'
import { spokenWays } from '../../server/database'
import { consentBodies, type ConsentBody } from '../../server/domain/applications'
import { parseCalendarDay, type CalendarDay } from '../../server/domain/calendar'
import { bodyInWords } from '../presenting/consent-rows'
import { oneOf, plainText, plainTextOrNone } from './form'

/** In letters as people see them. */
export const consentLimits = { whom: 100, wording: 1_000 } as const

/** What is shown again when the form is refused. */
export const consentFields = ['whom', 'given-day', 'given-month', 'given-year', 'wording'] as const

const written = z.string().trim().max(10).catch('')

/** A consent that was given on paper or in talking. It cannot have been given on a day that has not come. */
export function consentForm(today: () => CalendarDay) {
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
      if (givenOn && givenOn <= today()) return { ...given, givenOn }
      const message = givenOn ? 'not-yet' : 'not-a-day'
      context.addIssue({ code: 'custom', path: ['given-day'], message })
      return z.NEVER
    })
}

export const bodyForm = z.object({ body: oneOf(consentBodies) })

/** What the form to write down a consent offers. @param needed those that come first */
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
