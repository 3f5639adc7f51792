import type { Translate } from '../../../server/content/words/words'
import { managesAllAccounts } from '../../../server/domain/staff/roles'
import type { HomeView } from './counts'

/**
 * What whoever keeps the service looks at first, also where nothing is wrong: accounts and jobs. Null for others, who
 * have locked accounts among their numbers.
 */
export function presentKept({ staff, locked, failedJobs }: HomeView, t: Translate) {
  if (!managesAllAccounts(staff.role)) return null
  return [
    ...(locked === null
      ? []
      : [{ text: t('console/home:kept.locked', { count: locked }), href: '/accounts', isBad: locked > 0 }]),
    ...(failedJobs === null
      ? []
      : [{ text: t('console/home:kept.jobs', { count: failedJobs }), href: '/jobs', isBad: failedJobs > 0 }]),
  ]
}
