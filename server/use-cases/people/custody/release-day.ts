import type { Database, Person } from '../../../database'
import { londonToday, type CalendarDay } from '../../../domain/calendar'
import { nationFor } from '../../../domain/checklist'
import type { Nation } from '../../../domain/checklist/tasks'
import { leavesOn } from '../../../domain/people/leaves-on'
import { leavingValues } from '../../../domain/people/leaving'
import { shownAbout, type AppointmentAbout } from '../../../domain/work/referrals'
import type { Context } from '../../context'

/** What the service knows of the day that a person leaves prison; null is not known. */
export interface ReleaseDay {
  readonly day: CalendarDay | null
  /** How they leave on that day, where it is not at the end of the sentence. */
  readonly way: 'tag' | 'court' | null
  /** Where the person goes, so whose telephone numbers they need. */
  readonly nation: Nation
  /** Where they sleep on the first night, as staff recorded it last. */
  readonly firstNight: (typeof leavingValues)['housing'][number] | null
  /** What staff made on the day itself or later, earliest first; private ones are left out. */
  readonly appointments: readonly {
    readonly about: AppointmentAbout
    readonly at: Date
    readonly place: string | null
  }[]
}

/** Gathers what is recorded about the day that a person leaves. */
export async function releaseDay(database: Database, context: Context, person: Person): Promise<ReleaseDay> {
  const [recorded, toCome] = await Promise.all([
    database.leaving.latestOf([person.id]),
    database.referrals.appointmentsToCome([person.id], context.today),
  ])
  const housing = recorded.find(({ item }) => item === 'housing')
  const day = leavesOn(person, context.today)
  const appointments = toCome.flatMap(appointment => {
    const { at, place } = appointment
    const about = shownAbout(appointment)
    const isInPrison = day === null || londonToday(at) < day
    return about === 'private' || isInPrison ? [] : [{ about, at, place }]
  })
  return {
    day,
    way: wayOf(person, day),
    nation: nationFor(person),
    firstNight: leavingValues.housing.find(value => value === housing?.value) ?? null,
    appointments,
  }
}

function wayOf(person: Person, day: CalendarDay | null): ReleaseDay['way'] {
  if (day === null || day === person.releaseDate) return null
  if (day === person.tagDate) return 'tag'
  return day === person.courtReleaseDate || person.hearingDays.includes(day) ? 'court' : null
}
