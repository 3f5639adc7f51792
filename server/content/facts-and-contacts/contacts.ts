import { z } from 'zod'
import { calendarDay, subtractMonths, type CalendarDay } from '../../domain/calendar'
import type { Faults } from '../files/content-error'
import { readJson } from '../files/read-json'
import type { WithdrawnWords } from './withdrawn-words'

const inBoth = z.strictObject({ en: z.string().min(1), cy: z.string().min(1).nullable() })

/** The needs that contacts are grouped by, in the order of the contacts page. */
export const needs = [
  'crisis',
  'accommodation',
  'finance-benefit-debt',
  'employment-training-education',
  'health',
  'personal-wellbeing',
  'drugs-alcohol',
  'family',
  'women',
  'care-leavers',
  'veterans',
  'foreign-nationals',
  'legal',
] as const
export type Need = (typeof needs)[number]

export const phoneNumber = /^[0-9][0-9 a-z]*$/

export const contactSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: inBoth,
  phones: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z-]+$/),
      label: inBoth,
      number: z.string().regex(phoneNumber),
      free: z.boolean(),
    }),
  ),
  text: inBoth.nullable(),
  hours: inBoth.nullable(),
  nations: z.array(z.enum(['UK', 'England', 'Wales'])).min(1),
  pathways: z.array(z.enum(needs)).min(1),
  summary: inBoth,
  website: z.string(),
  confidence: z.enum(['high', 'medium']),
  /** False until it has been checked. */
  shown: z.boolean(),
  /** The day or month on which the source last checked it, when the source says. */
  lastChecked: z
    .string()
    .regex(/^\d{4}-\d{2}(-\d{2})?$/)
    .nullable(),
  /** For editors only; not shown on any page. */
  caution: z.string().nullable(),
  basis: z.string(),
  evidence: z.array(z.strictObject({ address: z.string(), note: z.string() })),
})

/** A service that people can turn to. */
export type Contact = Readonly<z.infer<typeof contactSchema>>

/**
 * Reads `contacts.json`.
 *
 * @param file the file's path, and its name as faults should give it
 */
export function readContacts(file: { path: string; name: string }, faults: Faults): ReadonlyMap<string, Contact> {
  const contacts = new Map<string, Contact>()
  for (const contact of readJson(file, z.array(contactSchema), faults) ?? []) {
    if (contacts.has(contact.id)) faults.add(file.name, null, `two contacts are called ${contact.id}`)
    checkContact(contact, file.name, faults)
    contacts.set(contact.id, contact)
  }
  return contacts
}

/** Checks beyond the schema: a contact that is shown must be graded certain and have Welsh. */
export function checkContact(contact: Contact, file: string, faults: Faults): void {
  if (!contact.shown) return
  if (contact.confidence !== 'high') faults.add(file, null, `${contact.id}: only confidence high may be shown`)
  const wordings = [contact.name, contact.summary, contact.text, contact.hours, ...contact.phones.map(p => p.label)]
  if (wordings.some(wording => wording !== null && wording.cy === null)) {
    faults.add(file, null, `${contact.id}: is shown, so it needs all of its wording in Welsh`)
  }
}

/** Telephone numbers must be checked again after this many months. */
export const contactMonths = 6

/** Whether a shown contact was last checked too long ago, or at an unknown date. */
export function isContactOverdue({ shown, lastChecked }: Contact, today: CalendarDay): boolean {
  if (!shown) return false
  if (lastChecked === null) return true
  // `2026-02` may be as long ago as its first day.
  const first = calendarDay(lastChecked.length === 'YYYY-MM'.length ? `${lastChecked}-01` : lastChecked)
  return first < subtractMonths(today, contactMonths)
}

/** Emergency numbers, shown on every page: they can be corrected but never withdrawn. */
export const urgentContacts: ReadonlySet<string> = new Set(['emergency-999', 'samaritans'])

/** A withdrawn contact as pages show it: its name without numbers. */
export function withdrawContact(contact: Contact, words: WithdrawnWords): Contact {
  return {
    ...contact,
    phones: contact.phones.map(phone => ({ ...phone, number: '' })),
    text: null,
    hours: null,
    summary: { ...words.contact },
    website: '',
    lastChecked: null,
  }
}
