import type { Translate, WordingPart } from '../../../server/content/words/words'
import type {
  ApplicationWithOwner,
  ComRequest,
  Enquiry,
  Notification,
  OutsideRequest,
  Person,
  Referral,
  SafetyConcern,
  StaffMember,
} from '../../../server/database'
import {
  needsWithoutAction,
  plannedActions,
  planFrom,
  pathwaysLeft,
  planStages,
  type PlanStage,
} from '../../../server/domain/assessments'
import {
  addDays,
  dayInWords,
  londonToday,
  shortDay,
  type CalendarDay,
  type ExtraBankHolidays,
} from '../../../server/domain/calendar'
import { expectedLeaving } from '../../../server/domain/people/whereabouts'
import { scopeFor } from '../../../server/use-cases/accounts/access-scopes'
import type { PersonsAssessment } from '../../../server/use-cases/assessments/assessments'
import { clockTime } from '../../../server/web/pages/days'
import { can } from '../../access/permissions'
import { topicName } from '../applications/topic-name'
import { dueWords } from '../due'
import { teamName } from '../team-name'
import { presentNotification } from '../work/notification-rows'
import type { PersonsWork } from './persons-work'

/** An assessment that is to come is work once it is so near. */
const comesUpInDays = 12 * 7

const inOneSentence = new Intl.ListFormat('en-GB')

type Kind = WordingPart<'console/person-pages:work.kinds.'>

export interface WorkReader {
  readonly staff: StaffMember
  readonly today: CalendarDay
  readonly extraBankHolidays: ExtraBankHolidays
}

/** One piece of open work, of whatever kind, as a row of the table of all of it. */
export interface WorkRow {
  readonly kind: string
  readonly what: string
  /** The reference of an application; null for other work. */
  readonly reference: string | null
  readonly href: string
  readonly isSafety: boolean
  readonly due: ReturnType<typeof dueWords> | null
  /** What stands before where it is, in bold. */
  readonly first: string | null
  readonly where: string
  readonly owner: string
  readonly isYours: boolean
  /** The form that claims it; null where the reader cannot. */
  readonly claim: { readonly action: string; readonly version: number } | null
}

/** What a kind of work says of itself; the rest is the same for all. */
type Sorted = WorkRow & { readonly by: CalendarDay | null }

/** All that is open about a person, safety first and then by day, and how much of it is the reader's. */
export function presentOpenWork(person: Person, work: PersonsWork, reader: WorkReader, t: Translate) {
  const { today } = reader
  const rows = sortedRows(person, work, reader, t).map(({ by, ...row }): WorkRow => ({
    ...row,
    // One line has no room for the day beside how long it is over.
    due: row.due ?? (by === null ? null : { ...dueWords(by, today, t), beside: null }),
  }))
  return { rows, yours: rows.filter(({ isYours }) => isYours).length }
}

function sortedRows(person: Person, work: PersonsWork, reader: WorkReader, t: Translate): readonly Sorted[] {
  const rows = [
    ...work.concerns.filter(({ acknowledgedAt }) => acknowledgedAt === null).map(each => concernRow(each, reader, t)),
    ...work.applications.filter(({ status }) => status === 'open').map(each => applicationRow(each, reader, t)),
    ...work.assessments
      .filter(each => comesUp(each, reader.today) && !waitsForLeaving(person, each, reader.today))
      .map(each => assessmentRow(person, each, work, reader, t)),
    ...work.comRequests.filter(isOpen).map(each => comRequestRow(each, reader, t)),
    ...work.enquiries.filter(isOpen).map(each => enquiryRow(each, reader, t)),
    ...work.referrals.filter(isOpen).map(each => referralRow(person, each, reader, t)),
    ...plannedActions(planFrom(work.plan))
      .filter(({ state }) => state === 'to-do')
      .map(each => actionRow(person, each, reader, t)),
    ...needsWithoutAction(planFrom(work.plan)).map(each => needRow(person, each, t)),
    ...(work.notifications ?? []).filter(each => waitsForRecipient(each, work)).map(each => toldRow(each, reader, t)),
    ...work.outsideRequests
      .filter(({ answeredAt, closedAt }) => answeredAt === null && closedAt === null)
      .map(each => outsideRow(each, reader, t)),
  ]
  return rows.sort((one, other) => place(one).localeCompare(place(other)))
}

/** Safety comes first, and what has no day last. */
function place({ isSafety, by }: Sorted): string {
  return `${isSafety ? 0 : 1}${by ?? '9999'}`
}

const isOpen = ({ endedAt }: { readonly endedAt: Date | null }) => endedAt === null

/** Nobody can do an assessment of somebody who has left: until that is confirmed or not, it is not overdue. */
function waitsForLeaving(person: Person, { state }: PersonsAssessment, today: CalendarDay): boolean {
  return (state === 'overdue' || state === 'due') && expectedLeaving(person, today) !== null
}

/** That somebody may have left, with the assessments that wait for it; null for nobody who may, and where none waits. */
export function presentMayHaveLeft(
  person: Person,
  { assessments }: Pick<PersonsWork, 'assessments'>,
  { staff, today }: WorkReader,
  t: Translate,
) {
  const leaving = expectedLeaving(person, today)
  const waiting = assessments.filter(each => waitsForLeaving(person, each, today))
  if (leaving === null || waiting.length === 0) return null
  return {
    title: t('console/person-pages:may-have-left.title', { day: dayInWords(leaving.on) }),
    text: t('console/person-pages:may-have-left.text', {
      count: waiting.length,
      list: inOneSentence.format(waiting.map(({ kind: what }) => t(`console/assessments:kinds.${what}`))),
    }),
    href: can(staff.role, 'record-whereabouts') ? `/people/${person.prisonNumber}/left` : null,
  }
}

function comesUp({ state, due }: PersonsAssessment, today: CalendarDay): boolean {
  if (state === 'overdue' || state === 'due') return true
  return state === 'to-come' && due !== null && due <= addDays(today, comesUpInDays)
}

/** An application that is to be answered stands in the table itself, and so does a concern. */
function waitsForRecipient({ endedAt, purpose, seenAt, isSafety, applicationId }: Notification, work: PersonsWork) {
  if (endedAt !== null || isSafety) return false
  if (purpose === 'to-answer') return !work.applications.some(({ id }) => id === applicationId)
  return purpose === 'to-do' || seenAt === null
}

const plain = { reference: null, isSafety: false, due: null, first: null, claim: null } as const

function kind(name: Kind, t: Translate) {
  return { kind: t(`console/person-pages:work.kinds.${name}`) }
}

function owner(staff: StaffMember, id: number | null, name: string | null, nobody: string, t: Translate) {
  const isYours = id === staff.id
  return { isYours, owner: isYours ? t('console/person-pages:work.you') : (name ?? nobody) }
}

function concernRow(concern: SafetyConcern, { staff, today }: WorkReader, t: Translate): Sorted {
  const { id, raisedAt, openedAt, openedByName, about } = concern
  const opened = openedAt && shortDay(londonToday(openedAt), today)
  return {
    ...plain,
    ...kind('concern', t),
    isSafety: true,
    due: {
      kind: 'overdue',
      text: t('console/person-pages:work.raised', { day: shortDay(londonToday(raisedAt), today) }),
      beside: null,
    },
    what: about === null ? t('console/person-pages:work.may-not-be-safe') : t(`console/safety:about.${about}`),
    href: `/safety/${id}`,
    by: londonToday(raisedAt),
    first: openedAt === null ? t('console/person-pages:work.not-opened') : null,
    where: opened === null ? '' : t('console/person-pages:work.opened', { day: opened, name: openedByName }),
    ...owner(staff, null, openedByName, t('console/person-pages:work.nobody'), t),
  }
}

function applicationRow(application: ApplicationWithOwner, { staff, today }: WorkReader, t: Translate): Sorted {
  const { reference, claimedBy, claimedByName, chasedAt, sentAt, respondBy, destination, heldIn, version } = application
  const isOfTeam = destination === scopeFor(staff).team && heldIn === null
  const mayClaim = claimedBy === null && isOfTeam && can(staff.role, 'act-on-application')
  const day = shortDay(londonToday(chasedAt ?? sentAt), today)
  return {
    ...plain,
    ...kind('application', t),
    what: topicName(application, t),
    reference,
    href: `/applications/${reference}`,
    by: respondBy,
    first: claimedBy === null && isOfTeam ? t('console/person-pages:work.not-claimed') : null,
    where: [
      ...(isOfTeam ? [] : [teamName(application, t)]),
      t(`console/person-pages:work.${chasedAt === null ? 'sent' : 'chased'}`, { day }),
    ].join(', '),
    ...owner(staff, claimedBy, claimedByName, t('console/person-pages:work.nobody'), t),
    claim: mayClaim ? { action: `/applications/${reference}/claim`, version } : null,
  }
}

function assessmentRow(
  { prisonNumber }: Person,
  { kind: assessment, due, state, officerId, officerName }: PersonsAssessment,
  { plan }: PersonsWork,
  { staff }: WorkReader,
  t: Translate,
): Sorted {
  const stage = planStages.find(each => each === assessment)
  const seesPlan = can(staff.role, 'see-plan')
  return {
    ...plain,
    ...kind(assessment === 'one-month-meeting' ? 'meeting' : 'assessment', t),
    what: t(`console/assessments:kinds.${assessment}`),
    href: `/people/${prisonNumber}/${stage && seesPlan ? 'plan' : 'assessments'}`,
    by: due,
    where:
      stage === undefined || !seesPlan ? t(`console/assessments:states.${state}`) : howFar(stage, planFrom(plan), t),
    ...owner(staff, officerId, officerName, t('console/person-pages:work.not-allocated'), t),
  }
}

function howFar(stage: PlanStage, plan: ReturnType<typeof planFrom>, t: Translate): string {
  const done = plan.length - pathwaysLeft(plan, stage).length
  return done === 0
    ? t('console/person-pages:work.not-begun')
    : t('console/person-pages:work.begun', { done, all: plan.length })
}

function comRequestRow(request: ComRequest, { staff }: WorkReader, t: Translate): Sorted {
  const { id, kind: asked, words, status, holderId, holderName, due, askedByName } = request
  return {
    ...plain,
    ...kind('com-request', t),
    what: words ?? t(`console/com-requests:kinds.${asked}`),
    href: `/tasks/${id}`,
    by: due,
    first: status === 'waits' ? t('console/person-pages:work.not-taken') : null,
    where: t('console/person-pages:work.asked-by', { name: askedByName }),
    ...owner(staff, holderId, holderName, t('console/person-pages:work.nobody'), t),
  }
}

function enquiryRow(enquiry: Enquiry, { staff, today }: WorkReader, t: Translate): Sorted {
  const { id, body, words, status, due, holderId, holderName, seenAt, chasedAt } = enquiry
  const waits = () => {
    if (status !== 'waiting') return t(`console/enquiries:states.${status}`)
    if (seenAt !== null) return t('console/person-pages:work.seen', { day: shortDay(londonToday(seenAt), today) })
    if (chasedAt !== null) return t('console/person-pages:work.chased', { day: shortDay(londonToday(chasedAt), today) })
    return t('console/person-pages:work.not-seen')
  }
  return {
    ...plain,
    ...kind('enquiry', t),
    what: t('console/person-pages:work.body-and-words', { body: t(`console/enquiries:bodies.${body}`), words }),
    href: `/questions/${id}`,
    by: due,
    where: waits(),
    ...owner(staff, holderId, holderName, t('console/person-pages:work.nobody'), t),
  }
}

function referralRow({ prisonNumber }: Person, referral: Referral, { staff, today }: WorkReader, t: Translate): Sorted {
  const { id, kind: what, whom, status, movedOn, appointment, chaseOn, holderId, holderName } = referral
  const meets = status === 'appointment' ? appointment : null
  return {
    ...plain,
    ...kind('referral', t),
    what: t('console/person-pages:work.referral', { kind: t(`console/referrals:kinds.${what}`), whom }),
    href: `/people/${prisonNumber}/referrals/${id}`,
    by: meets === null ? chaseOn : londonToday(meets.at),
    where:
      meets === null
        ? t('console/person-pages:work.state-on', {
            state: t(`console/referrals:states.${status}`),
            day: shortDay(movedOn, today),
          })
        : t('console/person-pages:work.meets', {
            place: meets.place,
            day: shortDay(londonToday(meets.at), today),
            time: clockTime(meets.at, 'en'),
          }),
    ...owner(staff, holderId, holderName, t('console/person-pages:work.nobody'), t),
  }
}

function actionRow(
  { prisonNumber }: Person,
  { text, due, pathway, responsible }: ReturnType<typeof plannedActions>[number],
  _reader: WorkReader,
  t: Translate,
): Sorted {
  return {
    ...plain,
    ...kind('action', t),
    what: text,
    href: `/people/${prisonNumber}/plan/${pathway}`,
    by: due,
    where: t('console/person-pages:work.to-do'),
    owner: t(`console/resettlement-plan:responsible.${responsible}`),
    isYours: false,
  }
}

function needRow(
  { prisonNumber }: Person,
  { text, pathway }: ReturnType<typeof needsWithoutAction>[number],
  t: Translate,
): Sorted {
  return {
    ...plain,
    ...kind('need', t),
    what: text,
    href: `/people/${prisonNumber}/plan/${pathway}`,
    by: null,
    first: t('console/person-pages:work.no-action'),
    where: '',
    owner: t('console/person-pages:work.nobody'),
    isYours: false,
  }
}

function toldRow(notification: Notification, reader: WorkReader, t: Translate): Sorted {
  const { staff, today, extraBankHolidays } = reader
  const { href, what, recipient, state } = presentNotification(
    notification,
    {
      today,
      extraBankHolidays,
      seesTopic: can(staff.role, 'see-application'),
      tellsOutside: can(staff.role, 'tell-outside'),
    },
    t,
  )
  return {
    ...plain,
    ...kind('told', t),
    what,
    href,
    by: notification.due,
    where: state,
    ...owner(staff, notification.holderId, recipient, recipient, t),
  }
}

function outsideRow(request: OutsideRequest, _reader: WorkReader, t: Translate): Sorted {
  const { id, asker, whom, words, due } = request
  return {
    ...plain,
    ...kind('outside', t),
    what: words,
    href: `/outside-requests/${id}`,
    by: due,
    where: t('console/outside-requests:asker-and-whom', { asker: t(`console/outside-requests:askers.${asker}`), whom }),
    owner: t('console/person-pages:work.team'),
    isYours: false,
  }
}

/** One piece of work that has ended, with what became of it. */
export interface EndedRow {
  readonly kind: string
  readonly what: string
  readonly reference?: string
  readonly href: string
  readonly on: CalendarDay
  readonly how: string
}

/** So many ended pieces of work are listed, the newest. */
export const mostEnded = 200

/** All that has ended about a person and that the reader may see, the newest first. */
export function presentEndedWork({ prisonNumber }: Person, work: PersonsWork, t: Translate): readonly EndedRow[] {
  const ended = <Item extends { readonly endedAt: Date | null }>(items: readonly Item[]) =>
    items.flatMap(item => (item.endedAt === null ? [] : [{ item, on: londonToday(item.endedAt) }]))
  const finished = new Map(
    work.plan.flatMap(entry =>
      entry.kind === 'action-done' || entry.kind === 'action-dropped'
        ? [[entry.about, londonToday(entry.writtenAt)] as const]
        : [],
    ),
  )
  const rows: readonly EndedRow[] = [
    ...work.applications.flatMap(application => {
      const { outcome, closedAt, reference } = application
      if (outcome === null || closedAt === null) return []
      return {
        ...kind('application', t),
        what: topicName(application, t),
        reference,
        href: `/applications/${reference}`,
        on: londonToday(closedAt),
        how: t(`console/application:outcomes.${outcome}`),
      }
    }),
    ...work.assessments.flatMap(({ kind: assessment, doneOn, state }) =>
      doneOn === null
        ? []
        : {
            ...kind(assessment === 'one-month-meeting' ? 'meeting' : 'assessment', t),
            what: t(`console/assessments:kinds.${assessment}`),
            href: `/people/${prisonNumber}/assessments`,
            on: doneOn,
            how: t(`console/assessments:states.${state}`),
          },
    ),
    ...ended(work.comRequests).map(({ item, on }) => ({
      ...kind('com-request', t),
      what: item.words ?? t(`console/com-requests:kinds.${item.kind}`),
      href: `/tasks/${item.id}`,
      on,
      how: t(`console/com-requests:states.${item.status}`, { name: item.holderName }),
    })),
    ...ended(work.enquiries).map(({ item, on }) => ({
      ...kind('enquiry', t),
      what: t('console/person-pages:work.body-and-words', {
        body: t(`console/enquiries:bodies.${item.body}`),
        words: item.words,
      }),
      href: `/questions/${item.id}`,
      on,
      how: t(`console/enquiries:states.${item.status}`),
    })),
    ...ended(work.referrals).map(({ item, on }) => ({
      ...kind('referral', t),
      what: t('console/person-pages:work.referral', {
        kind: t(`console/referrals:kinds.${item.kind}`),
        whom: item.whom,
      }),
      href: `/people/${prisonNumber}/referrals/${item.id}`,
      on,
      how: t(`console/referrals:states.${item.status}`),
    })),
    ...plannedActions(planFrom(work.plan)).flatMap(({ id, text, pathway, state }) => {
      const on = finished.get(id)
      if (on === undefined || state === 'to-do') return []
      return {
        ...kind('action', t),
        what: text,
        href: `/people/${prisonNumber}/plan/${pathway}`,
        on,
        how: t(`console/person-pages:work.${state}`),
      }
    }),
    ...work.outsideRequests.flatMap(({ id, words, answeredAt, closedAt }) => {
      const at = answeredAt ?? closedAt
      if (at === null) return []
      return {
        ...kind('outside', t),
        what: words,
        href: `/outside-requests/${id}`,
        on: londonToday(at),
        how: t(`console/outside-requests:states.${answeredAt === null ? 'closed' : 'answered'}`),
      }
    }),
  ]
  return [...rows].sort((one, other) => (one.on < other.on ? 1 : one.on > other.on ? -1 : 0)).slice(0, mostEnded)
}
