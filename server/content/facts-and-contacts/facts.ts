import { z } from 'zod'
import { addDays, addMonths, calendarDay, daysBetween, type CalendarDay } from '../../domain/calendar'
import type { Faults } from '../files/content-error'
import { draftLanguages, type DraftLanguage, type TextLanguage } from '../files/language'
import { readJson } from '../files/read-json'
import type { WithdrawnWords } from './withdrawn-words'

const day = z.iso.date()
const wording = z.string().min(1)
/** For those facts that drafts name. */
const inDrafts = Object.fromEntries(draftLanguages.map(language => [language, wording.optional()])) as Record<
  DraftLanguage,
  z.ZodOptional<typeof wording>
>

export const factSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  value: z.strictObject({ en: wording, cy: wording, ...inDrafts }),
  /** H may be stated as certain; M needs careful wording. Facts below M are not included. */
  confidence: z.enum(['H', 'M']),
  /** What may change it: nothing known, the April uprating, a new number or list, or pending legislation. */
  changes: z.enum(['stable', 'april', 'number', 'law']),
  asAt: day,
  checkBy: day,
  source: z.string().min(1),
})

/** An amount, number, time or limit that texts use by name, so that one change updates every page. */
export type Fact = Readonly<z.infer<typeof factSchema>>

/** Settings of the process that texts state. */
export interface SettingsInTexts {
  idleMinutes: number
  draftDays: number
  feedbackDays: number
}

/** Facts whose value is a setting, by id. */
export const factsOfSettings: ReadonlyMap<string, (settings: SettingsInTexts) => Fact['value']> = new Map([
  ['idle-person', ({ idleMinutes }) => inMinutes(idleMinutes)],
  ['drafts-kept', ({ draftDays }) => inDays(draftDays)],
  ['feedback-kept', ({ feedbackDays }) => inDays(feedbackDays)],
])

/** The facts, with the values of settings filled in. */
export function followSettings(facts: ReadonlyMap<string, Fact>, settings: SettingsInTexts): ReadonlyMap<string, Fact> {
  return new Map(
    [...facts].map(([id, fact]) => [id, { ...fact, value: factsOfSettings.get(id)?.(settings) ?? fact.value }]),
  )
}

function inMinutes(minutes: number): Fact['value'] {
  return { en: minutes === 1 ? '1 minute' : `${minutes} minutes`, cy: `${minutes} munud` }
}

function inDays(days: number): Fact['value'] {
  return { en: days === 1 ? '1 day' : `${days} days`, cy: `${days} diwrnod` }
}

/**
 * Reads `facts.json`.
 *
 * @param file the file's path, and its name as faults should give it
 */
export function readFacts(file: { path: string; name: string }, faults: Faults): ReadonlyMap<string, Fact> {
  const facts = new Map<string, Fact>()
  for (const fact of readJson(file, z.array(factSchema), faults) ?? []) {
    if (facts.has(fact.id)) faults.add(file.name, null, `two facts are called ${fact.id}`)
    checkFact(fact, file.name, faults)
    facts.set(fact.id, fact)
  }
  return facts
}

/** Checks beyond the schema. */
export function checkFact(fact: Fact, file: string, faults: Faults): void {
  if (fact.checkBy <= fact.asAt) faults.add(file, null, `${fact.id}: checkBy is not after asAt`)
  if (fact.changes === 'law' && /\d/.test(fact.value.en + fact.value.cy)) {
    faults.add(file, null, `${fact.id}: the law is changing, so no number may be stated; say who to ask`)
  }
}

/** The date by which a fact checked today must be checked again; facts that change each April, by the end of March. */
export function checkFactAgainBy({ changes, asAt, checkBy }: Fact, today: CalendarDay): CalendarDay {
  if (changes !== 'april') return addDays(today, daysBetween(calendarDay(asAt), calendarDay(checkBy)))
  const thisYear = calendarDay(`${today.slice(0, 4)}-03-31`)
  return today < thisYear ? thisYear : addMonths(thisYear, 12)
}

/** The type of a value, which a correction must keep: an amount stays an amount. */
export type ValueKind = 'money' | 'day' | 'time' | 'length' | 'percentage' | 'number' | 'words'

const valueShapes: readonly (readonly [ValueKind, RegExp])[] = [
  ['money', /£\d/],
  ['day', /^\d{1,2} \p{L}+ \d{4}$/u],
  ['time', /^\d{1,2}([:.]\d{2})?\s?[ap]m$/],
  ['length', /(^a |\d|½).*\b(minute|hour|day|night|week|month|year)s?\b/i],
  ['percentage', /^\d+%$/],
  ['number', /^\d+$/],
]

/** @param english the value in English */
export function valueKind(english: string): ValueKind {
  return valueShapes.find(([, shape]) => shape.test(english))?.[0] ?? 'words'
}

/** The numerals in a value, which are the same in every language. */
export function numbersIn(value: string): string {
  return (value.match(/[\d½]+(?:[.,:][\d]+)*/g) ?? []).join(' ')
}

/** A withdrawn fact as texts show it. */
export function withdrawFact(fact: Fact, words: WithdrawnWords): Fact {
  const languages = Object.keys(fact.value) as TextLanguage[]
  const value = Object.fromEntries(languages.map(language => [language, words.fact[language]]))
  return { ...fact, value: value as Fact['value'] }
}
