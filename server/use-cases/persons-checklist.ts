import type { Database, Person } from '../database'
import { findForm, topicOf, type Answers } from '../domain/applications'
import type { CalendarDay } from '../domain/calendar'
import {
  checklistFor,
  statusFor,
  type ChecklistItem,
  type PersonsApplication,
  type TaskStatus,
} from '../domain/checklist'
import type { Circumstances } from './circumstances'
import { formFacts } from './form-facts'

export type ChecklistLine = ChecklistItem & { readonly status: TaskStatus }

/** The person's checklist with where each task stands: by what they said, and by what they have sent. */
export async function personsChecklist(
  database: Database,
  { today, routing }: Circumstances,
  person: Person,
): Promise<readonly ChecklistLine[]> {
  const [saved, applications, drafts] = await Promise.all([
    database.tasks.statuses(person.id),
    database.applications.ofPerson(person.id),
    database.drafts.of(person.id),
  ])
  const persons: readonly PersonsApplication[] = [
    ...applications.map(({ form, topic, status, claimedBy }) => ({
      form,
      topic,
      state:
        status === 'closed' ? ('answered' as const) : claimedBy === null ? ('sent' as const) : ('with-staff' as const),
    })),
    ...drafts.map(({ form, answers }) => ({
      form,
      topic: draftTopic(form, answers, person, today),
      state: 'draft' as const,
    })),
  ]
  const facts = {
    custodyStatus: person.custodyStatus,
    estate: person.prisonEstate,
    prisonNation: person.prisonNation,
    homeRegion: person.homeRegion,
    dateOfBirth: person.dateOfBirth,
    nationality: person.nationality,
    receptionDate: person.receptionDate,
    releaseDate: person.releaseDate,
  }
  return checklistFor(facts, today, routing.extraBankHolidays).map(item => ({
    ...item,
    status: statusFor(item, saved.get(item.task) ?? null, persons),
  }))
}

/** What a draft would send if it were sent as it is. */
function draftTopic(form: string, answers: Answers, person: Person, today: CalendarDay): string {
  const found = findForm(form)
  return found ? topicOf(found, answers, formFacts(person), today) : ''
}
