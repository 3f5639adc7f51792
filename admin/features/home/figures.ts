import type { Translate, WordingPart } from '../../../server/content/words/words'
import type { CountInPrison, StaffMember } from '../../../server/database'
import type { AssessmentKind } from '../../../server/domain/assessments'
import { managesAllAccounts } from '../../../server/domain/staff/roles'
import { assessmentKindsFor } from '../../access/assessment-kinds'
import { can } from '../../access/permissions'
import { comInWords } from '../../presenting/people/com-cover'
import {
  overdueActionsAddressFor,
  queueAddressOf,
  seesAsCom,
  settlesForTeam,
  type HomeView,
  type QueuePart,
} from './counts'
import { presentDecide } from './decide'

/** A number that leads to the list behind it. */
export interface Figure {
  readonly count: number
  /** What is counted, without the number. */
  readonly text: string
  readonly href: string
  readonly isLate: boolean
  /** Of that number, what says more; null for nothing. */
  readonly sub: string | null
  /** A manager settles it: it stands in what is to decide. */
  readonly isSettled: boolean
}

/** So many stand in the grid; the others in one line below it. */
const gridSize = 9

/** The people of one name and birth date among all of the reader's. */
const everybodyAlike = '/receptions/same-people?of=everybody'

const lateParts: readonly QueuePart[] = ['overdue']
/** What a part says more of, by another part that is counted with it. */
const subParts = { overdue: 'overdue-unclaimed', today: 'today-unclaimed', 'from-person': 'from-person-mine' } as const

type ShownPart = Exclude<QueuePart, (typeof subParts)[keyof typeof subParts]>

/** What a manager settles, what waits as a grid, what is beyond it in one line, and what is nought in one sentence. */
export function presentFigures(view: HomeView, t: Translate) {
  const figures = [
    ...queueFigures(view, t),
    ...assessmentFigures(view, t),
    ...taskFigures(view, t),
    ...questionFigures(view, t),
    ...notificationFigures(view, t),
    ...peopleFigures(view, t),
    ...pageFigures(view, t),
  ]
  const decides = settlesForTeam(view.staff)
  const noughts = figures.filter(({ count }) => count === 0).map(({ text }) => text)
  const waiting = figures.filter(({ count }) => count > 0)
  const presented = waiting.filter(({ isSettled }) => !decides || !isSettled).map(inDigits)
  return {
    decide: decides ? presentDecide(view, waiting.filter(({ isSettled }) => isSettled).map(inDigits), t) : null,
    figures: {
      title: titleOf(view, t),
      note: view.parts.length > 0 ? t('console/home:numbers.note') : null,
      grid: presented.slice(0, gridSize),
      also: presented.slice(gridSize),
      nothing: noughts.length > 0 ? t('console/home:numbers.nothing', { list: inOneSentence.format(noughts) }) : null,
    },
  }
}

const digits = new Intl.NumberFormat('en-GB')
const inOneSentence = new Intl.ListFormat('en-GB')

function inDigits({ count, ...rest }: Figure) {
  return { ...rest, number: digits.format(count) }
}

function titleOf({ staff, parts, prisonName }: HomeView, t: Translate): string {
  if (parts.length === 0 || seesAsCom(staff)) return t('console/home:numbers.other')
  return prisonName === null
    ? t('console/home:numbers.team')
    : t('console/home:numbers.team-in', { prison: prisonName })
}

function queueFigures({ parts, queue }: HomeView, t: Translate): readonly Figure[] {
  return (
    parts
      .filter(part => !(Object.values(subParts) as readonly QueuePart[]).includes(part))
      // Appeals are named where they are decided.
      .filter(part => part !== 'another-look' || (queue[part] ?? 0) === 0)
      .map(part => {
        const sub = part in subParts ? subParts[part as keyof typeof subParts] : null
        const count = sub === null ? 0 : (queue[sub] ?? 0)
        return figure(`queue.${part as ShownPart}`, queue[part] ?? 0, queueAddressOf(part), t, {
          isLate: lateParts.includes(part),
          sub: sub === null || count === 0 ? null : t(`console/home:numbers.${sub}`, { count }),
        })
      })
  )
}

/** Each kind that the reader's team does, in each prison where there are several. */
function assessmentFigures({ staff, assessments }: HomeView, t: Translate): readonly Figure[] {
  const isOne = seesAsCom(staff) || staff.prisons.length <= 1
  const kinds = assessmentKindsFor(staff)
  return kinds.flatMap(kind => {
    const ofKind = assessments.filter(each => each.kind === kind)
    if (isOne)
      return [assessmentFigure(kind, total(ofKind), { staff, prison: ofKind[0]?.prisonId ?? null, name: null }, t)]
    if (ofKind.length === 0) return [assessmentFigure(kind, total([]), { staff, prison: null, name: null }, t)]
    return ofKind.map(each => assessmentFigure(kind, each, { staff, prison: each.prisonId, name: each.prisonName }, t))
  })
}

type Owed = Readonly<Record<'overdue' | 'due' | 'unallocated', number>>

function total(counts: readonly Owed[]): Owed {
  const sum = (name: keyof Owed) => counts.reduce((all, each) => all + each[name], 0)
  return { overdue: sum('overdue'), due: sum('due'), unallocated: sum('unallocated') }
}

function assessmentFigure(
  kind: AssessmentKind,
  { overdue, due, unallocated }: Owed,
  {
    staff,
    prison,
    name,
  }: { readonly staff: StaffMember; readonly prison: string | null; readonly name: string | null },
  t: Translate,
): Figure {
  const state = overdue > 0 ? 'overdue' : 'due'
  const inPrison = prison === null || seesAsCom(staff) ? '' : `prison=${prison}&`
  const subs = [
    ...(name === null ? [] : [name]),
    ...(overdue > 0 && due > 0 ? [t('console/home:numbers.due', { count: due })] : []),
    ...(unallocated > 0 && can(staff.role, 'allocate-assessments')
      ? [t('console/home:numbers.unallocated', { count: unallocated })]
      : []),
  ]
  return {
    count: overdue > 0 ? overdue : due,
    text: t(`console/home:numbers.assessment.${state}`, { kind: t(`console/assessments:kinds.${kind}`) }),
    href: `/assessments?${inPrison}state=${state}&kind=${kind}`,
    isLate: overdue > 0,
    isSettled: false,
    sub: subs.length > 0 ? subs.join(', ') : null,
  }
}

function taskFigures({ taskLists, tasks }: HomeView, t: Translate): readonly Figure[] {
  return taskLists.map(list =>
    figure(`tasks.${list}`, tasks[list] ?? 0, list === 'open' ? '/tasks' : `/tasks?list=${list}`, t, {
      isLate: list === 'overdue',
    }),
  )
}

function questionFigures({ enquiryLists, questions }: HomeView, t: Translate): readonly Figure[] {
  return enquiryLists.map(list =>
    figure(`questions.${list}`, questions[list] ?? 0, `/questions?list=${list}`, t, {
      isLate: list === 'overdue' || list === 'for-body-overdue',
    }),
  )
}

function notificationFigures({ notificationLists, notifications }: HomeView, t: Translate): readonly Figure[] {
  return notificationLists.map(list =>
    figure(`notifications.${list}`, notifications[list] ?? 0, `/told-and-asked?list=${list}`, t, {
      isLate: list === 'tell',
    }),
  )
}

function peopleFigures(view: HomeView, t: Translate): readonly Figure[] {
  const { staff, notices, referrals, pinRequests, overdueActions, court, leaving, mayHaveLeft } = view
  const { outsideRequests, unreachableComs, samePeople, refusedRows } = view
  return [
    ...(referrals ? [figure('people.chase', referrals.toChase, '/referrals?state=to-chase', t)] : []),
    ...(referrals && seesAsCom(staff)
      ? [figure('people.asked-of-com', referrals.askedOfCom, '/referrals?state=asked-com', t)]
      : []),
    ...(can(staff.role, 'see-leaving')
      ? [
          ...figuresByPrison(staff, 'people.leaving', leaving, '/leaving?weeks=1&missing=anything', t),
          ...figuresByPrison(staff, 'people.court', court, '/court-list?plan=none', t),
        ]
      : []),
    ...(mayHaveLeft === null ? [] : [figure('people.may-have-left', mayHaveLeft, '/left', t, { isSettled: true })]),
    ...(outsideRequests === null
      ? []
      : [
          figure('people.outside-requests', outsideRequests.open, '/outside-requests', t, {
            isLate: outsideRequests.overdue > 0,
            sub:
              outsideRequests.overdue > 0 ? t('console/home:numbers.late', { count: outsideRequests.overdue }) : null,
          }),
        ]),
    ...(overdueActions === null ? [] : [figure('people.actions', overdueActions, overdueActionsAddressFor(staff), t)]),
    ...(unreachableComs === null
      ? []
      : [
          figure('people.unreachable-coms', unreachableComs.people, '/unreachable-coms', t, {
            isSettled: true,
            sub:
              unreachableComs.ofAbsentComs > 0
                ? t('console/home:people.of-absent-coms', { count: unreachableComs.ofAbsentComs })
                : null,
          }),
        ]),
    ...(samePeople === null ? [] : [figure('people.same-people', samePeople, everybodyAlike, t, { isSettled: true })]),
    ...(refusedRows === null
      ? []
      : [figure('people.refused-rows', refusedRows, '/imports/refused', t, { isSettled: true })]),
    ...(can(staff.role, 'see-notices') ? [figure('people.moved', notices, '/queue', t)] : []),
    ...(can(staff.role, 'make-pin-slip') ? [figure('people.pins', pinRequests, '/people', t)] : []),
  ]
}

function pageFigures(
  { staff, services, facts, feedback, locked, failedJobs }: HomeView,
  t: Translate,
): readonly Figure[] {
  // They stand on their own for whoever keeps the service.
  const keepsAccounts = managesAllAccounts(staff.role)
  const toCheck = services.filter(({ overdue }) => overdue > 0)
  const [only] = toCheck
  const address = toCheck.length === 1 && only ? `/services/${only.prisonId ?? `areas/${only.area}`}` : '/services'
  const count = toCheck.reduce((sum, { overdue }) => sum + overdue, 0)
  return [
    ...(locked === null || keepsAccounts
      ? []
      : [figure('pages.locked', locked, '/accounts', t, { isLate: true, isSettled: true })]),
    ...(failedJobs === null || keepsAccounts ? [] : [figure('pages.jobs', failedJobs, '/jobs', t, { isLate: true })]),
    ...(can(staff.role, 'edit-services') ? [figure('pages.services', count, address, t)] : []),
    ...(facts === null ? [] : [figure('pages.facts', facts, '/facts', t)]),
    ...(feedback
      ? [
          figure('pages.hard', feedback.hard, '/page-feedback', t),
          figure('pages.answers', feedback.total, '/page-feedback', t),
        ]
      : []),
  ]
}

/** One figure for each prison where there is somebody, as the lists are of one prison; of all prisons for a COM. */
function figuresByPrison(
  staff: StaffMember,
  words: FigureWords,
  counts: readonly CountInPrison[],
  href: string,
  t: Translate,
): readonly Figure[] {
  if (seesAsCom(staff) || counts.length === 0) {
    return [
      figure(
        words,
        counts.reduce((sum, { count }) => sum + count, 0),
        href,
        t,
      ),
    ]
  }
  return counts.map(({ prisonId, prisonName, count }) =>
    figure(words, count, `${href}&prison=${prisonId}`, t, { sub: staff.prisons.length === 1 ? null : prisonName }),
  )
}

type FigureWords = WordingPart<'console/home:'>

function figure(
  words: FigureWords,
  count: number,
  href: string,
  t: Translate,
  { isLate = false, sub = null, isSettled = false }: Partial<Pick<Figure, 'isLate' | 'sub' | 'isSettled'>> = {},
): Figure {
  return { count, text: t(`console/home:${words}`, { count }), href, isLate: isLate && count > 0, sub, isSettled }
}

/** What the reader is today in others' place: the duty POM, or who covers for a COM. */
export function presentStandingIn({ dutyPrisons, covers }: HomeView, t: Translate): readonly string[] {
  return [
    ...dutyPrisons.map(where => t('console/home:people.duty', { where })),
    ...covers.map(absence => t('console/home:people.covers', { com: comInWords(absence, t) })),
  ]
}
