import type { AppointmentToCome, Application, Database, Draft, Person } from '../../../database'
import type { CalendarDay } from '../../../domain/calendar'
import { leavesOn } from '../../../domain/people/leaves-on'
import type { Context } from '../../context'
import { checklistOf, standingsOf, type ChecklistLine } from './checklist'

/** What the first page shows of a person; null is not known. */
export interface StartFacts {
  /** The questions at first use were shown. */
  readonly wasAsked: boolean
  readonly checklist: readonly ChecklistLine[]
  readonly drafts: readonly Draft[]
  /** Open ones, the soonest answer first, then those answered, the latest first. */
  readonly applications: readonly Application[]
  readonly leavesOn: CalendarDay | null
  readonly nextHearing: CalendarDay | null
  readonly nextAppointment: AppointmentToCome | null
}

/** Gathers what the first page shows. */
export async function startFacts(database: Database, context: Context, person: Person): Promise<StartFacts> {
  const [standings, [nextAppointment]] = await Promise.all([
    standingsOf(database, [person]),
    database.referrals.appointmentsToCome([person.id], context.today),
  ])
  const standing = standings(person)
  const open = standing.applications.filter(({ status }) => status === 'open')
  const closed = standing.applications.filter(({ outcome, closedAt }) => outcome !== 'withdrawn' && closedAt !== null)
  return {
    wasAsked: standing.firstAnswers !== null,
    checklist: checklistOf(person, standing, context),
    drafts: standing.drafts,
    applications: [
      ...open.toSorted((one, other) => one.respondBy.localeCompare(other.respondBy)),
      ...closed.toSorted((one, other) => timeOf(other.closedAt) - timeOf(one.closedAt)),
    ],
    leavesOn: leavesOn(person, context.today),
    nextHearing: person.hearingDays.find(day => day >= context.today) ?? null,
    nextAppointment: nextAppointment ?? null,
  }
}

function timeOf(instant: Date | null): number {
  return instant?.getTime() ?? 0
}
