import type { Words } from '../../../server/content/words/words'
import type { Person } from '../../../server/database'
import { longDayOf } from '../../../server/web/pages/days'
import { languages, type Language } from '../../../server/web/pages/language'
import { numberAndPlace } from './where-is'

export interface NewPin {
  readonly pin: string
  readonly expiresAt: Date
}

/** A slip to print, in both languages, the person's own first; the PIN is on no other page and in no log. */
export function presentSlip(person: Person, { pin, expiresAt }: NewPin, portalUrl: string | undefined, words: Words) {
  const order = [person.language, ...languages.filter(language => language !== person.language)]
  return {
    pin,
    slips: order.map(language => presentIn(language, person, expiresAt, portalUrl, words)),
  }
}

function presentIn(language: Language, person: Person, expiresAt: Date, portalUrl: string | undefined, words: Words) {
  const t = words.in(language)
  return {
    language,
    title: t('pin-slip:title'),
    rows: [
      { name: t('pin-slip:name'), value: `${person.firstName} ${person.lastName}` },
      ...numberAndPlace(person, language, t),
    ],
    pinLabel: t('pin-slip:pin'),
    steps: [
      portalUrl === undefined ? t('pin-slip:steps.open') : t('pin-slip:steps.open-at', { address: portalUrl }),
      t('pin-slip:steps.sign-in'),
      t('pin-slip:steps.type'),
      t('pin-slip:steps.choose'),
    ],
    until: t('pin-slip:until', { day: longDayOf(expiresAt, language) }),
    keep: t('pin-slip:keep'),
  }
}
