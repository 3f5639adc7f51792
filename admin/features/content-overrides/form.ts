import { entryFaults } from '../../../server/content/facts-and-contacts/apply-overrides'
import { phoneNumber, type Contact } from '../../../server/content/facts-and-contacts/contacts'
import { numbersIn, valueKind, type Fact } from '../../../server/content/facts-and-contacts/facts'
import type { WithdrawnWords } from '../../../server/content/facts-and-contacts/withdrawn-words'
import { draftLanguages, type TextLanguage } from '../../../server/content/files/language'
import { parseText } from '../../../server/domain/applications'
import type { CalendarDay } from '../../../server/domain/calendar'
import type { Fault, Parsed } from '../../forms/form'
import { checkedOn, isFact, type Entry } from '../../presenting/content-entries'

/** A field of the form that corrects an entry. */
export interface EntryField {
  readonly name: string
  readonly part: 'value' | 'number' | 'summary' | 'hours' | 'text' | 'website' | 'entry-source' | 'entry-reason'
  /** The language that it is written in, where it is wording. */
  readonly language: TextLanguage | null
  /** Which of a contact's numbers it is. */
  readonly phone: Contact['phones'][number] | null
  readonly limit: number
  readonly isRequired: boolean
  readonly value: string
}

export interface Correction {
  readonly entry: Fact | Contact
  readonly reason: string
}

/** Whether a language has only drafts of the leaflet. */
export function isDraft(language: TextLanguage): boolean {
  return draftLanguages.some(each => each === language)
}

/** The fields of an entry, with what it says now; the source is asked for afresh, and so is the reason. */
export function fieldsOf(item: Fact | Contact): readonly EntryField[] {
  const field = (
    name: string,
    part: EntryField['part'],
    value: string,
    more: Partial<EntryField> = {},
  ): EntryField => ({
    name,
    part,
    value,
    language: null,
    phone: null,
    limit: 200,
    isRequired: true,
    ...more,
  })
  const both = (part: 'summary' | 'hours' | 'text', wording: Contact['hours'], isRequired: boolean) =>
    (['en', 'cy'] as const).map(language =>
      field(`${part}-${language}`, part, wording?.[language] ?? '', { language, isRequired }),
    )
  const own = isFact(item)
    ? (Object.entries(item.value) as [TextLanguage, string][]).map(([language, value]) =>
        field(`value-${language}`, 'value', value, { language, limit: 80 }),
      )
    : [
        ...item.phones.map(phone => field(`number-${phone.id}`, 'number', phone.number, { phone, limit: 30 })),
        ...both('summary', item.summary, true),
        ...both('hours', item.hours, false),
        ...both('text', item.text, false),
        field('website', 'website', item.website),
      ]
  return [...own, field('entry-source', 'entry-source', ''), field('entry-reason', 'entry-reason', '', { limit: 500 })]
}

/**
 * Reads a correction, and checks it as the start checks the files.
 *
 * @param words what drafts say in place of what nobody put into their language
 */
export function readCorrection(
  { inForce: item }: Entry,
  body: unknown,
  today: CalendarDay,
  words: WithdrawnWords,
): Parsed<Correction> {
  const posted = (body ?? {}) as Readonly<Record<string, unknown>>
  const faults: Fault[] = []
  const values: Record<string, string | null> = {}
  const fields = fieldsOf(item)
  for (const { name, limit, isRequired } of fields) {
    const text = parseText(posted[name], limit)
    values[name] = text.ok ? text.text.replaceAll('\n', ' ') : null
    if (text.ok || (text.problem === 'nothing-written' && !isRequired)) continue
    faults.push({ field: name, problem: text.problem, about: { count: text.over, limit } })
  }
  faults.push(...(isFact(item) ? valueFaults(item, values) : contactFaults(item, values)))
  const [first, ...others] = fields.flatMap(({ name }) => faults.find(({ field }) => field === name) ?? [])
  if (first) return { ok: false, faults: [first, ...others] }
  const entry = checkedOn(isFact(item) ? factFrom(item, values, words) : contactFrom(item, values), today)
  const wrong = entryFaults(isFact(item) ? 'fact' : 'contact', entry)
  const [field] = fields
  if (wrong.length > 0 && field) {
    return { ok: false, faults: [{ field: field.name, problem: 'refused', about: { why: wrong.join('; ') } }] }
  }
  return { ok: true, value: { entry, reason: values['entry-reason'] ?? '' } }
}

type Values = Readonly<Record<string, string | null>>

function valueFaults(item: Fact, values: Values): Fault[] {
  const english = values['value-en'] ?? null
  const welsh = values['value-cy'] ?? null
  if (english === null) return []
  const kind = valueKind(item.value.en)
  if (kind !== 'words' && valueKind(english) !== kind) {
    return [{ field: 'value-en', problem: `not-${kind}`, about: { now: item.value.en } }]
  }
  const isSame = welsh === null || numbersIn(welsh) === numbersIn(english)
  return isSame ? [] : [{ field: 'value-cy', problem: 'other-numbers' }]
}

function contactFaults(item: Contact, values: Values): Fault[] {
  const numbers = item.phones.flatMap(({ id }): Fault[] => {
    const number = values[`number-${id}`] ?? null
    return number === null || phoneNumber.test(number) ? [] : [{ field: `number-${id}`, problem: 'not-a-phone-number' }]
  })
  const pairs = (['hours', 'text'] as const).flatMap((part): Fault[] => {
    const missing = (['en', 'cy'] as const).filter(language => (values[`${part}-${language}`] ?? null) === null)
    return missing.length === 1 ? [{ field: `${part}-${missing[0]}`, problem: 'nothing-written' }] : []
  })
  const website = values.website ?? item.website
  // The files may say more than one address, one a country: that can stay as it is.
  const isAddress = website === item.website || /^https:\/\/\S+$/.test(website)
  return [...numbers, ...pairs, ...(isAddress ? [] : [{ field: 'website', problem: 'not-an-address' }])]
}

/** What stays in the language of a draft while the English changes is not known to be right any more (decision 41). */
function factFrom(item: Fact, values: Values, words: WithdrawnWords): Fact {
  const isSame = values['value-en'] === item.value.en
  const value = Object.fromEntries(
    (Object.entries(item.value) as [TextLanguage, string][]).map(([language, before]) => {
      const now = values[`value-${language}`]
      return [language, isSame || !isDraft(language) || now !== before ? now : words.fact[language]]
    }),
  )
  return { ...item, value: value as Fact['value'], source: values['entry-source'] ?? '' }
}

function contactFrom(item: Contact, values: Values): Contact {
  const both = (part: string) => {
    const [en, cy] = [values[`${part}-en`], values[`${part}-cy`]]
    return en && cy ? { en, cy } : null
  }
  return {
    ...item,
    phones: item.phones.map(phone => ({ ...phone, number: values[`number-${phone.id}`] ?? phone.number })),
    summary: both('summary') ?? item.summary,
    hours: both('hours'),
    text: both('text'),
    website: values.website ?? item.website,
    basis: values['entry-source'] ?? '',
  }
}
