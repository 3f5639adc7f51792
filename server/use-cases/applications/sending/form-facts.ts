import type { Person } from '../../../database'
import type { FormFacts } from '../../../domain/applications'
import type { CalendarDay } from '../../../domain/calendar'

/** The facts about a person that a form may use. */
export function formFacts(person: Person, today: CalendarDay): FormFacts {
  return {
    estate: person.prisonEstate,
    releaseDate: person.releaseDate,
    nextHearing: person.hearingDays.find(day => day >= today) ?? null,
    saidIfSafeToday: person.saidIfSafeOn === today,
  }
}
