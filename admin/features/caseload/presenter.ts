import type { Translate, WordingPart } from '../../../server/content/words/words'
import type { OwedByOfficer, StaffMember } from '../../../server/database'
import { can, isAllocatedAssessments, type Role } from '../../../server/domain/staff/roles'
import { enquiryWork } from '../../../server/domain/work/enquiries'
import type { Load, Moved } from '../../../server/use-cases/work/caseload'
import { workKinds, type WorkKind } from '../../../server/use-cases/work/kinds'
import { addressOf, readQuery } from '../../lists/queue-query'

interface Loads {
  readonly loads: ReadonlyMap<number | null, Load>
  /** The reader sees enquiries to other bodies. */
  readonly withEnquiries: boolean
}

export interface CaseloadView extends Loads {
  readonly reader: StaffMember
  /** The team, also those who have left while something is still theirs. */
  readonly colleagues: readonly StaffMember[]
}

const inOneSentence = new Intl.ListFormat('en-GB')

/** A count, with a link to the list that it counts; zero has no link. */
interface Count {
  readonly text: string
  readonly href: string | null
  /** Visually hidden text that says whose count it is. */
  readonly label: string
  readonly isLate: boolean
}

/** Who has how much: a row a colleague, and what is with nobody last. */
export function presentCaseload({ reader, colleagues, loads, withEnquiries }: CaseloadView, t: Translate) {
  const rows = colleagues
    .filter(({ id, active }) => active || loads.has(id))
    .map(({ id, name, role, active }) => {
      const load = loads.get(id)
      return {
        id,
        name,
        role: t(`console/permissions:roles.${role}`),
        hasLeft: !active,
        chooseLabel: t('console/caseload:choose', { name }),
        ...countsOf(load, id, name, t),
      }
    })
  return {
    pageName: t('console/caseload:title'),
    withEnquiries,
    rows,
    nobody: countsOf(loads.get(null), null, t('console/caseload:nobody'), t),
    receivers: [
      { value: '', text: t('console/caseload:move.nobody-yet') },
      { value: 'team', text: t('console/caseload:move.team') },
      ...colleagues
        .filter(({ active }) => active)
        .map(({ id, name }) => ({
          value: String(id),
          text: id === reader.id ? t('console/caseload:move.you', { name }) : name,
        })),
    ],
  }
}

/** What is about to move, and to whom. */
export function presentMove(
  from: readonly StaffMember[],
  to: StaffMember | null,
  { loads, withEnquiries }: Loads,
  t: Translate,
) {
  return {
    pageName: t('console/caseload:confirm.title'),
    back: '/caseload',
    from: from.map(({ id, name }) => {
      const load = loads.get(id)
      const parts = [
        t('console/caseload:confirm.applications', { count: load?.open ?? 0 }),
        t('console/caseload:confirm.assessments', { count: owedIn(load?.assessments ?? []) }),
        ...shownKinds(withEnquiries).map(kind =>
          t(`console/caseload:confirm.${kind}`, { count: load?.work[kind].open ?? 0 }),
        ),
      ]
      return { id, text: t('console/caseload:confirm.from', { name, what: inOneSentence.format(parts) }) }
    }),
    to: to === null ? 'team' : String(to.id),
    what:
      to === null
        ? t('console/caseload:confirm.to-team')
        : t(`console/caseload:confirm.to-colleague.${workHeldBy(to.role)}`, { name: to.name }),
  }
}

/** Which work somebody can be given, by their role. */
function workHeldBy(role: Role): WordingPart<'console/caseload:confirm.to-colleague.'> {
  if (isAllocatedAssessments(role)) return 'with-assessments'
  return can(role, enquiryWork.holderPermission) ? 'without-assessments' : 'without-assessments-or-enquiries'
}

/** What was moved, in words. */
export function presentMoved({ left, ...moved }: Moved, withEnquiries: boolean, t: Translate) {
  const text = [
    t('console/caseload:moved.applications', { count: moved.applications }),
    t('console/caseload:moved.assessments', { count: moved.assessments }),
    ...shownKinds(withEnquiries).map(kind => t(`console/caseload:moved.${kind}`, { count: moved.work[kind] })),
    ...(left.applications > 0 ? [t('console/caseload:moved.left.applications', { count: left.applications })] : []),
    ...workKinds
      .filter(kind => left.work[kind] > 0)
      .map(kind => t(`console/caseload:moved.left.${kind}`, { count: left.work[kind] })),
  ].join(' ')
  return { text, isAny: [moved.applications, moved.assessments, ...Object.values(moved.work)].some(count => count > 0) }
}

function shownKinds(withEnquiries: boolean): readonly WorkKind[] {
  return workKinds.filter(kind => withEnquiries || kind !== 'enquiries')
}

function owedIn(assessments: readonly OwedByOfficer[]): number {
  return assessments.reduce((sum, { overdue, due }) => sum + overdue + due, 0)
}

/** The counts of a row, by the columns of the page. */
function countsOf(load: Load | undefined, id: number | null, name: string, t: Translate) {
  const count = (
    what: WordingPart<'console/caseload:counts.'>,
    value: number,
    href: string,
    more: { isLate?: boolean; prison?: string | null } = {},
  ) => {
    const text = t(`console/caseload:counts.${what}`, { count: value })
    return {
      text: more.prison ? t('console/caseload:in-prison', { text, prison: more.prison }) : text,
      href: value === 0 ? null : href,
      label: t('console/caseload:label', { name }),
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
        `/assessments?prison=${prisonId}&state=${state}&kind=every&officer=${id ?? 'nobody'}`,
        { isLate: state === 'overdue', prison: some.length > 1 ? prisonName : null },
      ),
    )
  }
  const comRequests = id === null ? '/tasks?list=waiting' : `/tasks?by=${id}`
  const enquiries = id === null ? '/questions?list=unheld' : `/questions?by=${id}`
  const referrals = `/referrals?owner=${id ?? 'nobody'}`
  const work = (kind: WorkKind) => load?.work[kind] ?? { open: 0, overdue: 0 }
  const isLate = (kind: WorkKind) => ({ isLate: work(kind).overdue > 0 })
  return {
    applications: [
      count('open', load?.open ?? 0, addressOf(queue, whose)),
      count('overdue', load?.overdue ?? 0, addressOf(queue, { ...whose, due: 'overdue' }), { isLate: true }),
    ],
    assessments: [...assessments('overdue'), ...assessments('due')],
    comRequests: [count('comRequests', work('comRequests').open, comRequests, isLate('comRequests'))],
    enquiries: [count('enquiries', work('enquiries').open, enquiries, isLate('enquiries'))],
    referrals: [
      count('referrals', work('referrals').open, referrals),
      count('to-chase', work('referrals').overdue, `${referrals}&state=to-chase`, { isLate: true }),
    ],
    notifications: [
      count(
        'notifications',
        work('notifications').open,
        `/told-and-asked?list=carried-on&by=${id ?? 'nobody'}`,
        isLate('notifications'),
      ),
    ],
  }
}
