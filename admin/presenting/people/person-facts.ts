import type { Translate, WordingPart } from '../../../server/content/words/words'
import type { AboutMeRecord, Correction, Person, PersonFacts } from '../../../server/database'
import { dayInWords, type CalendarDay } from '../../../server/domain/calendar'
import { readingHelps } from '../../../server/domain/people'
import { explainResponsibility, type PolicyName, type Responsibility } from '../../../server/domain/routing'
import { routingFacts } from '../../../server/use-cases/applications/routing/routing-facts'
import { longDayOf } from '../../../server/web/pages/days'
import { splitCitations } from '../citations'
import { contradictionsIn } from './contradictory-dates'
import { presentWhoRecorded } from './responsibility-record'

type Fact = keyof PersonFacts

/** The facts in groups, in the order in which staff look for them. */
const groups: Readonly<Record<WordingPart<'console/person:groups.'>, readonly Fact[]>> = {
  person: [
    'lastName',
    'firstName',
    'prisonId',
    'location',
    'receptionDate',
    'dateOfBirth',
    'sex',
    'firstLanguage',
    'nationality',
    'careExperienced',
    'homeRegion',
  ],
  sentence: [
    'custodyStatus',
    'recall',
    'sentence',
    'sentencedOn',
    'sentenceMonths',
    'releaseDate',
    'tagDate',
    'paroleReleaseDate',
    'reReleaseDate',
    'earlyReleaseDate',
    'courtReleaseDate',
    'riskOfSeriousHarm',
  ],
  parole: [
    'paroleEligibilityDate',
    'tariffExpiryDate',
    'openConditionsSince',
    'paroleOutcome',
    'paroleComReviewCompleted',
    'paroleMappaLevel',
    'paroleNextReviewDate',
  ],
  probation: [
    'comName',
    'comEmail',
    'pomName',
    'pomEmail',
    'keyWorkerName',
    'responsibilityOverride',
    'earlyAllocation',
    'integratedOffenderManagement',
  ],
}

const days: ReadonlySet<Fact> = new Set<Fact>([
  'receptionDate',
  'dateOfBirth',
  'sentencedOn',
  'releaseDate',
  'tagDate',
  'paroleReleaseDate',
  'reReleaseDate',
  'earlyReleaseDate',
  'courtReleaseDate',
  'paroleEligibilityDate',
  'tariffExpiryDate',
  'openConditionsSince',
  'paroleNextReviewDate',
])

/** Facts whose values are codes with translations. */
const coded = ['custodyStatus', 'recall', 'sentence', 'riskOfSeriousHarm', 'paroleOutcome', 'homeRegion'] as const

/** The words of each of their values. */
type CodedKey = {
  [Coded in (typeof coded)[number]]: `console/person:values.${Coded}.${NonNullable<Person[Coded]>}`
}[(typeof coded)[number]]

/**
 * Presents the facts about a person in groups, each with its source and date.
 *
 * @param correctAt the URL to correct a fact; null if it cannot be corrected
 */
export function presentFacts(person: Person, t: Translate, correctAt: (fact: Fact) => string | null = () => null) {
  return (Object.keys(groups) as (keyof typeof groups)[]).map(group => ({
    title: t(`console/person:groups.${group}`),
    rows: groups[group].map(fact => ({
      id: fact,
      fact: t(`console/person:facts.${fact}`),
      value: valueOf(person, fact, t),
      source: sourceOf(person, fact, t),
      isKnown: person[fact] !== null,
      correctAt: correctAt(fact),
    })),
  }))
}

/** Facts with those that are not known apart, for a page that has what is known first. */
export function foldUnknown(groups: ReturnType<typeof presentFacts>) {
  return {
    known: groups.map(group => ({ ...group, rows: group.rows.filter(({ isKnown }) => isKnown) })),
    unknown: groups.flatMap(({ rows }) => rows.filter(({ isKnown }) => !isKnown)),
  }
}

function valueOf(person: Person, fact: Fact, t: Translate): string {
  return fact === 'prisonId' ? prisonInWords(person, t) : factInWords(fact, person[fact], t)
}

/** The prison with what it is for, where the register says so. */
function prisonInWords({ prisonName, prisonFunctions }: Person, t: Translate): string {
  if (prisonFunctions === null || prisonFunctions.length === 0) return prisonName
  const functions = prisonFunctions.map(each => t(`console/person:prison-functions.${each}`)).join(', ')
  return t('console/person:prison-with-functions', { prison: prisonName, functions })
}

/** A current or former value of a fact, as text. */
export function factInWords(fact: Fact, value: Person[Fact], t: Translate): string {
  if (value === null) return t('console/person:not-known')
  if (typeof value === 'boolean') return t(value ? 'console/common:yes' : 'console/common:no')
  if (days.has(fact)) return dayInWords(value as CalendarDay)
  return coded.some(each => each === fact) ? t(`console/person:values.${fact}.${value}` as CodedKey) : String(value)
}

function sourceOf({ factSources }: Person, fact: Fact, t: Translate): string {
  const source = factSources[fact]
  if (!source) return t('console/person:sources.none')
  const from = t(`console/person:sources.${source.source}`, { day: longDayOf(new Date(source.at), 'en') })
  return source.reason === undefined ? from : t('console/person:sources.reason', { from, reason: source.reason })
}

/**
 * Presents who is responsible now, since when and why, and future changes.
 *
 * @param corrections of the fact that the responsibility rests on, newest first
 */
export function presentResponsibility(
  person: Person,
  corrections: readonly Correction[],
  { today, now, policy }: { readonly today: CalendarDay; readonly now: Date; readonly policy: PolicyName },
  t: Translate,
) {
  const facts = routingFacts(person, { id: '', topic: 'something-else', safetyConcern: false }, today)
  const { responsibility, because } = explainResponsibility(facts.person, today, policy)
  const { comResponsibleFrom } = responsibility
  const isAhead = comResponsibleFrom !== null && comResponsibleFrom > today && responsibility.responsible === 'POM'
  return {
    rows: responsibilityRows(
      responsibility,
      policy,
      presentWhoRecorded(responsibility.reason, person, corrections, now, t),
      t,
    ),
    because: splitCitations(because),
    change: isAhead ? t('console/person:responsibility.change', { day: dayInWords(comResponsibleFrom) }) : null,
  }
}

/**
 * Presents a responsibility as rows of a summary list.
 *
 * @param recorded who recorded the decision that it rests on; null where it rests on none
 */
export function responsibilityRows(
  { responsible, comAllocatedFrom, comResponsibleFrom, reason }: Responsibility,
  policy: PolicyName,
  recorded: string | null,
  t: Translate,
) {
  const day = (value: CalendarDay | null) =>
    value === null ? t('console/person:responsibility.no-day') : dayInWords(value)
  const row = (name: WordingPart<'console/person:responsibility.'>, text: string) => ({
    key: { text: t(`console/person:responsibility.${name}`) },
    value: { text },
  })
  return [
    row('responsible', t(`console/person:responsibility.who.${responsible}`)),
    row('allocated-from', day(comAllocatedFrom)),
    row('responsible-from', day(comResponsibleFrom)),
    row('reason', t(`console/routing:responsibilityReasons.${reason}`)),
    ...(recorded === null ? [] : [row('recorded', recorded)]),
    row('policy', t(`console/person:policies.${policy}`)),
  ]
}

/** The contradictions in a person's dates, as text. */
export function presentContradictions(person: Person, today: CalendarDay, t: Translate): readonly string[] {
  return contradictionsIn(person, today).map(({ id, earlier, later }) =>
    t(`console/person:contradictions.${id}`, {
      ...(earlier && { earlier: dayInWords(earlier) }),
      ...(later && { later: dayInWords(later) }),
    }),
  )
}

/**
 * How to help a person, in their own answers: first tasks for staff such as reading with them, then reading help, then
 * their difficulties.
 */
export function presentSupport({ readingHelp }: Person, aboutMe: AboutMeRecord, t: Translate): readonly string[] {
  const { hard, privateTime } = aboutMe
  const helps = readingHelps
    .filter(help => readingHelp.includes(help))
    .reverse()
    .map(help => t(`console/person:reading-help.${help}`))
  const inPrivate =
    privateTime?.answer === 'no'
      ? [t('console/person:said.private-time', { date: longDayOf(privateTime.saidAt, 'en') })]
      : []
  return [...inPrivate, ...helps, ...(hard ? [presentHard(hard, t)] : [])]
}

function presentHard({ difficulties, saidAt }: NonNullable<AboutMeRecord['hard']>, t: Translate): string {
  const date = longDayOf(saidAt, 'en')
  if (difficulties.length === 0) return t('console/person:said.none', { date })
  const list = difficulties.map(each => t(`console/person:said.difficulties.${each}`)).join(', ')
  return t('console/person:said.hard', { list, date })
}
