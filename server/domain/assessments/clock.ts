import { addDays, addWorkingDays, subtractMonths, type CalendarDay, type ExtraBankHolidays } from '../calendar'
import { whereaboutsTable, type Whereabouts } from '../people/whereabouts'
import { responsibilityFor, type Facts, type PolicyName, type ResponsibilityReason } from '../routing'

export const assessmentKinds = [
  'bcst1',
  'bcst2',
  'guided-interview',
  'twelve-week-review',
  'handover',
  'one-month-meeting',
  'release-plan-check',
] as const
export type AssessmentKind = (typeof assessmentKinds)[number]

/** The facts that the assessment clock depends on. */
export interface ClockFacts {
  readonly person: Facts['person']
  readonly prison: Facts['prison']
  /** The reception that started this time in custody; a move to another prison does not restart it. */
  readonly custodyBegan: CalendarDay
}

export interface DoneAssessment {
  readonly kind: AssessmentKind
  readonly doneOn: CalendarDay
}

export const assessmentStates = ['overdue', 'due', 'to-come', 'waits', 'done', 'done-late', 'paused', 'ended'] as const
/**
 * `due`: today or by the end of the next working day; `waits`: for a BCST1, without which BCST2 has no due date;
 * `paused`: not done, and the person is where nobody could do it; `ended`: not done when they left prison.
 */
export type AssessmentState = (typeof assessmentStates)[number]

export interface Assessment {
  readonly kind: AssessmentKind
  /** Null while the BCST1 that it counts from is not completed. */
  readonly due: CalendarDay | null
  readonly doneOn: CalendarDay | null
  readonly state: AssessmentState
}

export interface ClockSettings {
  readonly policy: PolicyName
  readonly extraBankHolidays: ExtraBankHolidays
}

/** Reasons with a handover date, where a POM hands over to a COM; a short sentence is the COM's from its first day. */
const handedOver: ReadonlySet<ResponsibilityReason> = new Set<ResponsibilityReason>([
  'early-allocation',
  'parole-refused',
  'indeterminate',
  'determinate-parole',
  'standard-determinate',
])

/**
 * The assessments that apply to a person, with due dates and completion (assessment-clock.md). 72 hours after reception
 * count as 3 days, because files have only the day of reception. A review or meeting whose date passed before custody
 * began is due on the first day, so that it is not missed; a handover from before belongs to an earlier time in
 * custody.
 *
 * @param done the assessments completed in this time in custody, at most one of each kind
 * @returns those that apply, in the order of the table
 */
export function assessmentsFor(
  facts: ClockFacts,
  done: readonly DoneAssessment[],
  today: CalendarDay,
  settings: ClockSettings,
): readonly Assessment[] {
  const doneOn = new Map(done.map(each => [each.kind, each.doneOn]))
  return assessmentKinds.flatMap(kind => {
    const when = dueOf[kind](facts, doneOn, today, settings)
    if (when === 'not for them') return []
    const on = doneOn.get(kind) ?? null
    const due = when === 'not yet known' ? null : when
    return [{ kind, due, doneOn: on, state: stateOf(due, on, today, settings.extraBankHolidays) }]
  })
}

/** Whether the guided interview in Wales replaces BCST2 (PF 3.9). */
export function hasGuidedInterview({ person, prison }: Pick<ClockFacts, 'person' | 'prison'>): boolean {
  const isRemandWithoutCom = person.custodyStatus === 'remand' && !person.comAllocated
  return person.estate === 'men' && prison.region === 'wales' && person.homeRegion === 'wales' && !isRemandWithoutCom
}

type When = CalendarDay | 'not for them' | 'not yet known'

type DueRule = (
  facts: ClockFacts,
  doneOn: ReadonlyMap<AssessmentKind, CalendarDay>,
  today: CalendarDay,
  settings: ClockSettings,
) => When

const afterBcst1: DueRule = (_facts, doneOn, _today, { extraBankHolidays }) => {
  const received = doneOn.get('bcst1')
  return received === undefined ? 'not yet known' : addWorkingDays(received, 5, extraBankHolidays)
}

const dueOf: Readonly<Record<AssessmentKind, DueRule>> = {
  /** PF 3.8; PSI 5.11. */
  bcst1: ({ custodyBegan }) => addDays(custodyBegan, 3),

  /** PF 3.8. */
  bcst2: (facts, ...rest) => (hasGuidedInterview(facts) ? 'not for them' : afterBcst1(facts, ...rest)),

  /** PF 3.9. */
  'guided-interview': (facts, ...rest) => (hasGuidedInterview(facts) ? afterBcst1(facts, ...rest) : 'not for them'),

  /** PF App 1 §1; Letter Day 1, 2. */
  'twelve-week-review': ({ person, custodyBegan }) => {
    const isForRisk = person.riskOfSeriousHarm === 'low' || person.riskOfSeriousHarm === 'medium'
    if (!isForRisk || person.releaseDate === null) return 'not for them'
    return laterOf(addDays(person.releaseDate, -84), custodyBegan)
  },

  /** PF 3.8. */
  handover: ({ person, custodyBegan }, _doneOn, today, { policy }) => {
    const { comResponsibleFrom, reason } = responsibilityFor(person, today, policy)
    const isHandover = comResponsibleFrom !== null && comResponsibleFrom >= custodyBegan && handedOver.has(reason)
    return isHandover ? comResponsibleFrom : 'not for them'
  },

  /** Letter beyond Day 1, 3. */
  'one-month-meeting': ({ person, custodyBegan }) =>
    person.releaseDate === null ? 'not for them' : laterOf(subtractMonths(person.releaseDate, 1), custodyBegan),

  /** PF 3.8, with this service's own 56 days; counts to the next review once the eligibility date has passed. */
  'release-plan-check': ({ person }, _doneOn, today) => {
    const { paroleEligibilityDate } = person
    const isAhead = paroleEligibilityDate !== null && paroleEligibilityDate >= today
    const parole = isAhead ? paroleEligibilityDate : (person.parole?.nextReviewDate ?? null)
    return parole === null ? 'not for them' : addDays(parole, -56)
  },
}

/** The state of an assessment of a person who is somewhere: what is not done is paused there, or has ended. */
export function stateWhere(state: AssessmentState, whereabouts: Whereabouts): AssessmentState {
  if (state === 'done' || state === 'done-late' || whereaboutsTable[whereabouts].isAssessed) return state
  return whereabouts === 'left' ? 'ended' : 'paused'
}

function laterOf(day: CalendarDay, other: CalendarDay): CalendarDay {
  return day > other ? day : other
}

function stateOf(
  due: CalendarDay | null,
  doneOn: CalendarDay | null,
  today: CalendarDay,
  extra: ExtraBankHolidays,
): AssessmentState {
  if (doneOn !== null) return due !== null && doneOn > due ? 'done-late' : 'done'
  if (due === null) return 'waits'
  if (due < today) return 'overdue'
  return due <= addWorkingDays(today, 1, extra) ? 'due' : 'to-come'
}
