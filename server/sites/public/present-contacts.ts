import { needs, type Contact, type Need } from '../../content/contacts'
import type { ContentLanguage } from '../../content/language'
import { telephoneAddress, type Phone } from '../../content/references'
import { longDayOrMonth } from '../../web/days'

/** A contact as a page shows it, in the page's language. */
export interface PresentedContact {
  id: string
  name: string
  /** Whether the name stays in English on a page that is in another language. */
  nameIsEnglish: boolean
  summary: string
  /** Set when it serves one nation only. */
  nation: 'England' | 'Wales' | null
  phones: readonly { label: string; number: string; address: string | null; free: boolean }[]
  text: string | null
  hours: string | null
  /** Given only where there is no number: nobody in prison can open it. */
  website: string | null
  lastChecked: string | null
}

/** Those of the contacts that the public may see, in the order given. */
export function presentContacts(contacts: Iterable<Contact>, language: ContentLanguage): PresentedContact[] {
  return [...contacts].filter(contact => contact.shown).map(contact => present(contact, language))
}

/** Every contact that the public may see, once, under what it is first of all for. */
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

/** A number that is withdrawn is not there until somebody has checked it. */
function isKnown({ number }: Phone): boolean {
  return number !== ''
}

/** The address as somebody would type it: `https://www.gov.uk/find-local-council` gives `gov.uk/find-local-council`. */
function hostAndPath(website: string): string {
  return website.replace(/^https:\/\/(www\.)?/, '').replace(/\/$/, '')
}
