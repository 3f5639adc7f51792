import { z } from 'zod'
import type { PersonFacts } from '../../../server/database'
import type { CalendarDay } from '../../../server/domain/calendar'
import { email, months, Problem, words, type Cell } from '../../../server/domain/people'
import { custodyStatuses, recallKinds, regions, risks, sentences } from '../../../server/domain/routing'
import type { CorrectableFact } from '../../../server/use-cases/people/records/correct-fact'
import { dayFieldOrNone } from '../../forms/day-field'

/** How a fact is asked for. A fact that is not required may be not known. */
type Field =
  | { readonly kind: 'words' | 'email' | 'months'; readonly required?: true }
  | { readonly kind: 'day'; readonly notAfterToday?: true }
  | { readonly kind: 'choice'; readonly values: readonly string[]; readonly required?: true }
  | { readonly kind: 'yes-or-no'; readonly required?: true }

/** Every fact that staff can correct. */
export const fields: Readonly<Record<CorrectableFact, Field>> = {
  lastName: { kind: 'words', required: true },
  firstName: { kind: 'words', required: true },
  location: { kind: 'words' },
  dateOfBirth: { kind: 'day', notAfterToday: true },
  sex: { kind: 'choice', values: ['M', 'F'] },
  firstLanguage: { kind: 'words' },
  nationality: { kind: 'words' },
  careExperienced: { kind: 'yes-or-no' },
  homeRegion: { kind: 'choice', values: regions },
  custodyStatus: { kind: 'choice', values: custodyStatuses, required: true },
  recall: { kind: 'choice', values: recallKinds },
  sentence: { kind: 'choice', values: sentences },
  sentencedOn: { kind: 'day' },
  sentenceMonths: { kind: 'months' },
  releaseDate: { kind: 'day' },
  tagDate: { kind: 'day' },
  paroleReleaseDate: { kind: 'day' },
  reReleaseDate: { kind: 'day' },
  earlyReleaseDate: { kind: 'day' },
  courtReleaseDate: { kind: 'day' },
  riskOfSeriousHarm: { kind: 'choice', values: risks },
  paroleEligibilityDate: { kind: 'day' },
  tariffExpiryDate: { kind: 'day' },
  openConditionsSince: { kind: 'day' },
  paroleOutcome: { kind: 'choice', values: ['release', 'no-release', 'deferred'] },
  paroleComReviewCompleted: { kind: 'yes-or-no', required: true },
  paroleMappaLevel: { kind: 'choice', values: ['0', '1', '2', '3'] },
  paroleNextReviewDate: { kind: 'day' },
  comName: { kind: 'words' },
  comEmail: { kind: 'email' },
  pomName: { kind: 'words' },
  pomEmail: { kind: 'email' },
  keyWorkerName: { kind: 'words' },
  responsibilityOverride: { kind: 'choice', values: ['POM', 'COM'] },
  earlyAllocation: { kind: 'yes-or-no', required: true },
  integratedOffenderManagement: { kind: 'yes-or-no', required: true },
}

/** Whether a name in an address is a fact that staff can correct. */
export function isCorrectable(fact: string): fact is CorrectableFact {
  return Object.hasOwn(fields, fact)
}

/** What is posted for a fact that is not known. */
export const notKnown = 'not-known'

const cells: Readonly<Record<'words' | 'email' | 'months', Cell<string | number>>> = { words, email, months }

/** The value of a fact as it is posted. Problems: those of days, `nothing-written`, `nothing-chosen`, `not-KIND`. */
export function valueField(fact: CorrectableFact, today: CalendarDay): z.ZodType<PersonFacts[CorrectableFact]> {
  const field = fields[fact]
  const { kind } = field
  if (kind === 'day') {
    const isAllowed = (day: CalendarDay | null) => !field.notAfterToday || day === null || day <= today
    return dayFieldOrNone.refine(isAllowed, 'in-future')
  }
  if (kind === 'choice' || kind === 'yes-or-no') {
    const values = kind === 'choice' ? field.values : ['yes', 'no']
    return z
      .enum([...values, ...(field.required ? [] : [notKnown])], 'nothing-chosen')
      .transform(chosen => valueChosen(fact, kind, chosen))
  }
  return z.unknown().transform((posted, context) => {
    const text = typeof posted === 'string' ? posted.trim() : ''
    if (text === '' && !field.required) return null
    const read = text === '' ? new Problem('nothing-written') : cells[kind](text)
    if (!(read instanceof Problem)) return read
    context.addIssue({ code: 'custom', message: text === '' ? 'nothing-written' : `not-${kind}` })
    return z.NEVER
  })
}

function valueChosen(
  fact: CorrectableFact,
  kind: 'choice' | 'yes-or-no',
  chosen: string,
): PersonFacts[CorrectableFact] {
  if (chosen === notKnown) return null
  if (kind === 'yes-or-no') return chosen === 'yes'
  const value = fact === 'paroleMappaLevel' ? Number(chosen) : chosen
  return value
}
