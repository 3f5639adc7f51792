import type { Translate } from '../../../server/content/words/words'
import type { Consent } from '../../../server/database'
import type { ConsentBody } from '../../../server/domain/applications'
import { dayInWords } from '../../../server/domain/calendar'
import { momentInWords } from '../moments'

/** Presents a person's consents; the page decides which of them the reader may see. */
export function consentRows(consents: readonly Consent[], t: Translate) {
  return consents.map(consent => ({
    body: consent.body,
    name: bodyInWords(consent.body, t),
    whom: consent.whom,
    live: consent.takenBackAt === null,
    given: t(`console/consents:given.${consent.way}`, {
      day: dayInWords(consent.givenOn),
      where: consent.reference === null ? '' : t('console/consents:in-application', { reference: consent.reference }),
      by: consent.recordedByName ?? '',
    }),
    takenBack:
      consent.takenBackAt && t('console/consents:taken-back.when', { when: momentInWords(consent.takenBackAt) }),
    wording: consent.wording,
    language: consent.language,
  }))
}

/** The name of a body that information may be shared with. */
export function bodyInWords(body: ConsentBody, t: Translate): string {
  return t(`console/consents:bodies.${body}`)
}
