import { z } from 'zod'
import type { Faults } from './content-error'
import { readJson } from './read-json'

const inBoth = z.strictObject({ en: z.string().min(1), cy: z.string().min(1).nullable() })

/** What somebody may need, in the order that the contacts page gives it. */
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

const contactSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: inBoth,
  phones: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z-]+$/),
      label: inBoth,
      number: z.string().regex(/^[0-9][0-9 a-z]*$/),
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
  /** False until somebody has checked it. */
  shown: z.boolean(),
  /** The day or month on which the source last checked it, when the source says. */
  lastChecked: z
    .string()
    .regex(/^\d{4}-\d{2}(-\d{2})?$/)
    .nullable(),
  /** What follows is for editors: no page shows it. */
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
    if (contact.shown) checkShown(contact, file.name, faults)
    contacts.set(contact.id, contact)
  }
  return contacts
}

function checkShown(contact: Contact, file: string, faults: Faults): void {
  if (contact.confidence !== 'high') faults.add(file, null, `${contact.id}: only confidence high may be shown`)
  const wordings = [contact.name, contact.summary, contact.text, contact.hours, ...contact.phones.map(p => p.label)]
  if (wordings.some(wording => wording !== null && wording.cy === null)) {
    faults.add(file, null, `${contact.id}: is shown, so it needs all of its wording in Welsh`)
  }
}
