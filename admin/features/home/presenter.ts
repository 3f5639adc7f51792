import type { Translate, WordingPart } from '../../../server/content/words/words'
import type {
  ComAbsence,
  ComRequestList,
  AssessmentCounts,
  ComPrison,
  CountInPrison,
  DoneForComKind,
  EnquiryList,
  NotificationList,
  SafetyConcern,
  ServiceCounts,
  StaffMember,
} from '../../../server/database'
import { dayInWords, type CalendarDay } from '../../../server/domain/calendar'
import { can } from '../../access/permissions'
import { comInWords } from '../../presenting/people/com-cover'
import { presentConcern } from '../../presenting/work/concern-rows'
import { presentDoneCounts } from '../../presenting/work/done-for-com'
import {
  overdueActionsAddressFor,
  queueAddressOf,
  seesAsCom,
  type HomeComRequestList,
  type HomeEnquiryList,
  type HomeNotificationList,
  type QueuePart,
} from './counts'
import { presentNotices, type HomeNotices } from './notices'

export interface HomeView {
  readonly staff: StaffMember
  readonly unread: HomeNotices
  /** Nobody has acknowledged them yet; the oldest first. */
  readonly concerns: readonly SafetyConcern[]
  /** Those of them that nobody has opened in time, for whoever watches that. */
  readonly unopened: readonly SafetyConcern[]
  readonly parts: readonly QueuePart[]
  readonly queue: Readonly<Record<string, number>>
  readonly assessments: readonly AssessmentCounts[]
  readonly notices: number
  /** Null for whoever does not see them. */
  readonly referrals: { readonly toChase: number; readonly askedOfCom: number } | null
  readonly taskLists: readonly HomeComRequestList[]
  readonly tasks: Readonly<Partial<Record<ComRequestList, number>>>
  readonly enquiryLists: readonly HomeEnquiryList[]
  readonly questions: Readonly<Partial<Record<EnquiryList, number>>>
  readonly notificationLists: readonly HomeNotificationList[]
  readonly notifications: Readonly<Partial<Record<NotificationList, number>>>
  readonly pinRequests: number
  /** Null for whoever does not see them. */
  readonly unreachableComs: number | null
  /** Null for whoever does not answer them. */
  readonly outsideRequests: Readonly<Record<'open' | 'overdue', number>> | null
  /** The names of the prisons whose duty POM the reader is today. */
  readonly dutyPrisons: readonly string[]
  /** For which COMs the reader covers today. */
  readonly covers: readonly ComAbsence[]
  /** How many people may have left; null for whoever cannot confirm it. */
  readonly mayHaveLeft: number | null
  /** Planned actions past their day that the reader's own side is to do; null for whoever does not see plans. */
  readonly overdueActions: number | null
  /** Who may be let go by a court with nothing planned, and who leaves with something not settled, in the next days. */
  readonly court: readonly CountInPrison[]
  readonly leaving: readonly CountInPrison[]
  /** How many local services are to be checked, in each prison and area that the reader looks after. */
  readonly services: readonly Pick<ServiceCounts, 'prisonId' | 'area' | 'overdue'>[]
  /** How many national facts and contacts are to be checked; null for whoever does not keep them. */
  readonly facts: number | null
  /** What readers answered in the last week; null for whoever does not see it. */
  readonly feedback: { readonly total: number; readonly hard: number } | null
  /** Null for all but COMs. */
  readonly com: {
    readonly prisons: readonly ComPrison[]
    readonly done: Readonly<Record<DoneForComKind, number>>
    readonly since: CalendarDay
  } | null
}

interface Line {
  readonly text: string
  /** The number that the text begins with; null where it begins with none. */
  readonly number: string | null
  /** Null when there is nothing to go to. */
  readonly href: string | null
  readonly isLate: boolean
}

const lateParts: readonly QueuePart[] = ['overdue', 'mine-overdue']

/** So many are named; the rest are on the list. */
const concernsShown = 5

/** What there is to do for this member of staff today: counts that lead to the lists behind them. */
export function presentHome(view: HomeView, t: Translate) {
  const { com } = view
  return {
    pageName: t('console/home:title'),
    concerns: [...presentConcerns('unopened', view.unopened, t), ...presentConcerns('waiting', view.concerns, t)],
    notices: presentNotices(view.unread, t),
    sections: (
      [
        { id: 'applications', lines: queueLines(view, t) },
        { id: 'assessments', lines: assessmentLines(view, t) },
        { id: 'tasks', lines: taskLines(view, t) },
        { id: 'notifications', lines: notificationLines(view, t) },
        { id: 'questions', lines: questionLines(view, t) },
        { id: 'people', lines: peopleLines(view, t) },
        { id: 'pages', lines: pageLines(view, t) },
      ] as const
    )
      .filter(({ lines }) => lines.length > 0)
      .map(({ id, lines }) => ({ id, title: t(`console/home:sections.${id}`), ...foldNoughts(lines) })),
    com: com && {
      prisons: com.prisons.map(({ name, people, leaving }) => ({ name, people, leaving })),
      doneTitle: t('console/home:com.done', { day: dayInWords(com.since) }),
      done: presentDoneCounts(com.done, com.since, t),
    },
  }
}

/** What there is to do, each with its number to be read at a glance; and what is nought, which needs no room. */
function foldNoughts(lines: readonly Line[]) {
  const isNought = ({ number, href }: Line) => number !== null && href === null
  return {
    lines: lines
      .filter(each => !isNought(each))
      .map(({ text, number, ...rest }) => ({ ...rest, number, text: text.slice(number?.length ?? 0).trim() })),
    noughts: lines.filter(isNought).map(({ text }) => text),
  }
}

/** A list of people who may not be safe, by name; none where nobody is in it. */
function presentConcerns(which: 'waiting' | 'unopened', concerns: readonly SafetyConcern[], t: Translate) {
  if (concerns.length === 0) return []
  const more = concerns.length - concernsShown
  return [
    {
      id: `concerns-${which}`,
      title: t(`console/home:concerns.${which}`),
      rows: concerns.slice(0, concernsShown).map(each => presentConcern(each, t)),
      more: more > 0 ? t('console/home:concerns.more', { count: more }) : null,
    },
  ]
}

function queueLines({ parts, queue }: HomeView, t: Translate): readonly Line[] {
  return parts.map(part =>
    line(`queue.${part}`, queue[part] ?? 0, queueAddressOf(part), t, { isLate: lateParts.includes(part) }),
  )
}

function assessmentLines({ staff, assessments }: HomeView, t: Translate): readonly Line[] {
  if (!can(staff.role, 'see-assessments')) return []
  if (seesAsCom(staff)) {
    const total = (name: 'overdue' | 'due') => assessments.reduce((sum, each) => sum + each[name], 0)
    return (['overdue', 'due'] as const).map(name =>
      line(`assessments.${name}`, total(name), `/assessments?state=${name}`, t, { isLate: name === 'overdue' }),
    )
  }
  const isOne = staff.prisons.length === 1
  return assessments.flatMap(({ prisonId, prisonName, ...counts }) => {
    const names = [
      ...(['overdue', 'due'] as const),
      can(staff.role, 'allocate-assessments') ? ('unallocated' as const) : ('mine' as const),
    ]
    const queries = { overdue: 'state=overdue', due: 'state=due', mine: 'officer=mine', unallocated: 'officer=nobody' }
    return names.map(name =>
      line(`assessments.${name}`, counts[name], `/assessments?prison=${prisonId}&${queries[name]}`, t, {
        isLate: name === 'overdue',
        where: isOne ? null : prisonName,
      }),
    )
  })
}

function taskLines({ taskLists, tasks }: HomeView, t: Translate): readonly Line[] {
  return taskLists.map(list =>
    line(`tasks.${list}`, tasks[list] ?? 0, list === 'open' ? '/tasks' : `/tasks?list=${list}`, t, {
      isLate: list === 'overdue',
    }),
  )
}

function questionLines({ enquiryLists, questions }: HomeView, t: Translate): readonly Line[] {
  return enquiryLists.map(list =>
    line(`questions.${list}`, questions[list] ?? 0, `/questions?list=${list}`, t, {
      isLate: list === 'overdue' || list === 'for-body-overdue',
    }),
  )
}

function notificationLines({ notificationLists, notifications }: HomeView, t: Translate): readonly Line[] {
  return notificationLists.map(list =>
    line(`notifications.${list}`, notifications[list] ?? 0, `/told-and-asked?list=${list}`, t, {
      isLate: list === 'tell',
    }),
  )
}

function peopleLines(view: HomeView, t: Translate): readonly Line[] {
  const { staff, notices, referrals, pinRequests, overdueActions, court, leaving, mayHaveLeft } = view
  return [
    ...view.dutyPrisons.map(where => ({
      text: t('console/home:people.duty', { where }),
      number: null,
      href: '/people',
      isLate: false,
    })),
    ...view.covers.map(absence => ({
      text: t('console/home:people.covers', { com: comInWords(absence, t) }),
      number: null,
      href: '/people',
      isLate: false,
    })),
    ...(can(staff.role, 'see-leaving')
      ? [
          ...linesByPrison(staff, 'people.court', court, '/court-list?plan=none', t),
          ...linesByPrison(staff, 'people.leaving', leaving, '/leaving?weeks=1&missing=anything', t),
        ]
      : []),
    ...(mayHaveLeft === null ? [] : [line('people.may-have-left', mayHaveLeft, '/left', t)]),
    ...(referrals ? [line('people.chase', referrals.toChase, '/referrals?state=to-chase', t)] : []),
    ...(referrals && seesAsCom(staff)
      ? [line('people.asked-of-com', referrals.askedOfCom, '/referrals?state=asked-com', t)]
      : []),
    ...(overdueActions === null ? [] : [line('people.actions', overdueActions, overdueActionsAddressFor(staff), t)]),
    ...(view.outsideRequests === null
      ? []
      : [
          line('people.outside-requests', view.outsideRequests.open, '/outside-requests', t, {
            isLate: view.outsideRequests.overdue > 0,
          }),
        ]),
    ...(view.unreachableComs === null
      ? []
      : [line('people.unreachable-coms', view.unreachableComs, '/unreachable-coms', t)]),
    ...(can(staff.role, 'see-notices') ? [line('people.moved', notices, '/queue', t)] : []),
    ...(can(staff.role, 'make-pin-slip') ? [line('people.pins', pinRequests, '/people', t)] : []),
  ]
}

function pageLines({ staff, services, facts, feedback }: HomeView, t: Translate): readonly Line[] {
  const toCheck = services.filter(({ overdue }) => overdue > 0)
  const [only] = toCheck
  const address = toCheck.length === 1 && only ? `/services/${only.prisonId ?? `areas/${only.area}`}` : '/services'
  const count = toCheck.reduce((sum, { overdue }) => sum + overdue, 0)
  return [
    ...(can(staff.role, 'edit-services') ? [line('pages.services', count, address, t)] : []),
    ...(facts === null ? [] : [line('pages.facts', facts, '/facts', t)]),
    ...(feedback
      ? [
          line('pages.hard', feedback.hard, '/page-feedback', t),
          line('pages.answers', feedback.total, '/page-feedback', t),
        ]
      : []),
  ]
}

/** One line for each prison where there is somebody, as the lists are of one prison; of all prisons for a COM. */
function linesByPrison(
  staff: StaffMember,
  words: WordingPart<'console/home:'>,
  counts: readonly CountInPrison[],
  href: string,
  t: Translate,
): readonly Line[] {
  if (seesAsCom(staff) || counts.length === 0) {
    const total = counts.reduce((sum, { count }) => sum + count, 0)
    return [line(words, total, href, t)]
  }
  return counts.map(({ prisonId, prisonName, count }) =>
    line(words, count, `${href}&prison=${prisonId}`, t, { where: staff.prisons.length === 1 ? null : prisonName }),
  )
}

function line(
  words: WordingPart<'console/home:'>,
  count: number,
  href: string,
  t: Translate,
  { isLate = false, where = null }: { readonly isLate?: boolean; readonly where?: string | null } = {},
): Line {
  const text = t(`console/home:${words}`, { count })
  return {
    number: /^[\d,]+/.exec(text)?.[0] ?? null,
    text: where === null ? text : t('console/home:in-prison', { text, prison: where }),
    href: count === 0 ? null : href,
    isLate: isLate && count > 0,
  }
}
