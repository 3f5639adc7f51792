import { z } from 'zod'
import { parseText } from '../../../server/domain/applications'
import { chapterIds } from '../../../server/domain/content/chapters'
import { openTo, type ServiceEntry, type ServiceText } from '../../../server/domain/content/local-services'
import { describeParsed, oneOf, parseForm, type Fault, type FieldError, type Parsed } from '../../forms/form'
import type { FormReader } from '../../page/kernel'

/** What is said of a service in each language: the field, the most letters as people see them, and whether it must be there. */
export const serviceFields = [
  { field: 'service-name', part: 'name', limit: 80, required: true },
  { field: 'service-what', part: 'what', limit: 600, required: true },
  { field: 'service-who-for', part: 'whoFor', limit: 300, required: false },
  { field: 'service-how-to-get', part: 'howToGet', limit: 300, required: false },
  { field: 'service-contact', part: 'contact', limit: 200, required: false },
] as const satisfies readonly { field: string; part: keyof ServiceText; limit: number; required: boolean }[]

/** The same field for Welsh. */
export function inWelsh<Field extends string>(field: Field): `${Field}-cy` {
  return `${field}-cy`
}

const textFields = serviceFields.flatMap(({ field }) => [field, inWelsh(field)])

/** The fields of the form, in the order of the page. */
const fieldNames = ['chapter', 'open-to', ...textFields]

const choices = z.object({ chapter: oneOf(chapterIds), 'open-to': oneOf(openTo) })

type Read = Readonly<Record<string, string | null>>

/**
 * Reads the form of a service. Welsh goes with English part by part: in Wales there are both, elsewhere there is all of
 * the Welsh or none of it.
 */
function readService(body: unknown, needsWelsh: boolean): Parsed<ServiceEntry> {
  const posted = (body ?? {}) as Readonly<Record<string, unknown>>
  const chosen = parseForm(choices, posted)
  const faults: Fault[] = chosen.ok ? [] : [...chosen.faults]
  const read = (field: string, limit: number): string | null => {
    const text = parseText(posted[field], limit)
    if (text.ok) return text.text
    if (text.problem !== 'nothing-written') {
      faults.push({ field, problem: text.problem, about: { count: text.over, limit } })
    }
    return null
  }
  const english: Read = Object.fromEntries(serviceFields.map(({ field, part, limit }) => [part, read(field, limit)]))
  const welsh: Read = Object.fromEntries(
    serviceFields.map(({ field, part, limit }) => [part, read(inWelsh(field), limit)]),
  )
  const hasWelsh = needsWelsh || Object.values(welsh).some(text => text !== null)
  const isFaulty = (field: string) => faults.some(fault => fault.field === field)
  for (const { field, part, required } of serviceFields) {
    const isWanted = required || welsh[part] !== null
    if (isWanted && english[part] === null && !isFaulty(field)) faults.push({ field, problem: 'nothing-written' })
    const other = inWelsh(field)
    const isWantedInWelsh = hasWelsh && (required || english[part] !== null)
    if (isWantedInWelsh && welsh[part] === null && !isFaulty(other)) {
      faults.push({ field: other, problem: 'nothing-written' })
    }
  }
  const place = ({ field }: Fault) => fieldNames.indexOf(field)
  const [first, ...others] = faults.sort((left, right) => place(left) - place(right))
  if (first) return { ok: false, faults: [first, ...others] }
  if (!chosen.ok) throw new Error('A form was refused without a fault')
  return {
    ok: true,
    value: {
      chapter: chosen.value.chapter,
      openTo: chosen.value['open-to'],
      english: textOf(english),
      welsh: hasWelsh ? textOf(welsh) : null,
    },
  }
}

/** The form of a service. @param needsWelsh whether the place that the address names needs Welsh */
export function serviceForm<Found>(
  needsWelsh: (found: Found) => boolean,
  describe: (fault: Fault) => FieldError,
): FormReader<ServiceEntry, Found> {
  return {
    fields: fieldNames,
    freeText: textFields,
    read: (body, { found }) => describeParsed(readService(body, needsWelsh(found)), describe),
  }
}

function textOf({ name, what, whoFor, howToGet, contact }: Read): ServiceText {
  return {
    name: name ?? '',
    what: what ?? '',
    whoFor: whoFor ?? null,
    howToGet: howToGet ?? null,
    contact: contact ?? null,
  }
}

/** What the form shows of a service that is there. */
export function fieldsOf({ chapter, openTo: open, english, welsh }: ServiceEntry): Readonly<Record<string, string>> {
  const texts = serviceFields.flatMap(({ field, part }) => [
    [field, english[part] ?? ''],
    [inWelsh(field), welsh?.[part] ?? ''],
  ])
  return { chapter, 'open-to': open, ...(Object.fromEntries(texts) as Record<string, string>) }
}
