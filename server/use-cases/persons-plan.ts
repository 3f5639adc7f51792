import type { Application, Database, Person } from '../database'
import { isAboutPrivateTasks } from '../domain/checklist'
import type { Circumstances } from './circumstances'
import { checklistOf, standingsOf, type ChecklistLine, type Standing } from './persons-checklist'

/** What a person takes along: where each task stands, what waits for an answer, and their own notes. */
export interface PersonsPlan {
  readonly person: Person
  readonly lines: readonly ChecklistLine[]
  /** Sent and not answered yet. */
  readonly waiting: readonly Application[]
  /** By task; empty without the private parts. */
  readonly notes: ReadonlyMap<string, string>
}

/** @param withPrivateParts whether their own notes and the private topics are on it: the person chooses */
export async function personsPlan(
  database: Database,
  circumstances: Circumstances,
  person: Person,
  withPrivateParts: boolean,
): Promise<PersonsPlan> {
  const [standings, notes] = await Promise.all([
    standingsOf(database, [person]),
    withPrivateParts ? database.tasks.notes(person.id) : new Map<string, string>(),
  ])
  const plan = wholePlan(person, standings(person), circumstances)
  return withPrivateParts ? { ...plan, notes } : withoutPrivateParts(plan)
}

/** Plans for staff to hand out: nobody's private parts are on them, and nobody's notes are read. */
export async function plansToHandOut(
  database: Database,
  circumstances: Circumstances,
  people: readonly Person[],
): Promise<readonly PersonsPlan[]> {
  const standings = await standingsOf(database, people)
  return people.map(person => withoutPrivateParts(wholePlan(person, standings(person), circumstances)))
}

function wholePlan(person: Person, standing: Standing, circumstances: Circumstances): PersonsPlan {
  return {
    person,
    lines: checklistOf(person, standing, circumstances),
    waiting: standing.applications.filter(({ status }) => status === 'open'),
    notes: new Map(),
  }
}

function withoutPrivateParts(plan: PersonsPlan): PersonsPlan {
  const lines = plan.lines.filter(({ isPrivate }) => !isPrivate)
  const waiting = plan.waiting.filter(({ form, restricted }) => !restricted && !isAboutPrivateTasks(form))
  return { ...plan, lines, waiting, notes: new Map() }
}
