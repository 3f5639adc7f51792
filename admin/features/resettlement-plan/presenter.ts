import type { Translate } from '../../../server/content/words/words'
import type { Application, OwnGoal, Person, StaffMember, WrittenPlanEntry } from '../../../server/database'
import { feelSafe, findForm } from '../../../server/domain/applications'
import {
  isPastItsDay,
  pathwaysLeft,
  planFrom,
  planStages,
  responsibles,
  type AssessedPathway,
  type AssessmentKind,
  type PathwayPlan,
  type PlanStage,
} from '../../../server/domain/assessments'
import { dayInWords, londonToday, type CalendarDay } from '../../../server/domain/calendar'
import { topicEntry } from '../../../server/domain/topics'
import type { PersonsAssessment } from '../../../server/use-cases/assessments/assessments'
import { can } from '../../access/permissions'
import { presentAnswers } from '../../presenting/applications/answers'
import { momentInWords } from '../../presenting/moments'
import { presentAssessment } from '../../presenting/people/assessment-rows'
import { planTextLimit, type ToldAnswer } from './forms'

export interface PlanView {
  readonly staff: StaffMember
  readonly person: Person
  readonly today: CalendarDay
  readonly stage: PlanStage
  readonly entries: readonly WrittenPlanEntry[]
  /** The assessments that the plan is made for, as the clock has them. */
  readonly assessments: readonly PersonsAssessment[]
}

/** A goal that the person shares, in their own words. */
export function presentGoal({ goal, addedAt, doneAt }: OwnGoal, t: Translate) {
  const state = doneAt === null ? 'added' : 'done'
  const day = dayInWords(londonToday(doneAt ?? addedAt))
  return { text: goal, state: t(`console/resettlement-plan:goals.${state}`, { day }) }
}

/** The plan on one page: each pathway as it stands, what is left to say, and the trail. */
export function presentPlan({ staff, person, today, stage, entries, assessments }: PlanView, t: Translate) {
  const plan = planFrom(entries)
  const left = isOpen(stage, assessments) ? pathwaysLeft(plan, stage) : []
  const address = addressOf(person)
  return {
    ...heading(person, t),
    back: `/people/${person.prisonNumber}`,
    address,
    stage,
    ...presentStage(stage, assessments, t),
    assessments: assessments.map(each => ({
      ...presentAssessment(each, t),
      note: each.doneOn !== null && isLackingIn(plan, each.kind) ? t('console/resettlement-plan:elsewhere') : null,
    })),
    mayWrite: can(staff.role, 'write-plan'),
    pathways: plan.map(part => ({
      ...presentPathway(part, today, t),
      href: `${address}/${part.pathway}`,
      isLeft: left.includes(part.pathway),
    })),
    isComplete: left.length === 0,
    trail: entries.map(entry => presentEntry(entry, entries, t)).reverse(),
    documentAddress: `${address}/document`,
  }
}

/** One pathway, with the forms to say what was found and planned. */
export function presentPathwayPage(
  { staff, person, today, stage, entries, assessments }: PlanView,
  pathway: AssessedPathway,
  toldAnswers: readonly ToldAnswer[],
  t: Translate,
) {
  const part = planFrom(entries).find(each => each.pathway === pathway)!
  return {
    ...heading(person, t),
    back: addressOf(person),
    address: `${addressOf(person)}/${pathway}`,
    ...presentPathway(part, today, t),
    ...presentStage(stage, assessments, t),
    mayWrite: can(staff.role, 'write-plan'),
    askAddress: can(staff.role, 'make-enquiry') ? `/people/${person.prisonNumber}/questions?pathway=${pathway}` : null,
    isReview: stage === 'twelve-week-review' && isOpen(stage, assessments),
    hasNothing: part.needs.length === 0 && part.actions.length === 0,
    toConfirm: toldAnswers.filter(({ text }) => !isWritten(part, text)).map(({ id, text }) => ({ value: id, text })),
    limit: planTextLimit,
    responsibles: responsibles.map(value => ({ value, text: t(`console/resettlement-plan:responsible.${value}`) })),
  }
}

/**
 * What the person told in their applications about a pathway, to be confirmed instead of typed again. Nothing that is
 * restricted: a plan has other readers, and goes to OASys. Whether somebody is safe and whom staff may tell are kept in
 * places of their own, where they can change.
 */
export function answersAbout(
  pathway: AssessedPathway,
  applications: readonly Application[],
  t: Translate,
): readonly ToldAnswer[] {
  return applications
    .filter(({ topic, restricted }) => topicEntry(topic).pathway === pathway && !restricted)
    .flatMap(application =>
      presentAnswers(application, t)
        .filter(({ id }) => !isKeptElsewhere(application, id))
        .map(({ question, answers }, index) => ({
          id: `${application.reference}-${index}`,
          text: shortened(`${question} ${answers.join('; ')}`),
        })),
    )
}

function isKeptElsewhere({ form }: Application, id: string): boolean {
  const question = findForm(form).questions.find(each => each.id === id)
  return id === feelSafe.id || (question?.kind === 'one' && question.consent !== undefined)
}

/** Whether the assessment that the plan is made for is still to be completed. High risk has no 12-week review. */
function isOpen(stage: PlanStage, assessments: PlanView['assessments']): boolean {
  return assessments.some(({ kind, doneOn }) => kind === stage && doneOn === null)
}

/** What was recorded as done although the plan here does not say something of every pathway is written elsewhere. */
function isLackingIn(plan: readonly PathwayPlan[], kind: AssessmentKind): boolean {
  const stage = planStages.find(each => each === kind)
  return stage !== undefined && pathwaysLeft(plan, stage).length > 0
}

function presentStage(stage: PlanStage, assessments: PlanView['assessments'], t: Translate) {
  const stageName = t(`console/assessments:kinds.${stage}`)
  const isDue = assessments.some(({ kind }) => kind === stage)
  return {
    stageName,
    isStageOpen: isOpen(stage, assessments),
    now: isOpen(stage, assessments)
      ? t('console/resettlement-plan:stage', { stage: stageName })
      : t(isDue ? 'console/resettlement-plan:nothing-due' : 'console/resettlement-plan:no-review'),
  }
}

/** The plan as a text that can be taken over into OASys. */
export function planDocument({ person, today, entries, assessments }: PlanView, madeAt: Date, t: Translate): string {
  const plan = planFrom(entries).map(part => presentPathway(part, today, t))
  const lines = [
    t('console/resettlement-plan:document.title', {
      name: `${person.firstName} ${person.lastName}`,
      prisonNumber: person.prisonNumber,
    }),
    person.prisonName,
    t('console/resettlement-plan:document.made', { at: momentInWords(madeAt) }),
    ...assessments.map(each => {
      const { what, due, tag, done } = presentAssessment(each, t)
      return `${what}: ${done?.text ?? t('console/resettlement-plan:document.not-done', { state: tag.text, due })}`
    }),
    ...plan.flatMap(({ title, needs, actions, told, state }) => [
      '',
      title.toUpperCase(),
      state,
      ...told.map(text => `- ${t('console/resettlement-plan:told-and-confirmed')}: ${text}`),
      ...needs.map(({ text, tag }) => `- ${t('console/resettlement-plan:needs')}: ${text} (${tag})`),
      ...actions.map(
        ({ text, tag, responsible, due }) =>
          `- ${t('console/resettlement-plan:actions')}: ${text} (${responsible}; ${due}; ${tag})`,
      ),
    ]),
    '',
    t('console/resettlement-plan:trail').toUpperCase(),
    ...entries.map(entry => {
      const { what, by } = presentEntry(entry, entries, t)
      return `- ${by}: ${what}`
    }),
  ]
  return `${lines.join('\r\n')}\r\n`
}

function presentPathway({ pathway, needs, actions, told, saidIn }: PathwayPlan, today: CalendarDay, t: Translate) {
  const state = needs.length > 0 ? 'needs' : saidIn.size > 0 ? 'no-need' : 'nothing-yet'
  return {
    pathway,
    title: t(`console/resettlement-plan:pathways.${pathway}`),
    state: t(`console/resettlement-plan:states.${state}`, { count: needs.length }),
    told,
    needs: needs.map(({ id, text, isMet }) => ({
      id,
      text,
      isOpen: !isMet,
      tag: t(`console/resettlement-plan:need-states.${isMet ? 'met' : 'open'}`),
    })),
    actions: actions.map(action => ({
      id: action.id,
      text: action.text,
      isOpen: action.state === 'to-do',
      tag: t(
        isPastItsDay(action, today)
          ? 'console/resettlement-plan:late'
          : `console/resettlement-plan:action-states.${action.state}`,
      ),
      responsible: t(`console/resettlement-plan:responsible.${action.responsible}`),
      due: action.due === null ? t('console/resettlement-plan:no-day') : dayInWords(action.due),
    })),
  }
}

/** What is put to the COM when the assessment is complete: the needs that are open in each pathway, and what is proposed. */
export function needsInWords(plan: readonly PathwayPlan[], t: Translate): string {
  const lines = plan.flatMap(({ pathway, needs, actions }) => {
    const open = needs.filter(({ isMet }) => !isMet)
    if (open.length === 0) return []
    return [
      t(`console/resettlement-plan:pathways.${pathway}`),
      ...open.map(({ text }) => t('console/resettlement-plan:to-com.need', { text })),
      ...actions
        .filter(({ state }) => state === 'to-do')
        .map(({ text, responsible, due }) =>
          t('console/resettlement-plan:to-com.action', {
            text,
            responsible: t(`console/resettlement-plan:responsible.${responsible}`),
            due: due === null ? t('console/resettlement-plan:no-day') : dayInWords(due),
          }),
        ),
    ]
  })
  return [t('console/resettlement-plan:to-com.asked'), ...lines].join('\n')
}

/** What is confirmed, or taken for a need, is not asked again. */
function isWritten({ told, needs }: PathwayPlan, text: string): boolean {
  return told.includes(text) || needs.some(need => need.text === text)
}

function presentEntry(entry: WrittenPlanEntry, entries: readonly WrittenPlanEntry[], t: Translate) {
  const about = 'about' in entry && entries.find(({ id }) => id === entry.about)
  const text = 'text' in entry && entry.text ? entry.text : about && 'text' in about ? about.text : ''
  return {
    what: t(`console/resettlement-plan:wrote.${entry.kind}`, {
      pathway: t(`console/resettlement-plan:pathways.${entry.pathway}`),
      text,
    }),
    by: t('console/common:by-and-when', { name: entry.staffName, when: momentInWords(entry.writtenAt) }),
  }
}

function heading(person: Person, t: Translate) {
  return {
    pageName: t('console/resettlement-plan:page-name'),
    name: `${person.firstName} ${person.lastName}`,
    prisonNumber: person.prisonNumber,
  }
}

function addressOf({ prisonNumber }: Person): string {
  return `/people/${prisonNumber}/plan`
}

function shortened(text: string): string {
  return text.length <= planTextLimit ? text : `${text.slice(0, planTextLimit - 1)}…`
}
