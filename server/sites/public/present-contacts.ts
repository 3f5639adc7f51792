import { needs, type Contact, type Need } from '../../content/facts-and-contacts/contacts'
import { telephoneAddress, type Phone } from '../../content/facts-and-contacts/references'
import type { ContentLanguage } from '../../content/files/language'
import { longDayOrMonth } from '../../web/pages/days'

/** A contact as shown on a page, in the page's language. */
export interface PresentedContact {
  id: string
  name: string
  /** Whether the name stays in English on a Welsh page. */
  nameIsEnglish: boolean
  summary: string
  /** Set when the contact serves only one nation. */
  nation: 'England' | 'Wales' | null
  phones: readonly { label: string; number: string; address: string | null; free: boolean }[]
  text: string | null
  hours: string | null
  /** Only set when there is no telephone number, because nobody in prison can open a website. */
  website: string | null
  lastChecked: string | null
}

/** The contacts that may be shown to the public, in the given order. */
export function presentContacts(contacts: Iterable<Contact>, language: ContentLanguage): PresentedContact[] {
  return [...contacts].filter(contact => contact.shown).map(contact => present(contact, language))
}

/** All public contacts, each listed once under its main need. */
export function contactsByNeed(
  contacts: Iterable<Contact>,
  language: ContentLanguage,
): { need: Need; contacts: PresentedContact[] }[] {
  const all = [...contacts]
  return needs
    .map(need => ({
      need,
      contacts: presentContacts(
        all.filter(contact => contact.pathways[0] === need),
        language,
      ),
    }))
    .filter(group => group.contacts.length > 0)
}

function present(contact: Contact, language: ContentLanguage): PresentedContact {
  const [onlyNation] = contact.nations.length === 1 ? contact.nations : []
  return {
    id: contact.id,
    name: contact.name[language]!,
    nameIsEnglish: language !== 'en' && contact.name[language] === contact.name.en,
    summary: contact.summary[language]!,
    nation: onlyNation === undefined || onlyNation === 'UK' ? null : onlyNation,
    phones: contact.phones.filter(isKnown).map(({ label, number, free }) => ({
      label: label[language]!,
      number,
      address: telephoneAddress(number),
      free,
    })),
    text: contact.text?.[language] ?? null,
    hours: contact.hours?.[language] ?? null,
    website: contact.phones.length === 0 && contact.text === null ? hostAndPath(contact.website) : null,
    lastChecked: contact.lastChecked === null ? null : longDayOrMonth(contact.lastChecked, language),
  }
}

/** A withdrawn number stays hidden until it has been checked. */
function isKnown({ number }: Phone): boolean {
  return number !== ''
}

/**
 * Shortens an address to what a reader would type: `https://www.gov.uk/find-local-council` becomes
 * `gov.uk/find-local-council`.
 */
function hostAndPath(website: string): string {
  return website.replace(/^https:\/\/(www\.)?/, '').replace(/\/$/, '')
}
