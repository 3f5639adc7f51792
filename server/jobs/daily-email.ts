import type { Translate } from '../content/words/words'
import { allOpen, type QueueFilters, type StaffMember } from '../database'
import type { Dependencies } from '../dependencies'
import { addDays, dayInWords, type CalendarDay } from '../domain/calendar'
import { can } from '../domain/staff/roles'
import { enquiryScopeFor, concernScopeFor, notificationScopeFor, scopeFor } from '../use-cases/accounts/access-scopes'
import { awaitsDailyEmail, keepDailyEmailSent, startDailyEmails } from '../use-cases/accounts/daily-email'
import type { RunningJob } from './job'
import { sendMail } from './mail'

/** Adds a job for everybody who chose the daily e-mail, where this service sends mail. */
export async function startEmails({ dependencies, log }: RunningJob<'start-daily-emails'>): Promise<void> {
  const { config, database, context } = dependencies
  if (!config.mail) return
  log.info({ emails: await startDailyEmails(database, context()) }, 'daily e-mails are to be sent')
}

/** Sends one member of staff how much waits for them today, unless nothing does. Never on a later day. */
export async function sendEmail({ payload, dependencies }: RunningJob<'send-daily-email'>): Promise<void> {
  const { config, database, today, words } = dependencies
  const { staffId, day } = payload
  if (!config.mail || day !== today()) return
  const staff = await awaitsDailyEmail(database, staffId, day)
  if (!staff) return
  const t = words.in('en')
  const lines = await countLines(dependencies, staff, t)
  if (lines.length > 0) {
    const text = [
      t('console/daily-email:mail.waits', { day: dayInWords(day) }),
      '',
      ...lines,
      '',
      config.staffUrl ?? '',
    ]
    const subject = t('console/daily-email:mail.subject')
    await sendMail(config.mail, { to: staff.email, subject, text: `${text.join('\n')}\n` })
  }
  await keepDailyEmailSent(database, staffId, day)
}

/** What waits for somebody, in the words of their home page: counts and nothing else. */
async function countLines(
  { database, today: todayNow }: Dependencies,
  staff: StaffMember,
  t: Translate,
): Promise<readonly string[]> {
  const { role } = staff
  const today = todayNow()
  const none = Promise.resolve({})
  const enquiryReader = { scope: enquiryScopeFor(staff, today), staffId: staff.id, today }
  const comRequestReader = { scope: scopeFor(staff), staffId: staff.id, today }
  const [applications, concerns, questions, tasks, notifications] = await Promise.all([
    can(role, 'see-queue') ? database.queue.counts(scopeFor(staff), queueFiltersFor(staff, today)) : none,
    can(role, 'see-safety')
      ? database.safetyConcerns.countWaiting(concernScopeFor(staff))
      : Promise.resolve({ total: 0 }),
    can(role, 'see-enquiries')
      ? database.enquiries.counts(enquiryReader, ['for-body', 'to-read', 'asked-back', 'overdue'])
      : none,
    can(role, 'do-com-request')
      ? database.comRequests.counts(comRequestReader, ['mine', 'overdue'])
      : can(role, 'make-com-request')
        ? database.comRequests.counts(comRequestReader, ['to-read', 'overdue'])
        : none,
    can(role, 'see-notifications')
      ? database.notifications.counts(notificationScopeFor(staff, today), ['for-you', 'carried-on-due', 'tell'])
      : none,
  ])
  const counted = (count: number, what: string) => t('console/daily-email:mail.counted', { count, what })
  return [
    ...entriesOf<QueueCount>(applications).map(([part, count]) =>
      t(`console/daily-email:mail.queue.${part}`, { count }),
    ),
    ...(concerns.total > 0 ? [t('console/daily-email:mail.concerns', { count: concerns.total })] : []),
    ...entriesOf<'for-body' | 'to-read' | 'asked-back' | 'overdue'>(questions).map(([list, count]) =>
      counted(count, t(`console/home:questions.${list}`, { count })),
    ),
    ...entriesOf<'mine' | 'overdue' | 'to-read'>(tasks).map(([list, count]) =>
      counted(count, t(`console/home:tasks.${list}`, { count })),
    ),
    ...entriesOf<'for-you' | 'carried-on-due' | 'tell'>(notifications)
      .filter(([list]) => list !== 'tell' || can(role, 'tell-outside'))
      .map(([list, count]) => counted(count, t(`console/home:notifications.${list}`, { count }))),
  ]
}

type QueueCount = 'overdue' | 'unclaimed' | 'mine' | 'mine-overdue'

/** As the home page counts them: of the reader's team, and of what they have claimed. */
function queueFiltersFor(staff: StaffMember, today: CalendarDay): Readonly<Record<QueueCount, QueueFilters>> {
  const team = scopeFor(staff).team ?? 'PRT'
  const isPrison = team === 'PRT'
  const ofTeam: QueueFilters = { ...allOpen, destination: team, left: isPrison ? 'none' : 'any', heldHere: isPrison }
  const mine: QueueFilters = { ...allOpen, claimed: staff.id }
  const overdue = { respondTo: addDays(today, -1) }
  return {
    overdue: { ...ofTeam, ...overdue },
    unclaimed: { ...ofTeam, claimed: 'nobody' },
    mine,
    'mine-overdue': { ...mine, ...overdue },
  }
}

function entriesOf<List extends string>(counts: Readonly<Partial<Record<List, number>>>) {
  return (Object.entries(counts) as [List, number][]).filter(([, count]) => count > 0)
}
