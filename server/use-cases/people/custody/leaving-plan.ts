import type { PlannedMeeting } from '../../../content/words/leaving-plan-words'
import type {
  Application,
  AppointmentToCome,
  CourtHearing,
  Database,
  Person,
  StoredAssessment,
} from '../../../database'
import type { AssessmentKind } from '../../../domain/assessments'
import { daysBetween } from '../../../domain/calendar'
import { isAboutPrivateTasks } from '../../../domain/checklist'
import { leavesOn } from '../../../domain/people/leaves-on'
import { shownAbout } from '../../../domain/work/referrals'
import { assessmentsOf } from '../../assessments/assessments'
import type { Context } from '../../context'
import { checklistOf, shownToStaff, standingsOf, type ChecklistLine, type Standing } from '../in-cell/checklist'

/** The leaving plan that a person takes along: the status of each task, pending applications and their own notes. */
export interface LeavingPlan {
  readonly person: Person
  readonly lines: readonly ChecklistLine[]
  /** Applications that have no answer yet. */
  readonly waiting: readonly Application[]
  /** Upcoming meetings; court days, private appointments and places are included only with the private parts. */
  readonly meetings: readonly PlannedMeeting[]
  /** Keyed by task; empty without the private parts. */
  readonly notes: ReadonlyMap<string, string>
}

/** The assessments that involve meeting the person, with the kind of meeting that the plan shows. */
const metFor: Partial<Record<AssessmentKind, Exclude<PlannedMeeting['kind'], 'court' | 'appointment'>>> = {
  bcst2: 'needs',
  'guided-interview': 'needs',
  'twelve-week-review': 'review',
  'one-month-meeting': 'one-month',
}

/**
 * Builds a person's leaving plan.
 *
 * @param withPrivateParts whether the person chose to include their notes and private topics
 */
export async function leavingPlan(
  database: Database,
  context: Context,
  person: Person,
  withPrivateParts: boolean,
): Promise<LeavingPlan> {
  const [standings, assessments, appointments, hearings, notes] = await Promise.all([
    standingsOf(database, [person]),
    database.assessments.ofPerson(person.id),
    database.referrals.appointmentsToCome([person.id], context.today),
    withPrivateParts ? database.courtHearings.ofPerson(person.id) : [],
    withPrivateParts ? database.tasks.notes(person.id) : new Map<string, string>(),
  ])
  const known = { assessments, appointments: appointments.flatMap(each => planned(each, withPrivateParts)), hearings }
  const meetings = meetingsOf(person, known, context)
  const plan = wholePlan(person, standings(person), meetings, context)
  return withPrivateParts ? { ...plan, notes } : withoutPrivateParts(plan)
}

/** Builds plans for staff to hand out, without private parts; notes are not even loaded. */
export async function plansToHandOut(
  database: Database,
  context: Context,
  people: readonly Person[],
): Promise<readonly LeavingPlan[]> {
  const ids = people.map(({ id }) => id)
  const [standings, assessed, toCome] = await Promise.all([
    standingsOf(database, people),
    database.assessments.ofPeople(ids),
    database.referrals.appointmentsToCome(ids, context.today),
  ])
  const assessmentsOfPerson = new Map(assessed.map(({ id, assessments }) => [id, assessments]))
  return people.map(person => {
    const appointments = toCome.filter(({ personId }) => personId === person.id).flatMap(each => planned(each, false))
    const known = { assessments: assessmentsOfPerson.get(person.id) ?? [], appointments, hearings: [] }
    const meetings = meetingsOf(person, known, context)
    return withoutPrivateParts(wholePlan(person, standings(person), meetings, context))
  })
}

/** An appointment on a plan; private ones and places are included only with the private parts. */
function planned(appointment: AppointmentToCome, withPrivateParts: boolean): PlannedMeeting[] {
  const { at, place } = appointment
  const about = shownAbout(appointment)
  if (about === 'private' && !withPrivateParts) return []
  return [{ kind: 'appointment', about, at, place: withPrivateParts ? place : null }]
}

function meetingsOf(
  person: Person,
  known: {
    readonly assessments: readonly StoredAssessment[]
    readonly appointments: readonly PlannedMeeting[]
    readonly hearings: readonly CourtHearing[]
  },
  context: Context,
): PlannedMeeting[] {
  const { today } = context
  const leaves = leavesOn(person, today)
  const toHold = assessmentsOf(person, known.assessments, context).flatMap(({ kind, due, doneOn }) => {
    const as = metFor[kind]
    if (as === undefined || doneOn !== null) return []
    // Leave out a day that has passed, because it does not say when the meeting will be, and a meeting for weeks before
    // release in the last two.
    const by = due !== null && due >= today ? due : null
    const isTooLate = by === null && as !== 'needs' && leaves !== null && daysBetween(today, leaves) < 14
    return isTooLate ? [] : [{ kind: as, by }]
  })
  const inCourt = known.hearings.filter(({ heldOn }) => heldOn >= today)
  return [...inCourt.map(({ heldOn }) => ({ kind: 'court' as const, on: heldOn })), ...known.appointments, ...toHold]
}

function wholePlan(
  person: Person,
  standing: Standing,
  meetings: readonly PlannedMeeting[],
  context: Context,
): LeavingPlan {
  return {
    person,
    lines: checklistOf(person, standing, context),
    waiting: standing.applications.filter(({ status }) => status === 'open'),
    meetings,
    notes: new Map(),
  }
}

function withoutPrivateParts(plan: LeavingPlan): LeavingPlan {
  const waiting = plan.waiting.filter(({ form, restricted }) => !restricted && !isAboutPrivateTasks(form))
  return { ...plan, lines: shownToStaff(plan.lines), waiting, notes: new Map() }
}
