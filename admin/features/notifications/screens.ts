import { notificationPageSize, type Application, type Notification, type StaffMember } from '../../../server/database'
import type { Reads } from '../../../server/database/reads'
import { rolesThatAct } from '../../../server/domain/staff/roles'
import { notificationScopeFor } from '../../../server/use-cases/accounts/access-scopes'
import { pageOf } from '../../lists/page-of'
import { view } from '../../page/answers'
import type { Asker, Screen } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { listQuery } from './forms'
import { listsFor, presentList, presentOneNotification } from './presenter'

/** A notification, and the application that it is about where the reader is told what was answered. */
export interface Found {
  readonly notification: Notification
  readonly application: Application | undefined
  /** Whether the reader may see the safety concern that it is about. */
  readonly seesConcern: boolean
}

/** A list of notifications: those addressed to the reader, or those that their team passes on. */
export function listScreen(dependencies: ConsoleDependencies): Screen {
  const { database, words } = dependencies
  const t = words.in('en')
  return async asker => {
    const { req, staff } = asker
    const params = listQuery.parse(req.query)
    const lists = listsFor(staff)
    const list = lists.find(each => each === params.list) ?? lists[0]
    const by = list === 'carried-on' ? params.by : null
    const scope = notificationScopeFor(staff, dependencies.today())
    const [{ rows, page }, counts] = await Promise.all([
      pageOf(params.page, notificationPageSize, each => database.notifications.list(scope, list, each, by)),
      database.notifications.counts(scope, lists),
    ])
    const shown = [...new Set(rows.map(({ personId }) => personId))]
    return view(
      'notifications/list.njk',
      presentList(rows, { list, page, by }, counts, readerFrom(dependencies, asker), t),
      { action: 'notifications-listed', detail: { list, page, shown } },
    )
  }
}

/** One notification: its steps, and what the reader can do with it. */
export function notificationScreen(dependencies: ConsoleDependencies): Screen<Found> {
  const { database, words } = dependencies
  const t = words.in('en')
  return async visit => {
    const { notification, application, seesConcern } = visit.found
    const [steps, owners] = await Promise.all([
      database.notifications.steps([notification.id]),
      ownersOf(database, notification),
    ])
    const reader = readerFrom(dependencies, visit)
    return view(
      'notifications/notification.njk',
      presentOneNotification(notification, steps, { application, seesConcern, owners }, reader, t),
      {
        action: 'notification-viewed',
        personId: notification.personId,
        ...(notification.applicationId !== null && { applicationId: notification.applicationId }),
      },
    )
  }
}

/** Who can do what is carried on, and may see it; nobody where it is not, or has ended. */
export async function ownersOf(
  { people, staff }: Pick<Reads, 'people' | 'staff'>,
  notification: Notification,
): Promise<readonly Pick<StaffMember, 'id' | 'name'>[]> {
  const { carriedOn, endedAt, personId } = notification
  const person = carriedOn && endedAt === null ? await people.find(personId) : undefined
  return person ? staff.othersInPrison(notification.toPrison ?? person.prisonId, rolesThatAct(notification), 0) : []
}

function readerFrom({ config, today }: ConsoleDependencies, { staff }: Asker) {
  return { staff, today: today(), extraBankHolidays: config.extraBankHolidays }
}
