import type { Person } from '../../../server/database'
import { assessedPathways, planStages, type AssessedPathway } from '../../../server/domain/assessments'
import { assessmentsOf } from '../../../server/use-cases/assessments/assessments'
import { planStageOf } from '../../../server/use-cases/assessments/resettlement-plan'
import { can } from '../../access/permissions'
import { findPerson } from '../../access/person-finder'
import { download, gone, view } from '../../page/answers'
import type { Asker, Find, Screen } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { personFrame } from '../../presenting/people/person-frame'
import { pathwayNamed, type ToldAnswer } from './forms'
import { planDocument, presentPathwayPage, presentGoal, presentPlan, answersAbout, type PlanView } from './presenter'

/** A pathway of a person's plan. */
export interface PersonsPathway {
  readonly person: Person
  readonly pathway: AssessedPathway
  /** What the person said in applications that the reader may see. */
  readonly toldAnswers: readonly ToldAnswer[]
}

/** Finds the pathway that an address names. */
export function findPathway({ database, words }: ConsoleDependencies): Find<PersonsPathway> {
  const t = words.in('en')
  const find = findPerson(database)
  return async asker => {
    const { req, staff, scope } = asker
    const pathway = pathwayNamed(req.params.pathway, assessedPathways) ?? gone()
    const person = await find(asker)
    const applications = can(staff.role, 'see-application')
      ? await database.applications.ofPersonInScope(person.id, scope)
      : []
    return { person, pathway, toldAnswers: answersAbout(pathway, applications, t) }
  }
}

/** The plan on one page. */
export function planScreen(dependencies: ConsoleDependencies): Screen<Person> {
  const t = dependencies.words.in('en')
  const frame = personFrame(dependencies)
  return async visit => {
    const [plan, goals] = await Promise.all([
      readPlan(dependencies, visit, visit.found),
      dependencies.database.ownGoals.shared(visit.found.id),
    ])
    const context = {
      ...(await frame(visit, visit.found, 'plan')),
      ...presentPlan(plan, t),
      goals: goals.map(goal => presentGoal(goal, t)),
    }
    return view('resettlement-plan/plan.njk', context, viewed(visit.found))
  }
}

/** The plan as a text file, to take over into OASys. */
export function planFile(dependencies: ConsoleDependencies): Screen<Person> {
  const t = dependencies.words.in('en')
  return async visit => {
    const plan = await readPlan(dependencies, visit, visit.found)
    const text = planDocument(plan, dependencies.now(), t)
    return download('plan.txt', 'text/plain; charset=utf-8', text, viewed(visit.found))
  }
}

/** One pathway, with the forms to write in it. */
export function pathwayScreen(dependencies: ConsoleDependencies): Screen<PersonsPathway> {
  const t = dependencies.words.in('en')
  const frame = personFrame(dependencies)
  return async visit => {
    const { person, pathway, toldAnswers } = visit.found
    const plan = await readPlan(dependencies, visit, person)
    const context = {
      ...(await frame(visit, person, 'plan')),
      ...presentPathwayPage(plan, pathway, toldAnswers, t),
    }
    return view('resettlement-plan/pathway.njk', context, viewed(person))
  }
}

async function readPlan(
  { database, context: contextNow }: ConsoleDependencies,
  { staff }: Asker,
  person: Person,
): Promise<PlanView> {
  const [stored, entries] = await Promise.all([
    database.assessments.ofPerson(person.id),
    database.plans.entries(person.id, person.custodyBegan),
  ])
  const context = contextNow()
  const stages: readonly string[] = planStages
  return {
    staff,
    person,
    today: context.today,
    stage: planStageOf(person, stored, context.today),
    entries,
    assessments: assessmentsOf(person, stored, context).filter(({ kind }) => stages.includes(kind)),
  }
}

function viewed({ id }: Person) {
  return { action: 'plan-viewed', personId: id }
}
