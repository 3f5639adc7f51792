import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Application, Database, Draft, Person } from '../../database'
import { findForm, topicOf, type Answers } from '../../domain/applications'
import type { CalendarDay } from '../../domain/calendar'
import {
  changeCausesBetween,
  checklistFor,
  isOpen,
  moveKinds,
  statusFor,
  whatMoved,
  type ChangeCause,
  type ChecklistBasis,
  type ChecklistFacts,
  type ChecklistItem,
  type Moves,
  type PersonsApplication,
  type SavedStatus,
  type TaskStatus,
} from '../../domain/checklist'
import type { Context } from '../context'
import { formFacts } from '../applications/form-facts'

export type ChecklistLine = ChecklistItem & { readonly status: TaskStatus }

/** What a person has said and sent, which is where each task stands by. */
export interface Standing {
  readonly saved: ReadonlyMap<string, SavedStatus>
  readonly applications: readonly Application[]
  readonly drafts: readonly Draft[]
}

/** The person's checklist with where each task stands: by what they said, and by what they have sent. */
export async function personsChecklist(
  database: Database,
  context: Context,
  person: Person,
): Promise<readonly ChecklistLine[]> {
  return checklistOf(person, (await standingsOf(database, [person]))(person), context)
}

/** A checklist as staff see it: without what is private to the person. */
export function shownToStaff(lines: readonly ChecklistLine[]): readonly ChecklistLine[] {
  return lines.filter(({ isPrivate }) => !isPrivate)
}

/** The same of people whose standing is known. */
export function checklistOf(person: Person, standing: Standing, context: Context): readonly ChecklistLine[] {
  return linesFor(basisOf(person), person, standing, context)
}

/** What people have said and sent, for all of them at once. */
export async function standingsOf(
  database: Database,
  people: readonly Person[],
): Promise<(person: Person) => Standing> {
  const ids = people.map(({ id }) => id)
  const [saved, applications, drafts] = await Promise.all([
    database.tasks.statuses(ids),
    database.applications.ofPeople(ids),
    database.drafts.ofPeople(ids),
  ])
  const applicationsOf = byPerson(applications)
  const draftsOf = byPerson(drafts)
  return ({ id }) => ({
    saved: saved.get(id) ?? new Map<string, SavedStatus>(),
    applications: applicationsOf.get(id) ?? [],
    drafts: draftsOf.get(id) ?? [],
  })
}

function byPerson<Row extends { readonly personId: number }>(all: readonly Row[]): ReadonlyMap<number, readonly Row[]> {
  const found = new Map<number, Row[]>()
  for (const each of all) found.set(each.personId, [...(found.get(each.personId) ?? []), each])
  return found
}

/** What is another on a person's checklist than when they last looked. */
export interface ChecklistNews {
  readonly causes: readonly ChangeCause[]
  /** Tasks that the person has something to do for; what is done, or with staff, is no news. */
  readonly moves: Moves<ChecklistLine>
  /** Names what the person now looks at, so that they cannot have seen what came later. */
  readonly key: string
}

/**
 * What moved on a person's checklist, because what is known of them changed since they last said that they had seen
 * it. Days that pass change nothing here. The first time there is nothing to compare with: the list is noted as seen.
 */
export async function checklistNews(
  database: Database,
  context: Context,
  person: Person,
): Promise<ChecklistNews | null> {
  const basis = basisOf(person)
  const seen = await database.tasks.seenBasis(person.id)
  if (seen === undefined) await database.tasks.keepSeenBasis(person.id, basis, context.now)
  if (seen === undefined || isDeepStrictEqual(seen, basis)) return null

  const causes = changeCausesBetween(seen, basis)
  const standing = (await standingsOf(database, [person]))(person)
  const moved = whatMoved(
    linesFor(seen, person, standing, context),
    linesFor(basis, person, standing, context),
    context.today,
  )
  const toDo = (kind: keyof typeof moved) => moved[kind].filter(({ status }) => isOpen(status))
  const moves: Moves<ChecklistLine> = {
    earlier: toDo('earlier'),
    later: toDo('later'),
    'with-day': toDo('with-day'),
    'without-day': toDo('without-day'),
    added: toDo('added'),
    removed: toDo('removed'),
  }
  const tellsNothing = causes.every(cause => cause === 'details') && moveKinds.every(kind => moves[kind].length === 0)
  return tellsNothing ? null : { causes, moves, key: keyOf(basis) }
}

/** Saves what the person says about a task. */
export function saveTaskStatus(
  database: Database,
  { now }: Context,
  person: Person,
  task: string,
  status: SavedStatus,
): Promise<void> {
  return database.tasks.set(person.id, task, status, now)
}

/** Records that the person has seen what moved. What changed after their page was rendered stays news. */
export async function markChecklistSeen(
  database: Database,
  { now }: Context,
  person: Person,
  key: string,
): Promise<void> {
  const basis = basisOf(person)
  if (key === keyOf(basis)) await database.tasks.keepSeenBasis(person.id, basis, now)
}

function linesFor(
  facts: ChecklistFacts,
  person: Person,
  { saved, applications, drafts }: Standing,
  { today, routing }: Context,
): readonly ChecklistLine[] {
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
  return checklistFor(facts, today, routing.extraBankHolidays).map(item => ({
    ...item,
    status: statusFor(item, saved.get(item.task) ?? null, persons),
  }))
}

function basisOf(person: Person): ChecklistBasis {
  return {
    prisonId: person.prisonId,
    custodyStatus: person.custodyStatus,
    estate: person.prisonEstate,
    prisonNation: person.prisonNation,
    homeRegion: person.homeRegion,
    dateOfBirth: person.dateOfBirth,
    nationality: person.nationality,
    receptionDate: person.receptionDate,
    releaseDate: person.releaseDate,
  }
}

function keyOf(basis: ChecklistBasis): string {
  return createHash('sha256').update(JSON.stringify(basis)).digest('base64url')
}

/** What a draft would send if it were sent as it is. */
function draftTopic(form: string, answers: Answers, person: Person, today: CalendarDay): string {
  const found = findForm(form)
  return found ? topicOf(found, answers, formFacts(person), today) : ''
}
