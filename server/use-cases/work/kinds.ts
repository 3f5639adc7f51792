import { comRequestWork } from '../../domain/work/com-requests'
import { enquiryWork } from '../../domain/work/enquiries'
import { notificationWork } from '../../domain/work/notifications'
import { referralWork } from '../../domain/work/referrals'
import type { KindOfWork } from '../../domain/work/work'

/** The kinds of work that are held and reassigned, by the names of their repositories. Of notifications it is what is carried on. */
export const workKinds = ['comRequests', 'enquiries', 'referrals', 'notifications'] as const
export type WorkKind = (typeof workKinds)[number]

interface WorkKindEntry {
  readonly work: KindOfWork<string, string>
  /** What stored audit entries call it. */
  readonly auditName: 'task' | 'question' | 'referral' | 'notification'
}

export const workKindTable: Readonly<Record<WorkKind, WorkKindEntry>> = {
  comRequests: { work: comRequestWork, auditName: 'task' },
  enquiries: { work: enquiryWork, auditName: 'question' },
  referrals: { work: referralWork, auditName: 'referral' },
  notifications: { work: notificationWork, auditName: 'notification' },
}

/** Something of each kind of work. */
export function ofEachKind<Value>(valueOf: (kind: WorkKind) => Value): Readonly<Record<WorkKind, Value>> {
  return {
    comRequests: valueOf('comRequests'),
    enquiries: valueOf('enquiries'),
    referrals: valueOf('referrals'),
    notifications: valueOf('notifications'),
  }
}
