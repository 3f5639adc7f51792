import type { CalendarDay } from '../calendar'
import type { Recipient } from './notifications'

/** About whom staff raise a concern: the person themselves, others at risk from them, or both. */
export const concernSubjects = ['person', 'others', 'both'] as const
export type ConcernSubject = (typeof concernSubjects)[number]

/** What came of an ACCT (PF App 1 §1). */
export const acctOutcomes = ['opened', 'open-already', 'not-needed'] as const
export type AcctOutcome = (typeof acctOutcomes)[number]

/** What is recorded of an ACCT when a concern is acknowledged. */
export interface AcctRecord {
  readonly acct: AcctOutcome
  readonly acctNumber: string | null
  readonly acctOn: CalendarDay | null
  readonly acctOpenedBy: string | null
  /** Why none is needed. */
  readonly acctBecause: string | null
}

/** Who works with a person, as far as telling them of a concern goes. */
export interface WorkedWith {
  readonly isUnsentenced: boolean
  readonly hasPom: boolean
  readonly hasCom: boolean
}

/**
 * Whom a concern that staff raise is passed to (PF 3.8, PF App 1 §2): the safety team; the POM, and the duty POM where
 * there is none or the person is not sentenced; the COM where there is no POM; and the pre-release team.
 *
 * @param raisedBy those who know it already, because one of them raised it
 */
export function toldOfConcern(
  { isUnsentenced, hasPom, hasCom }: WorkedWith,
  raisedBy: Recipient | null,
): readonly Recipient[] {
  const recipients: readonly Recipient[] = [
    'prison-safety',
    ...(hasPom ? (['pom'] as const) : []),
    ...(hasPom && !isUnsentenced ? [] : (['duty-pom'] as const)),
    ...(hasCom && !hasPom ? (['com'] as const) : []),
    'prt',
  ]
  // Somebody else of the safety team may be the one who can act.
  return recipients.filter(each => each !== raisedBy || each === 'prison-safety')
}

/** Who hands ACCT information to the COM: the POM, or the pre-release team where there is no POM (PF 3.8). */
export function handsAcctToCom({ hasPom }: Pick<WorkedWith, 'hasPom'>): 'pom' | 'prt' {
  return hasPom ? 'pom' : 'prt'
}

/** Whether nobody to whom a concern is addressed has opened it in the time in which somebody should. */
export function isUnopened(
  { raisedAt, openedAt }: { readonly raisedAt: Date; readonly openedAt: Date | null },
  hours: number,
  now: Date,
): boolean {
  return openedAt === null && now.getTime() - raisedAt.getTime() >= hours * 3_600_000
}
