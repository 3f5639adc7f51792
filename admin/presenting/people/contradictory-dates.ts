import type { WordingPart } from '../../../server/content/words/words'
import type { Person } from '../../../server/database'
import type { CalendarDay } from '../../../server/domain/calendar'

/** Two facts about a person that contradict each other; the text is `console/person:contradictions.ID`. */
export interface Contradiction {
  readonly id: WordingPart<'console/person:contradictions.'>
  readonly earlier?: CalendarDay
  readonly later?: CalendarDay
}

type DateOf = {
  [Fact in keyof Person]: Person[Fact] extends CalendarDay | null ? Fact : never
}[keyof Person]

/** The first day must not be after the second. */
const inThisOrder: readonly (readonly [id: Contradiction['id'], first: DateOf, second: DateOf])[] = [
  ['born-after-reception', 'dateOfBirth', 'receptionDate'],
  ['release-before-sentence', 'sentencedOn', 'releaseDate'],
  ['tag-before-sentence', 'sentencedOn', 'tagDate'],
  ['parole-before-sentence', 'sentencedOn', 'paroleEligibilityDate'],
  ['tariff-before-sentence', 'sentencedOn', 'tariffExpiryDate'],
  ['open-before-sentence', 'sentencedOn', 'openConditionsSince'],
  ['release-before-tag', 'tagDate', 'releaseDate'],
]

/** Days that must not be in the future. */
const notYet: readonly (readonly [id: Contradiction['id'], day: DateOf])[] = [
  ['sentenced-in-future', 'sentencedOn'],
  ['received-in-future', 'receptionDate'],
]

/** Contradictory dates, for staff to check: routing takes them as recorded. */
export function contradictionsIn(person: Person, today: CalendarDay): readonly Contradiction[] {
  const { releaseDate, custodyStatus, sentence, whereabouts } = person
  const isSentenced = custodyStatus === 'sentenced' || custodyStatus === 'recalled'
  return [
    ...inThisOrder.flatMap(([id, first, second]) => {
      const [before, after] = [person[first], person[second]]
      return before !== null && after !== null && before > after ? [{ id, earlier: after, later: before }] : []
    }),
    ...notYet.flatMap(([id, fact]) => {
      const day = person[fact]
      return day !== null && day > today ? [{ id, later: day }] : []
    }),
    ...(releaseDate !== null && releaseDate < today && whereabouts !== 'left'
      ? [{ id: 'release-passed' as const, earlier: releaseDate }]
      : []),
    ...(!isSentenced && sentence !== null ? [{ id: 'sentence-without-status' as const }] : []),
    ...(custodyStatus === 'sentenced' && sentence === null ? [{ id: 'status-without-sentence' as const }] : []),
  ]
}
