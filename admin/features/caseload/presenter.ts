import type { Translate } from '../../../server/content/words'
import type { OwedByOfficer, StaffMember } from '../../../server/database'
import type { Load, Moved } from '../../../server/use-cases/caseload'
import { addressOf, readQuery } from '../../queue-query'

export interface CaseloadView {
  readonly reader: StaffMember
  /** The team, also those who have left while something is still theirs. */
  readonly colleagues: readonly StaffMember[]
  readonly loads: ReadonlyMap<number | null, Load>
}

/** A number that leads to the list that it was counted from; without an address where it is nought. */
interface Count {
  readonly text: string
  readonly href: string | null
  /** Says for whoever only hears the link whose it is. */
  readonly label: string
  readonly isLate: boolean
}

/** Who has how much: a row a colleague, and what is with nobody last. */
export function presentCaseload({ reader, colleagues, loads }: CaseloadView, t: Translate) {
  const rows = colleagues
    .filter(({ id, active }) => active || loads.has(id))
    .map(({ id, name, role, active }) => {
      const load = loads.get(id)
      return {
        id,
        name,
        role: t(`staff/permissions:roles.${role}`),
        hasLeft: !active,
        chooseLabel: t('staff/caseload:choose', { name }),
        ...countsOf(load, id, name, t),
      }
    })
  return {
    pageName: t('staff/caseload:title'),
    rows,
    nobody: countsOf(loads.get(null), null, t('staff/caseload:nobody'), t),
    receivers: [
      { value: '', text: t('staff/caseload:move.nobody-yet') },
      { value: 'team', text: t('staff/caseload:move.team') },
      ...colleagues
        .filter(({ active }) => active)
        .map(({ id, name }) => ({
          value: String(id),
          text: id === reader.id ? t('staff/caseload:move.you', { name }) : name,
        })),
    ],
  }
}

/** What is about to move, and to whom. */
export function presentMove(
  from: readonly StaffMember[],
  to: StaffMember | null,
  loads: ReadonlyMap<number | null, Load>,
  t: Translate,
) {
  return {
    pageName: t('staff/caseload:confirm.title'),
    back: '/caseload',
    from: from.map(({ id, name }) => ({
      id,
      text: t('staff/caseload:confirm.from', {
        name,
        applications: t('staff/caseload:confirm.applications', { count: loads.get(id)?.open ?? 0 }),
        assessments: t('staff/caseload:confirm.assessments', { count: owedIn(loads.get(id)?.assessments ?? []) }),
        tasks: t('staff/caseload:confirm.tasks', { count: loads.get(id)?.tasks ?? 0 }),
      }),
    })),
    to: to === null ? 'team' : String(to.id),
    what:
      to === null
        ? t('staff/caseload:confirm.to-team')
        : t(to.role === 'officer' ? 'staff/caseload:confirm.to-officer' : 'staff/caseload:confirm.to-other', {
            name: to.name,
          }),
  }
}

/** What was moved, in words. */
export function presentMoved({ applications, assessments, tasks, left }: Moved, t: Translate): string {
  return [
    t('staff/caseload:moved.applications', { count: applications }),
    t('staff/caseload:moved.assessments', { count: assessments }),
    t('staff/caseload:moved.tasks', { count: tasks }),
    ...(left > 0 ? [t('staff/caseload:moved.left', { count: left })] : []),
  ].join(' ')
}

function owedIn(assessments: readonly OwedByOfficer[]): number {
  return assessments.reduce((sum, { overdue, due }) => sum + overdue + due, 0)
}

/** What is counted of each, by the columns of the page. */
function countsOf(load: Load | undefined, id: number | null, name: string, t: Translate) {
  const count = (
    what: string,
    value: number,
    href: string,
    more: { isLate?: boolean; prison?: string | null } = {},
  ) => {
    const text = t(`staff/caseload:counts.${what}`, { count: value })
    return {
      text: more.prison ? t('staff/caseload:in-prison', { text, prison: more.prison }) : text,
      href: value === 0 ? null : href,
      label: t('staff/caseload:label', { name }),
      isLate: (more.isLate ?? false) && value > 0,
    } satisfies Count
  }
  const queue = readQuery('')
  const whose = id === null ? ({ list: 'unclaimed' } as const) : ({ list: 'colleague', claimed: id } as const)
  const owed = load?.assessments ?? []
  const assessments = (state: 'overdue' | 'due') => {
    const some = owed.filter(each => each[state] > 0)
    if (some.length === 0) return [count(`assessments-${state}`, 0, '')]
    return some.map(({ prisonId, prisonName, ...each }) =>
      count(
        `assessments-${state}`,
        each[state],
        `/assessments?prison=${prisonId}&state=${state}&officer=${id ?? 'nobody'}`,
        { isLate: state === 'overdue', prison: some.length > 1 ? prisonName : null },
      ),
    )
  }
  const tasks = id === null ? '/tasks?list=waiting' : `/tasks?by=${id}`
  return {
    applications: [
      count('open', load?.open ?? 0, addressOf(queue, whose)),
      count('overdue', load?.overdue ?? 0, addressOf(queue, { ...whose, due: 'overdue' }), { isLate: true }),
    ],
    assessments: [...assessments('overdue'), ...assessments('due')],
    tasks: [count('tasks', load?.tasks ?? 0, tasks, { isLate: (load?.tasksOverdue ?? 0) > 0 })],
    referrals: id === null ? [] : [count('referrals', load?.toChase ?? 0, `/referrals?by=${id}`)],
  }
}
