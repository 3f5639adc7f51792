import { z } from 'zod'
import type { Faults } from './content-error'
import { draftLanguages, type DraftLanguage } from './language'
import { readJson } from './read-json'

const day = z.iso.date()
const wording = z.string().min(1)
/** For those facts that drafts name. */
const inDrafts = Object.fromEntries(draftLanguages.map(language => [language, wording.optional()])) as Record<
  DraftLanguage,
  z.ZodOptional<typeof wording>
>

const factSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  value: z.strictObject({ en: wording, cy: wording, ...inDrafts }),
  /** H may be stated; M is worded with care in the text. What is less sure than that is not here. */
  confidence: z.enum(['H', 'M']),
  /** What makes it change: nothing known, each April, a new telephone number or list, or a law on its way. */
  changes: z.enum(['stable', 'april', 'number', 'law']),
  asAt: day,
  checkBy: day,
  source: z.string().min(1),
})

/** An amount, number, time or limit that texts use by name, so that one change updates every page. */
export type Fact = Readonly<z.infer<typeof factSchema>>

/** What the process does, and texts say. */
export interface SettingsInTexts {
  idleMinutes: number
  draftDays: number
  feedbackDays: number
}

/** The facts, with those that come from settings as the settings are. */
export function followSettings(
  facts: ReadonlyMap<string, Fact>,
  { idleMinutes, draftDays, feedbackDays }: SettingsInTexts,
): ReadonlyMap<string, Fact> {
  const values = new Map([
    ['idle-person', { en: idleMinutes === 1 ? '1 minute' : `${idleMinutes} minutes`, cy: `${idleMinutes} munud` }],
    ['drafts-kept', inDays(draftDays)],
    ['feedback-kept', inDays(feedbackDays)],
  ])
  return new Map([...facts].map(([id, fact]) => [id, { ...fact, value: values.get(id) ?? fact.value }]))
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
    if (fact.checkBy <= fact.asAt) faults.add(file.name, null, `${fact.id}: checkBy is not after asAt`)
    if (fact.changes === 'law' && /\d/.test(fact.value.en + fact.value.cy)) {
      faults.add(file.name, null, `${fact.id}: the law is changing, so no number may be stated; say who to ask`)
    }
    facts.set(fact.id, fact)
  }
  return facts
}
