import type { Translate, WordingPart } from '../../../server/content/words/words'
import {
  notificationPageSize,
  type Application,
  type Notification,
  type NotificationList,
  type NotificationStep,
  type StaffMember,
} from '../../../server/database'
import type { CalendarDay, ExtraBankHolidays } from '../../../server/domain/calendar'
import { isTheirs, notificationWork, type NotificationAction } from '../../../server/domain/work/notifications'
import { canFollow } from '../../../server/domain/work/work'
import { can, type Permission } from '../../access/permissions'
import { pagesFor, presentPagination } from '../../lists/pagination'
import { momentInWords } from '../../presenting/moments'
import { concernAnswers } from '../../presenting/work/concern-answers'
import { acctInWords } from '../../presenting/work/concern-rows'
import { presentNotification } from '../../presenting/work/notification-rows'
import { outsideInWords, presentOutsideFields } from '../../presenting/work/outside-fields'
import { listAddress, type Holder } from './forms'

/** Which permission each action takes. */
export const permissionFor: Readonly<Record<Exclude<NotificationAction, 'seen'>, Permission>> = {
  done: 'answer-notification',
  'told-outside': 'tell-outside',
  chased: 'tell-outside',
}

export interface Reader {
  readonly staff: StaffMember
  readonly today: CalendarDay
  readonly extraBankHolidays: ExtraBankHolidays
}

/** The lists that concern a member of staff, the one that they begin with first. */
export function listsFor({ role }: StaffMember): readonly [NotificationList, ...NotificationList[]] {
  const carriedOn = can(role, 'act-on-application')
    ? (['carried-on-due', 'carried-on-yours', 'carried-on'] as const)
    : []
  return can(role, 'tell-outside')
    ? ['tell', 'not-seen', ...carriedOn, 'for-you', 'for-you-ended']
    : ['for-you', 'for-you-ended', ...carriedOn]
}

/** What a reader may learn of a notification in a list. */
export function rowReader({ staff, ...reader }: Reader) {
  return {
    ...reader,
    seesTopic: can(staff.role, 'see-application'),
    tellsOutside: can(staff.role, 'tell-outside'),
  }
}

/** A page of a list of notifications. */
export function presentList(
  notifications: readonly (Notification & { total: number })[],
  { list, page, by }: { readonly list: NotificationList; readonly page: number; readonly by: Holder },
  counts: Readonly<Record<NotificationList, number>>,
  reader: Reader,
  t: Translate,
) {
  const total = notifications[0]?.total ?? 0
  return {
    pageName: t('console/notifications:title'),
    what: t(`console/notifications:what.${can(reader.staff.role, 'tell-outside') ? 'team' : 'recipient'}`),
    lists: listsFor(reader.staff).map(each => ({
      text: t(`console/notifications:lists.${each}`),
      count: counts[each],
      href: listAddress(each),
      current: each === list ? 'page' : null,
    })),
    title: t(`console/notifications:lists.${list}`),
    only:
      by === null
        ? null
        : t('console/notifications:only', { name: notifications[0]?.holderName ?? t('console/caseload:nobody') }),
    rows: notifications.map(each => presentNotification(each, rowReader(reader), t)),
    pagination: presentPagination(page, pagesFor(total, notificationPageSize), each => listAddress(list, each, by), t),
  }
}

/** What was done with a notification, by whom and when. */
export function presentSteps(steps: readonly NotificationStep[], t: Translate) {
  return steps.map(step => presentStep(step, t))
}

/**
 * One notification: to the recipient no more of the person than it takes, and to the team also how to reach the
 * recipient.
 *
 * @param about the application, where the reader is told what was answered, and whether they may see its concern
 * @param about.owners the colleagues to whom it can be handed over, where it is carried on
 */
export function presentOneNotification(
  notification: Notification,
  steps: readonly NotificationStep[],
  {
    application,
    seesConcern,
    owners,
  }: {
    readonly application: Application | undefined
    readonly seesConcern: boolean
    readonly owners: readonly Pick<StaffMember, 'id' | 'name'>[]
  },
  reader: Reader,
  t: Translate,
) {
  const { staff, today } = reader
  const { carriedOn, isForReader, isReachable, status, purpose, restricted, reference } = notification
  const row = presentNotification(notification, rowReader(reader), t)
  const may = (action: Exclude<NotificationAction, 'seen'>) =>
    can(staff.role, permissionFor[action]) &&
    canFollow(notificationWork, notification, action, staff.id) &&
    isTheirs(action, notification)
  // The team of another prison was passed the application, and does not work with the person.
  const isElsewhere = notification.toPrison !== null && isForReader
  const seesPerson = can(staff.role, 'see-people') && (!restricted || !isForReader)
  return {
    ...row,
    pageName: t('console/notifications:page.name'),
    title: carriedOn
      ? t('console/notifications:page.title.carried-on')
      : isForReader
        ? t('console/notifications:page.title.for-you')
        : t('console/notifications:page.title.other', { recipient: row.recipient }),
    back: '/told-and-asked',
    raiseFor: isElsewhere ? null : notification.prisonNumber,
    address: row.href,
    version: notification.version,
    rows: presentRows(notification, row, application, t),
    steps: presentSteps(steps, t),
    may: {
      done: may('done'),
      tell: may('told-outside') && status === 'open',
      chase: may('chased') && isReachable,
    },
    doneTitle: t(`console/notifications:done.title.${purpose}`),
    tellTitle: t(isReachable ? 'console/notifications:tell.also' : 'console/notifications:tell.why', { day: row.due }),
    owners: owners.map(({ id, name }) => ({ value: String(id), text: name, selected: id === notification.holderId })),
    isUnreachable: !isReachable,
    outside: presentOutsideFields(today, t),
    personAddress: seesPerson && !isElsewhere ? `/people/${notification.prisonNumber}` : null,
    concernAddress:
      seesConcern && notification.aboutConcernId !== null ? `/safety/${notification.aboutConcernId}` : null,
    // What reaches nobody in confidence is told by staff who may not read it.
    applicationAddress:
      seesPerson && (isReachable || !restricted) && can(staff.role, 'see-application') && reference !== null
        ? `/applications/${reference}`
        : null,
  }
}

function presentRows(
  notification: Notification,
  presented: ReturnType<typeof presentNotification>,
  application: Application | undefined,
  t: Translate,
) {
  const row = (name: WordingPart<'console/notifications:page.rows.'>, text: string) => ({
    key: { text: t(`console/notifications:page.rows.${name}`) },
    value: { text },
  })
  return [
    row('person', presented.person),
    row('where', presented.where),
    row('what', presented.what),
    ...(application ? [row('answer', concernAnswers(application, t))] : []),
    ...(notification.acct !== null && notification.isAcct
      ? [row('acct', acctInWords({ ...notification, acctBecause: null }, t))]
      : []),
    ...(notification.isForReader
      ? []
      : [row('recipient', presented.recipient), row('reach', howToReach(notification, t))]),
    row('due', presented.due),
    row('state', presented.state),
  ]
}

function howToReach({ recipient, comName, comEmail, pomName, pomEmail }: Notification, t: Translate): string {
  const known = recipient === 'com' ? [comName, comEmail] : recipient === 'pom' ? [pomName, pomEmail] : []
  return known.filter(each => each !== null).join(', ') || t('console/notifications:page.reach-unknown')
}

function presentStep({ kind, words, way, whom, doneOn, staffName, happenedAt }: NotificationStep, t: Translate) {
  const when = momentInWords(happenedAt)
  return {
    what: t(`console/notifications:steps.${kind}`),
    words: [...outsideInWords({ way, whom, doneOn }, t), ...(words === null ? [] : [words])],
    by: staffName === null ? when : t('console/common:by-and-when', { name: staffName, when }),
  }
}
