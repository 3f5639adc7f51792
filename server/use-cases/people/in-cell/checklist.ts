import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Application, Database, Draft, Person } from '../../../database'
import { findForm, topicOf, type Answers } from '../../../domain/applications'
import type { CalendarDay } from '../../../domain/calendar'
import {
  changeCausesBetween,
  checklistFor,
  isOpen,
  moveKinds,
  statusFor,
  toldInForms,
  taskOf,
  whatMoved,
  type ChangeCause,
  type ChecklistBasis,
  type ChecklistFacts,
  type ChecklistItem,
  type FirstAnswers,
  type KnownBesides,
  type Moves,
  type PersonsApplication,
  type SavedStatus,
  type TaskStatus,
} from '../../../domain/checklist'
import type { FormId, Topic } from '../../../domain/topics'
import { formFacts } from '../../applications/sending/form-facts'
import type { Context } from '../../context'

export type ChecklistLine = ChecklistItem & { readonly status: TaskStatus }

/** A person's saved statuses, applications and drafts, from which the status of each task is derived. */
export interface Standing {
  readonly saved: ReadonlyMap<string, SavedStatus>
  readonly applications: readonly Application[]
  readonly drafts: readonly Draft[]
  /** Null until they answered the questions at first use or put them off. */
  readonly firstAnswers: FirstAnswers | null
}

/** The person's checklist with the status of each task, derived from what they have saved and sent. */
export async function personsChecklist(
  database: Database,
  context: Context,
  person: Person,
): Promise<readonly ChecklistLine[]> {
  return checklistOf(person, (await standingsOf(database, [person]))(person), context)
}

/** A task of the person's checklist, with what was sent for it. */
export interface PersonsTask {
  readonly line: ChecklistLine
  /** The newest that is open or was answered. */
  readonly application: Application | undefined
}

/** One task of the person's checklist; undefined when it is not on it. */
export async function personsTask(
  database: Database,
  context: Context,
  person: Person,
  task: string,
): Promise<PersonsTask | undefined> {
  const standing = (await standingsOf(database, [person]))(person)
  const line = checklistOf(person, standing, context).find(each => each.task === task)
  if (!line) return undefined
  const sent = standing.applications.filter(each => taskOf(each) === task && stateOf(each) !== 'ended')
  return { line, application: sent.find(({ status }) => status === 'open') ?? sent[0] }
}

/** The checklist that staff see, without private tasks and without those whose answer the service knows by itself. */
export function shownToStaff(lines: readonly ChecklistLine[]): readonly ChecklistLine[] {
  return lines.filter(({ isPrivate, standing, status }) => !isPrivate && !(standing === 'known' && status === 'done'))
}

/** The checklist of a person whose standing is already loaded. */
export function checklistOf(person: Person, standing: Standing, context: Context): readonly ChecklistLine[] {
  return linesFor(basisOf(person), person, standing, context)
}

/** Loads the standings of several people in one go. */
export async function standingsOf(
  database: Database,
  people: readonly Person[],
): Promise<(person: Person) => Standing> {
  const ids = people.map(({ id }) => id)
  const [saved, applications, drafts, firstAnswers] = await Promise.all([
    database.tasks.statuses(ids),
    database.applications.ofPeople(ids),
    database.drafts.ofPeople(ids),
    database.firstAnswers.ofPeople(ids),
  ])
  const applicationsOf = byPerson(applications)
  const draftsOf = byPerson(drafts)
  return ({ id }) => ({
    saved: saved.get(id) ?? new Map<string, SavedStatus>(),
    applications: applicationsOf.get(id) ?? [],
    drafts: draftsOf.get(id) ?? [],
    firstAnswers: firstAnswers.get(id) ?? null,
  })
}

function byPerson<Row extends { readonly personId: number }>(all: readonly Row[]): ReadonlyMap<number, readonly Row[]> {
  const found = new Map<number, Row[]>()
  for (const each of all) found.set(each.personId, [...(found.get(each.personId) ?? []), each])
  return found
}

/** The changes to a person's checklist since they last saw it. */
export interface ChecklistNews {
  readonly causes: readonly ChangeCause[]
  /** Moved tasks that the person still has to do; tasks that are done or with staff are not reported. */
  readonly moves: Moves<ChecklistLine>
  /** Identifies the version on the page, so that the person cannot mark later changes as seen. */
  readonly key: string
}

/**
 * The changes to a person's checklist caused by changed facts since they last marked it as seen; passing days do not
 * count. On the first visit there is nothing to compare with, so the list is stored as seen.
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

/** Saves a person's own status of a task. */
export function saveTaskStatus(
  database: Database,
  { now }: Context,
  person: Person,
  task: string,
  status: SavedStatus,
): Promise<void> {
  return database.tasks.set(person.id, task, status, now)
}

/** Marks the changes on the person's page as seen. Changes since the page was rendered stay unseen. */
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
  standing: Standing,
  { today, routing }: Context,
): readonly ChecklistLine[] {
  const { saved, applications, drafts } = standing

  const persons: readonly PersonsApplication[] = [
    ...applications.map(application => ({ ...application, state: stateOf(application) })),
    ...drafts.map(({ task, form, answers }) => ({
      task,
      form,
      topic: draftTopic(form, answers, person, today),
      state: 'draft' as const,
    })),
  ]
  return checklistFor({ ...facts, ...knownOf(person, standing, today) }, today, routing.extraBankHolidays).map(
    item => ({
      ...item,
      status: statusFor(item, saved.get(item.task) ?? null, persons),
    }),
  )
}

/** What is known of a person besides the facts whose changes are news. What they said at first use counts first. */
function knownOf(person: Person, { applications, firstAnswers }: Standing, today: CalendarDay): KnownBesides {
  const newestFirst = applications.toSorted((one, other) => other.sentAt.getTime() - one.sentAt.getTime())
  const { answers, script } = toldInForms(newestFirst)
  const parole = [person.tariffExpiryDate, person.paroleEligibilityDate].filter(day => day !== null).toSorted()
  return {
    answers: { ...answers, ...firstAnswers },
    readingAnswered: person.askedAboutReadingAt !== null,
    comNamed: person.comName !== null,
    firstLanguage: person.firstLanguage,
    careExperienced: person.careExperienced,
    tagDate: person.tagDate,
    nextHearing: person.hearingDays.find(day => day >= today) ?? null,
    paroleFrom: parole[0] ?? null,
    script,
  }
}

function stateOf({ status, outcome, claimedBy }: Application): PersonsApplication['state'] {
  if (status === 'open') return claimedBy === null ? 'sent' : 'with-staff'
  return outcome === 'withdrawn' || outcome === 'person-left' ? 'ended' : 'answered'
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

/** The topic that a draft would have if it were sent now. */
function draftTopic(form: FormId, answers: Answers, person: Person, today: CalendarDay): Topic {
  return topicOf(findForm(form), answers, formFacts(person, today), today)
}
