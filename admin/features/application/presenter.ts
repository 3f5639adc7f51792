import type { Translate, WordingPart, WordingKey } from '../../../server/content/words/words'
import {
  outcomes,
  type ReviewRequest,
  type Application,
  type ApplicationEvent,
  type Enquiry,
  type ComAbsence,
  type Consent,
  type Correction,
  type LocalService,
  type Message,
  type Notification,
  type PaperForm,
  type Referral,
  type Person,
  type PersonFacts,
  type SafetyConcern,
  type AboutMeRecord,
  type StaffMember,
  type StaffNote,
  type StoredDecision,
  type TickableAction,
} from '../../../server/database'
import { dayInWords, type CalendarDay, type ExtraBankHolidays } from '../../../server/domain/calendar'
import { checkAgainBy } from '../../../server/domain/content/local-services'
import { decidingFacts, type Action, type PolicyName, type RoutingSettings } from '../../../server/domain/routing'
import { isAdvice, isConsultation } from '../../../server/domain/work/notifications'
import { referralFor } from '../../../server/domain/work/referrals'
import { asksAbout } from '../../../server/use-cases/accounts/access-scopes'
import { longDayOf } from '../../../server/web/pages/days'
import { can, mayCorrect } from '../../access/permissions'
import { presentApplicationRow } from '../../presenting/applications/application-rows'
import { topicName } from '../../presenting/applications/topic-name'
import { dueOf, dueTag } from '../../presenting/due'
import { momentInWords } from '../../presenting/moments'
import { comCoverInWords } from '../../presenting/people/com-cover'
import { fullName } from '../../presenting/people/full-name'
import { presentPersonBar } from '../../presenting/people/person-bar'
import { presentContradictions, presentFacts, presentSupport } from '../../presenting/people/person-facts'
import { outSince } from '../../presenting/people/whereabouts'
import { teamName } from '../../presenting/team-name'
import { presentEnquiry } from '../../presenting/work/enquiry-rows'
import { presentNotification } from '../../presenting/work/notification-rows'
import { presentReferral } from '../../presenting/work/referral-rows'
import { limits } from './answering/forms'
import { presentReopen } from './answering/reopen'
import { presentReviewRequest } from './answering/review-request'
import { whatBecomes } from './answering/settlement-in-words'
import { howRaised } from './details/alert'
import { factsToday, presentBecause } from './details/because'
import { consentNeeded, presentConsents } from './details/consents'
import { presentDecision } from './details/decision'
import { namesOfDeciding } from './details/fact-changes'
import { byAndWhen, presentHeading } from './details/heading'
import { addressOfTab, tabs, type Shown, type Tab } from './details/tabs'
import { presentTaskAndAnswers } from './details/task'
import { byEnquiryInWords, enquiryBehind, historyKinds, presentTimeLine, type HistoryKind } from './time-line'

/** So many of the person's other applications are shown beside one. */
export const othersShown = 5

/** What is kept of an application; what only another part of its page needs is empty. */
export interface ApplicationRecord {
  readonly application: Application
  readonly person: Person
  readonly decisions: readonly StoredDecision[]
  /** Of the fact that who is responsible rests on, newest first. */
  readonly corrections: readonly Correction[]
  /** Of the facts that moved it last, newest first. */
  readonly moveCorrections: readonly Correction[]
  readonly events: readonly ApplicationEvent[]
  readonly actions: readonly TickableAction[]
  /** Of the person: given here or in another application. */
  readonly consents: readonly Consent[]
  readonly messages: readonly (Message & { readonly printedAt: Date | null })[]
  /** Of all its messages, read here or not. */
  readonly messageCount: number
  readonly notes: readonly StaffNote[]
  readonly concern: SafetyConcern | undefined
  readonly reviewRequest: ReviewRequest | undefined
  readonly paper: PaperForm | undefined
  readonly aboutMe: AboutMeRecord
  readonly claimedByName: string | null
  /** What the person's prison adds to the chapter that fits the topic. */
  readonly localServices: readonly LocalService[]
  /** Of the person: begun here or elsewhere; null for whoever refers only for others. */
  readonly referrals: readonly Referral[] | null
  /** Asked of other bodies about this application; null for whoever asks none. */
  readonly questions: readonly Enquiry[] | null
  /** Who else was told or asked; null for whoever does not see that. */
  readonly notifications: readonly Notification[] | null
  /** Of the person's COM, today. */
  readonly comAbsences: readonly ComAbsence[]
  /** Whether the reader works with the person, or was only passed this application. */
  readonly seesPerson: boolean
  /** The newest of the person that the reader may see, and how many there are in all. */
  readonly others: { readonly shown: readonly Application[]; readonly total: number }
}

export interface ApplicationReader {
  readonly staff: StaffMember
  readonly now: Date
  readonly today: CalendarDay
  readonly extraBankHolidays: ExtraBankHolidays
  readonly routing: RoutingSettings
}

/** Everything on a part of an application's page, in words. */
export function presentApplication(record: ApplicationRecord, reader: ApplicationReader, shown: Shown, t: Translate) {
  const { application, person, events } = record
  const name = fullName(person)
  const isOpen = application.status === 'open'
  const due = dueOf(application.respondBy, reader.today, reader.extraBankHolidays)
  const actions = presentActions(record, reader.staff, t)
  const concern = presentConcern(record, reader.staff, t)
  return {
    ...presentHeading(record, t),
    heading: topicName(application, t),
    sent: sentInWords(record, t),
    version: application.version,
    raiseFor: record.seesPerson ? person.prisonNumber : null,
    firstName: person.firstName,
    comCover: comCoverInWords(record.comAbsences, reader.staff.id, t),
    isOpen,
    isPaper: shown === 'print',
    may: presentMay(record, reader.staff, shown),
    status: statusOf(record, t),
    outSince: outSince(person, t),
    due: isOpen ? dueTag(due, t) : null,
    isLate: isOpen && due === 'overdue',
    side: presentSide(record, reader, t),
    outcomeReason: application.outcomeReason,
    personBarFacts: presentPersonBar(person, { today: reader.today, policy: reader.routing.defaultPolicy }, t),
    because: presentBecause(record, reader, t),
    tabs: presentTabs(record, actions, shown, t),
    support: presentSupport(person, record.aboutMe, t),
    wordsLanguage: application.language,
    answers: presentTaskAndAnswers(record, t),
    paper: record.paper ? paperInWords(record.paper, t) : null,
    concern,
    reviewRequest: presentReviewRequest(record, reader.staff.role, t),
    reopen: presentReopen(record, reader, t),
    actions,
    actionsDone: actions.filter(({ done }) => done !== null).length,
    advice: record.actions
      .filter(({ action }) => isAdvice(action))
      .map(({ action }) => t(`console/routing:actions.${action}`)),
    consents: presentConsents(record.consents, application, t),
    referrals: presentReferrals(record, reader, t),
    questions: presentEnquiries(record, reader, t),
    askAddress:
      record.seesPerson && can(reader.staff.role, 'make-enquiry') && asksAbout(reader.staff, person)
        ? `/people/${person.prisonNumber}/questions?application=${application.reference}`
        : null,
    notifications: presentNotifications(record, reader, t),
    messages: record.messages.map(message => presentMessage(message, name, t)),
    limits,
    others: presentOthers(record, name, t),
    localServices: record.localServices.map(service => presentLocalService(service, reader.today, t)),
    decision: presentDecision(record, t),
    scansAddress: scansAddress(record, reader.staff),
    personAddress: record.seesPerson ? `/people/${person.prisonNumber}` : null,
    contradictions: presentContradictions(person, reader.today, t),
    timeLine: presentTimeLine(events, name, t, record),
  }
}

/** The parts of the page, with what each holds. */
function presentTabs(
  { application, events, messageCount }: ApplicationRecord,
  actions: readonly { readonly done: string | null }[],
  shown: Shown,
  t: Translate,
) {
  const counts: Readonly<Record<Tab, number | null>> = {
    work: actions.length === 0 ? null : actions.filter(({ done }) => done === null).length,
    messages: messageCount,
    notes: events.length,
    facts: null,
  }
  return tabs.map(tab => ({
    href: addressOfTab(application.reference, tab),
    text: t(`console/application:tabs.${tab}`),
    count: counts[tab],
    current: tab === shown ? 'page' : null,
  }))
}

function sentInWords({ application, paper }: ApplicationRecord, t: Translate): string {
  return t(`console/application:sent.${paper ? 'on-paper' : 'in-cell'}`, {
    when: momentInWords(application.sentAt),
    language: t(`console/replies:languages.${application.language}`),
  })
}

/** By when, whose, and with which team; of a closed one, what was answered. */
function presentSide(
  { application, claimedByName, events }: ApplicationRecord,
  { staff }: ApplicationReader,
  t: Translate,
) {
  const row = (name: WordingPart<'console/application:side.'>, text: string, more: string | null = null) => ({
    key: t(`console/application:side.${name}`),
    text,
    more,
  })
  const chased = events.findLast(({ kind }) => kind === 'asked-for-news')
  const claimed = events.findLast(({ kind }) => kind === 'claimed' || kind === 'assigned')
  const owner =
    claimedByName === null
      ? t('console/application:status.waiting')
      : application.claimedBy === staff.id
        ? t('console/application:side.you')
        : claimedByName
  const since = claimedByName !== null && claimed ? longDayOf(claimed.happenedAt, 'en') : null
  const rows =
    application.status === 'open'
      ? [
          row(
            'reply-by',
            dayInWords(application.respondBy),
            chased ? t('console/application:side.chased', { day: longDayOf(chased.happenedAt, 'en') }) : null,
          ),
          row('owner', owner, since && t('console/application:side.since', { day: since })),
          row('priority', t(`console/routing:priorities.${application.priority}`)),
        ]
      : [
          ...(application.outcome === null
            ? []
            : [row('outcome', t(`console/application:outcomes.${application.outcome}`))]),
          ...(application.closedAt === null ? [] : [row('closed', momentInWords(application.closedAt))]),
        ]
  return [...rows, row('team', teamName(application, t))]
}

/** The facts about the person: those that decided first, the other known ones, and the names of the unknown ones. */
export function presentFactsPart(record: ApplicationRecord, reader: ApplicationReader, t: Translate) {
  const { person, seesPerson } = record
  const correctAt = (fact: keyof PersonFacts) =>
    seesPerson && mayCorrect(reader.staff.role, fact) ? `/people/${person.prisonNumber}/facts/${fact}` : null
  const decided = new Set(
    [...decidingFacts(factsToday(record, reader.today), reader.routing)].flatMap(fact => namesOfDeciding(fact)),
  )
  const rows = presentFacts(person, t, correctAt).flatMap(group => group.rows)
  const isKnown = ({ id }: { readonly id: keyof PersonFacts }) => person[id] !== null
  return {
    decided: rows.filter(row => decided.has(row.id) && isKnown(row)),
    known: rows.filter(row => !decided.has(row.id) && isKnown(row)),
    unknown: rows.filter(row => !isKnown(row)),
  }
}

/** So much of what happened is shown at once. */
const mostShown = 100

/** What has happened, the newest first, and what it can be narrowed to. */
export function presentHistory(
  { application, person, events, notes, decisions }: ApplicationRecord,
  show: unknown,
  t: Translate,
) {
  const all = presentTimeLine(events, fullName(person), t, { notes, decisions }).reverse()
  const chosen = historyKinds.find(kind => kind === show) ?? null
  const address = addressOfTab(application.reference, 'notes')
  const found = chosen === null ? all : all.filter(({ kind }) => kind === chosen)
  const choice = (kind: HistoryKind | null, count: number) => ({
    href: kind === null ? address : `${address}?show=${kind}`,
    text: t(`console/application:history.${kind ?? 'all'}`, { count }),
    current: kind === chosen ? 'true' : null,
  })
  return {
    history: found.slice(0, mostShown),
    historyMore: found.length > mostShown ? t('console/application:history.newest', { most: mostShown }) : null,
    historyChoices: [
      choice(null, all.length),
      ...historyKinds.map(kind => choice(kind, all.filter(each => each.kind === kind).length)),
    ],
  }
}

/** Where scans of the person's paper are, to add one that belongs to this application; null for whoever sees none. */
function scansAddress({ application, person, seesPerson }: ApplicationRecord, { role }: StaffMember): string | null {
  if (!seesPerson || !can(role, 'see-scans')) return null
  return `/people/${person.prisonNumber}/papers?application=${application.reference}`
}

/** What was begun with others for the person; beginning one from here ticks what it does. */
function presentReferrals(
  { application, person, referrals, seesPerson }: ApplicationRecord,
  reader: ApplicationReader,
  t: Translate,
) {
  if (!seesPerson || referrals === null || !can(reader.staff.role, 'see-referrals')) return null
  const address = `/people/${person.prisonNumber}/referrals`
  return {
    address: `${address}?application=${application.reference}`,
    rows: referrals.map(each => ({ ...presentReferral(each, reader.today, t), href: `${address}/${each.id}` })),
  }
}

/** What other bodies were asked about it, each with the answer, and where to ask more. */
function presentEnquiries(
  { application, person, questions, seesPerson }: ApplicationRecord,
  reader: ApplicationReader,
  t: Translate,
) {
  if (!seesPerson || questions === null) return null
  return {
    address: `/people/${person.prisonNumber}/questions?application=${application.reference}`,
    rows: questions.map(each => presentEnquiry(each, reader, t)),
  }
}

/** Who else was told or asked, each with its receipts. */
function presentNotifications({ notifications }: ApplicationRecord, reader: ApplicationReader, t: Translate) {
  if (notifications === null) return null
  const tellsOutside = can(reader.staff.role, 'tell-outside')
  return notifications.map(each => presentNotification(each, { ...reader, seesTopic: true, tellsOutside }, t))
}

/** What else the person has asked for. */
function presentOthers({ others, person }: ApplicationRecord, name: string, t: Translate) {
  return {
    total: others.total,
    rows: others.shown.map(each => ({
      ...presentApplicationRow(each, t),
      sent: longDayOf(each.sentAt, 'en'),
    })),
    all:
      others.total > others.shown.length
        ? {
            href: `/people/${person.prisonNumber}#open-work`,
            text: t('console/application:others.all', { count: others.total, name }),
          }
        : null,
  }
}

/** What the reader can do here; on paper nothing can be pressed. */
function presentMay({ application, claimedByName }: ApplicationRecord, { id, role }: StaffMember, shown: Shown) {
  const mayAct = shown !== 'print' && can(role, 'act-on-application')
  const isOpen = shown !== 'print' && application.status === 'open'
  const isMine = application.claimedBy === id
  return {
    claim: mayAct && isOpen && application.claimedBy === null,
    takeOver: mayAct && isOpen && application.claimedBy !== null && !isMine ? claimedByName : null,
    handBack: mayAct && isOpen && isMine,
    tick: mayAct && isOpen,
    write: mayAct,
    answer: isOpen && can(role, 'give-outcome'),
    override: isOpen && can(role, 'override'),
    assign: isOpen && can(role, 'assign-applications'),
  }
}

function statusOf({ application, claimedByName }: ApplicationRecord, t: Translate): string {
  if (application.outcome !== null) return t(`console/application:outcomes.${application.outcome}`)
  return claimedByName === null
    ? t('console/application:status.waiting')
    : t('console/application:status.claimed', { name: claimedByName })
}

function paperInWords({ dated, filledInBy, enteredByName }: PaperForm, t: Translate): string {
  const who = t(`console/paper:writers.${filledInBy}`)
  return t('console/paper:on-paper', { day: dayInWords(dated), who, name: enteredByName })
}

function presentConcern(record: ApplicationRecord, { role }: StaffMember, t: Translate) {
  const { concern } = record
  if (!concern) return null
  const isToAct = concern.acknowledgedAt === null && can(role, 'acknowledge-safety')
  return {
    address: record.seesPerson ? `/safety/${concern.id}` : null,
    isToAct: isToAct && record.seesPerson,
    link: t(`console/application:safety.${isToAct ? 'act' : 'see'}`),
    raised: howRaised(record, concern, t),
    acknowledged:
      concern.acknowledgedAt === null
        ? null
        : { about: byAndWhen(concern.acknowledgedByName, concern.acknowledgedAt, t), whatWasDone: concern.whatWasDone },
  }
}

/** What there is to do now, and what an earlier decision asked for and this one does not. */
function presentActions(
  {
    application,
    person,
    actions,
    consents,
    decisions,
    events,
    notifications,
    referrals,
    seesPerson,
  }: ApplicationRecord,
  staff: StaffMember,
  t: Translate,
) {
  const seesEnquiries = seesPerson && can(staff.role, 'see-enquiries') && asksAbout(staff, person)
  const mayRefer = seesPerson && referrals !== null && application.status === 'open' && can(staff.role, 'make-referral')
  const byEnquiry = new Map(
    events
      .filter(({ kind }) => kind === 'action-done')
      .map(event => [event.detail.action, enquiryBehind(event)] as const),
  )
  const requiredActions: ReadonlySet<string> = new Set(decisions.at(-1)?.result.actions)
  const carriedBy = new Map(notifications?.flatMap(each => each.actions.map(action => [action as string, each.id])))
  const becomes = new Map(application.status === 'open' ? [] : whatBecomes(events, notifications ?? [], t))
  return actions
    .filter(({ action }) => !isAdvice(action))
    .map(({ action, doneAt, doneByName }) => ({
      action,
      text: t(`console/routing:actions.${action}`),
      done: doneAt === null ? null : byAndWhen(doneByName, doneAt, t),
      enquiry: doneAt === null ? null : presentEnquiryBehind(byEnquiry.get(action), seesEnquiries, t),
      becomes: becomes.get(action) ?? null,
      earlier: !requiredActions.has(action),
      needs: doneAt === null ? consentNeeded({ action }, application, consents, t) : null,
      refer: doneAt === null && mayRefer ? presentRefer(action, application, person, t) : null,
      // Recorded with how, whom and when.
      recordAddress:
        doneAt === null && isConsultation(action) ? `/applications/${application.reference}/consulted` : null,
      // Done by whoever it is passed to, or by telling them outside the service: a tick here would say that somebody was.
      passedTo: carriedBy.has(action) ? `/told-and-asked/${carriedBy.get(action)}` : null,
    }))
}

/** The enquiry whose answer did an action. A probation team sees those about whom it asks, and those put to it. */
function presentEnquiryBehind(enquiry: ReturnType<typeof enquiryBehind>, seesEnquiries: boolean, t: Translate) {
  if (!enquiry) return null
  return { text: byEnquiryInWords(enquiry, t).join('. '), href: seesEnquiries ? `/questions/${enquiry.id}` : null }
}

/** Where the referral is begun with which an action is done. */
function presentRefer(action: string, { reference, topic }: Application, { prisonNumber }: Person, t: Translate) {
  const kind = referralFor(action as Action, topic)
  if (kind === null) return null
  return {
    text: t('console/application:actions.refer', { kind: t(`console/referrals:kinds.${kind}`) }),
    href: `/people/${prisonNumber}/referrals?${new URLSearchParams({ application: reference, kind }).toString()}#begin`,
  }
}

function presentMessage(
  { sender, staffName, body, sentAt, readAt, printedAt }: ApplicationRecord['messages'][number],
  name: string,
  t: Translate,
) {
  const fromPerson = sender === 'person'
  const read =
    readAt === null
      ? t('console/application:messages.not-read')
      : t('console/application:messages.read', { when: momentInWords(readAt) })
  const printed = printedAt && t('console/application:messages.printed', { when: momentInWords(printedAt) })
  return {
    fromPerson,
    body,
    about: byAndWhen(fromPerson ? name : staffName, sentAt, t),
    read: fromPerson ? null : [read, printed].filter(each => each !== null).join('. '),
  }
}

/** A service to point the person to. */
function presentLocalService({ english, openTo, area, checkedOn }: LocalService, today: CalendarDay, t: Translate) {
  const part = (label: WordingKey, text: string | null) => (text === null ? [] : [{ label: t(label), text }])
  return {
    name: english.name,
    what: english.what,
    parts: [
      ...part('console/common:typed.fields.service-who-for', english.whoFor),
      ...part('console/common:typed.fields.service-how-to-get', english.howToGet),
      ...part('console/common:typed.fields.service-contact', english.contact),
      ...part('console/local-services:columns.open-to', t(`console/local-services:open-to.${openTo}`)),
      ...part('console/local-services:columns.area', area && t(`console/person:values.homeRegion.${area}`)),
      ...part('console/local-services:columns.checked', dayInWords(checkedOn)),
    ],
    overdue: checkAgainBy(checkedOn) < today,
  }
}

/** The page where an application is answered. */
export function presentOutcomeForm(
  record: Pick<ApplicationRecord, 'application' | 'person'>,
  chosen: string | undefined,
  reader: { readonly today: CalendarDay; readonly policy: PolicyName },
  t: Translate,
) {
  return {
    ...presentHeading(record, t),
    pageName: t('console/outcome:page-name', { reference: record.application.reference }),
    personBarFacts: presentPersonBar(record.person, reader, t),
    limit: limits.answer,
    choices: outcomes.map(outcome => ({
      value: outcome,
      text: t(`console/application:outcomes.${outcome}`),
      hint: { text: t(`console/outcome:hints.${outcome}`) },
      checked: outcome === chosen,
    })),
  }
}

/** The steps of closing, with the one that the reader is at. */
export function presentStages(
  at: 'answer' | 'check',
  { toSettle, next, name }: { readonly toSettle: number; readonly next: string | null; readonly name: string },
  t: Translate,
) {
  const stage = (text: string, more: string | null, current = false) => ({ text, more, current })
  const settle =
    toSettle === 0 ? t('console/outcome:stages.nothing') : t('console/outcome:stages.settle-count', { count: toSettle })
  return [
    stage(t('console/outcome:stages.settle'), settle),
    stage(t('console/outcome:stages.answer'), null, at === 'answer'),
    stage(t('console/outcome:stages.check'), t('console/outcome:stages.check-more', { name }), at === 'check'),
    ...(next === null ? [] : [stage(t('console/outcome:stages.next'), next)]),
  ]
}

/** Somebody was first: what has changed since the page was made, and what can be copied from it. */
export function presentConflict(
  record: Pick<ApplicationRecord, 'application' | 'person' | 'messages'>,
  since: readonly ApplicationEvent[],
  t: Translate,
) {
  const sentAt = ({ happenedAt }: ApplicationEvent) =>
    record.messages.filter(message => message.sentAt.getTime() === happenedAt.getTime())
  return {
    ...presentHeading(record, t),
    pageName: t('console/conflict:page-name', { reference: record.application.reference }),
    since: presentTimeLine(since, fullName(record.person), t).map((entry, at) => ({
      ...entry,
      words: [...entry.words, ...sentAt(since[at]!).map(({ body }) => body)],
    })),
  }
}
