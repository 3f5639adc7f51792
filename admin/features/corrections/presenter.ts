import type { Translate } from '../../../server/content/words/words'
import type { Correction, Person } from '../../../server/database'
import { dayInWords, type CalendarDay } from '../../../server/domain/calendar'
import type { CorrectableFact } from '../../../server/use-cases/people/records/correct-fact'
import { longDayOf } from '../../../server/web/pages/days'
import { dayInField } from '../../forms/day-field'
import { policyAddress } from '../../presenting/citations'
import { factInWords } from '../../presenting/people/person-facts'
import { fields, notKnown } from './fields'

const overrideSource = 'OMiC, Joint work'

/** The form that corrects one fact of a person, and how it was corrected before. */
export function presentCorrection(
  person: Person,
  fact: CorrectableFact,
  corrections: readonly Correction[],
  t: Translate,
) {
  const inWords = (value: Correction['before']) => factInWords(fact, value, t)
  const history = corrections.map(({ before, after, reason, staffName, correctedAt }) => ({
    what: t('console/corrections:entry', { before: inWords(before), after: inWords(after) }),
    reason,
    by: t('console/common:by-and-when', { name: staffName, when: longDayOf(correctedAt, 'en') }),
  }))
  const [latest] = corrections
  return {
    pageName: t('console/corrections:page-name'),
    back: `/people/${person.prisonNumber}/facts`,
    name: `${person.firstName} ${person.lastName}`,
    prisonNumber: person.prisonNumber,
    address: `/people/${person.prisonNumber}/facts/${fact}`,
    fact: t(`console/person:facts.${fact}`),
    now: inWords(person[fact]),
    seen: JSON.stringify(person[fact]),
    kind: fields[fact].kind,
    choices: choicesOf(fact, t),
    condition: fact === 'responsibilityOverride' ? presentCondition(person, t) : null,
    value: valueInField(person, fact),
    // What it is now may be of a file that was imported later.
    latest: latest && inWords(latest.after) === inWords(person[fact]) ? history[0] : null,
    history,
  }
}

/** When the policy lets somebody decide who is responsible, and what is on record about it. */
function presentCondition({ paroleNextReviewDate }: Person, t: Translate) {
  return {
    text: t('console/corrections:override.condition'),
    source: { text: overrideSource, href: policyAddress(overrideSource) },
    review:
      paroleNextReviewDate === null
        ? t('console/corrections:override.no-review')
        : t('console/corrections:override.review', { day: dayInWords(paroleNextReviewDate) }),
  }
}

function choicesOf(fact: CorrectableFact, t: Translate) {
  const field = fields[fact]
  if (field.kind !== 'choice' && field.kind !== 'yes-or-no') return []
  const choices =
    field.kind === 'choice'
      ? field.values.map(value => ({ value, text: factInWords(fact, value as Correction['before'], t) }))
      : (['yes', 'no'] as const).map(value => ({ value, text: t(`console/common:${value}`) }))
  return [...choices, ...(field.required ? [] : [{ value: notKnown, text: t('console/person:not-known') }])]
}

function valueInField(person: Person, fact: CorrectableFact): string {
  const value = person[fact]
  const { kind } = fields[fact]
  if (value === null) return kind === 'choice' || kind === 'yes-or-no' ? notKnown : ''
  if (kind === 'yes-or-no') return value ? 'yes' : 'no'
  return kind === 'day' ? dayInField(value as CalendarDay) : String(value)
}
