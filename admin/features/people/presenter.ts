import type { Translate } from '../../../server/content/words/words'
import type {
  Application,
  Consent,
  Notification,
  Correction,
  FoundPerson,
  Person,
  PinRequest,
  Referral,
  AboutMeRecord,
  ComChange,
  StaffMember,
  WhereaboutsRecord,
} from '../../../server/database'
import type { Reads } from '../../../server/database/reads'
import { isPastItsDay, plannedActions, type PathwayPlan } from '../../../server/domain/assessments'
import { dayInWords, type CalendarDay, type ExtraBankHolidays } from '../../../server/domain/calendar'
import { isOpen, partOf, type ListPart } from '../../../server/domain/checklist'
import type { PolicyName } from '../../../server/domain/routing'
import { asksAbout } from '../../../server/use-cases/accounts/access-scopes'
import type { PersonsAssessment } from '../../../server/use-cases/assessments/assessments'
import type { ChecklistLine } from '../../../server/use-cases/people/in-cell/checklist'
import { longDayOf } from '../../../server/web/pages/days'
import { can, mayCorrect, type Permission } from '../../access/permissions'
import { pagesFor, presentPagination } from '../../lists/pagination'
import { presentApplicationRow } from '../../presenting/applications/application-rows'
import { momentInWords } from '../../presenting/moments'
import { presentAssessment } from '../../presenting/people/assessment-rows'
import { whoChangedCom } from '../../presenting/people/com-changes'
import { consentRows } from '../../presenting/people/consent-rows'
import { presentPersonBar } from '../../presenting/people/person-bar'
import {
  presentContradictions,
  presentFacts,
  presentSupport,
  presentResponsibility,
} from '../../presenting/people/person-facts'
import { leavesInList, whereNow } from '../../presenting/people/where-is'
import { whereaboutsInWords } from '../../presenting/people/whereabouts'
import { presentNotification } from '../../presenting/work/notification-rows'
import { presentReferral } from '../../presenting/work/referral-rows'
import { addressOf, peoplePageSize } from './search'

export const mostMessages = 10

/** The list of people, or what a search found. */
export function presentPeople(
  search: { readonly name: string | null; readonly words: string | null; readonly isOver: boolean },
  people: readonly FoundPerson[],
  page: number,
  t: Translate,
) {
  const total = people[0]?.total ?? 0
  const pages = pagesFor(total, peoplePageSize)
  return {
    pageName:
      pages > 1
        ? t('console/people:page-name', { title: t('console/people:title'), page, pages })
        : t('console/people:title'),
    search: search.words,
    isOver: search.isOver,
    count: t('console/people:count', { count: total }),
    alike: people[0]?.isAlike === true ? t('console/people:search.alike') : null,
    showing: pages > 1 ? t('console/people:showing', { page, pages }) : null,
    empty: total > 0 ? null : t(search.words !== null ? 'console/people:empty.search' : 'console/people:empty.nobody'),
    people: people.map(person => ({
      href: `/people/${person.prisonNumber}`,
      name: t('console/people:name', { firstName: person.firstName, lastName: person.lastName }),
      prisonNumber: person.prisonNumber,
      where: whereNow(person, t),
      status: t(`console/person:values.custodyStatus.${person.custodyStatus}`),
      leaves: leavesInList(person, t),
    })),
    pagination: presentPagination(page, pages, each => addressOf(search.name, each), t),
  }
}

/** What is known of a person besides their facts, as far as the reader may see it. */
export interface PersonRecord {
  readonly aboutMe: AboutMeRecord
  /** Null where the reader confirms none. */
  readonly newCom: { readonly change: ComChange; readonly isForOthers: boolean } | null
  /** Of the fact that who is responsible rests on, newest first. */
  readonly corrections: readonly Correction[]
  /** The newest record of where they are; undefined when there is none. */
  readonly whereabouts: WhereaboutsRecord | undefined
  readonly applications: readonly Application[]
  readonly consents: readonly Consent[]
  readonly messages: Awaited<ReturnType<Reads['messages']['newestOf']>>
  /** Null where the reader may not see them, as referrals. */
  readonly assessments: readonly PersonsAssessment[] | null
  /** Those that have not ended. */
  readonly referrals: readonly Referral[] | null
  /** The plan of this time in custody. */
  readonly plan: readonly PathwayPlan[] | null
  /** To whom something about them was passed, the newest first. */
  readonly notifications: readonly Notification[] | null
  /** Without what is private to the person. */
  readonly checklist: readonly ChecklistLine[]
}

/** A person's page: facts with their sources, who is responsible and why, and all that the reader may see besides. */
export function presentPerson(
  person: Person,
  {
    aboutMe,
    newCom,
    whereabouts,
    corrections,
    applications,
    consents,
    messages,
    assessments,
    referrals,
    plan,
    notifications,
    checklist,
  }: PersonRecord,
  reader: {
    readonly staff: StaffMember
    readonly today: CalendarDay
    readonly now: Date
    readonly policy: PolicyName
    readonly extraBankHolidays: ExtraBankHolidays
  },
  t: Translate,
) {
  const rowReader = {
    ...reader,
    seesTopic: can(reader.staff.role, 'see-application'),
    tellsOutside: can(reader.staff.role, 'tell-outside'),
  }
  return {
    pageName: t('console/people:person.page-name'),
    newCom: newCom && presentNewCom(person, newCom, t),
    name: nameOf(person),
    prisonNumber: person.prisonNumber,
    ...addressesFor(person, reader.staff),
    raiseFor: person.prisonNumber,
    personBarFacts: presentPersonBar(person, reader, t),
    whereabouts: whereaboutsInWords(person, whereabouts, t),
    speaks: t(`console/people:person.speaks.${person.language}`),
    support: presentSupport(person, aboutMe, t),
    assessments: assessments && assessments.map(each => presentAssessment(each, t)),
    overdueActions: plan && presentOverdueActions(person, plan, reader.today, t),
    referrals:
      referrals &&
      referrals.map(referral => ({
        ...presentReferral(referral, reader.today, t),
        href: `/people/${person.prisonNumber}/referrals/${referral.id}`,
      })),
    tasksLink: t(`console/com-requests:link.${can(reader.staff.role, 'make-com-request') ? 'asker' : 'team'}`),
    contradictions: presentContradictions(person, reader.today, t),
    responsibility: presentResponsibility(person, corrections, reader, t),
    facts: presentFacts(person, t, fact =>
      mayCorrect(reader.staff.role, fact) ? `/people/${person.prisonNumber}/facts/${fact}` : null,
    ),
    applications: applications.map(application => ({
      ...presentApplicationRow(application, t),
      respondBy: dayInWords(application.respondBy),
    })),
    consents: consentRows(
      consents.filter(
        ({ applicationId }) => applicationId === null || applications.some(({ id }) => id === applicationId),
      ),
      t,
    ),
    consentsAddress:
      can(reader.staff.role, 'record-consent') && asksAbout(reader.staff, person)
        ? `/people/${person.prisonNumber}/consents`
        : null,
    messages: presentMessages(messages, applications, t),
    mostMessages,
    notifications: notifications && notifications.map(each => presentNotification(each, rowReader, t)),
    checklist: presentTasks(checklist, t),
  }
}

/** The pages about a person that the reader may open; null for the others. */
function addressesFor(person: Person, staff: StaffMember) {
  const { prisonNumber, whereabouts } = person
  const { role } = staff
  const asks = asksAbout(staff, person)
  const hasLeft = whereabouts === 'left'
  const address = (may: Permission, path: string) => (can(role, may) ? `/people/${prisonNumber}/${path}` : null)
  return {
    slipAddress: hasLeft ? null : address('make-pin-slip', 'pin-slip'),
    assessmentsAddress: address('see-assessments', 'assessments'),
    planAddress: address('see-plan', 'plan'),
    whereaboutsAddress: address('see-leaving', 'whereabouts'),
    paperAddress: hasLeft ? null : address('enter-paper-form', 'paper'),
    leavingAddress: address('see-leaving', 'leaving'),
    hearingsAddress: address('see-leaving', 'hearings'),
    referralsAddress: asks ? address('see-referrals', 'referrals') : null,
    tasksAddress: address('see-com-requests', 'tasks'),
    questionsAddress: asks ? address('make-enquiry', 'questions') : null,
    outsideRequestsAddress: address('handle-outside-requests', 'outside-requests'),
    lookedAddress: address('see-who-looked', 'who-looked'),
    dataAddress: address('export-person-data', 'data'),
    mergeAddress: address('merge-records', 'merge'),
  }
}

/** A new COM whom the team has not confirmed, and where the reader does. */
function presentNewCom(person: Person, { change, isForOthers }: NonNullable<PersonRecord['newCom']>, t: Translate) {
  const { before } = change
  return {
    text: t('console/com-changes:confirm.text', { email: person.comEmail }),
    before: before === null ? t('console/com-changes:none-before') : t('console/com-changes:before', { before }),
    changed: whoChangedCom(change, t),
    email: person.comEmail,
    action: isForOthers ? null : `/people/${person.prisonNumber}/com`,
  }
}

/** What should have been done before today, in the order of the days. */
function presentOverdueActions(person: Person, plan: readonly PathwayPlan[], today: CalendarDay, t: Translate) {
  return plannedActions(plan)
    .filter(action => isPastItsDay(action, today))
    .sort((one, other) => (one.due! < other.due! ? -1 : 1))
    .map(({ pathway, text, due, responsible }) => ({
      text,
      href: `/people/${person.prisonNumber}/plan/${pathway}`,
      due: dayInWords(due!),
      responsible: t(`console/resettlement-plan:responsible.${responsible}`),
    }))
}

function presentMessages(messages: PersonRecord['messages'], applications: readonly Application[], t: Translate) {
  const references = new Map(applications.map(({ id, reference }) => [id, reference]))
  return messages.map(({ applicationId, sender, staffName, sentAt, readAt }) => {
    const reference = references.get(applicationId) ?? ''
    return {
      reference,
      href: `/applications/${reference}#messages`,
      from: sender === 'person' ? t('console/people:person.messages.person') : staffName,
      when: momentInWords(sentAt),
      read: sender === 'person' ? null : t(`console/people:person.messages.${readAt ? 'read' : 'not-read'}`),
    }
  })
}

function presentTasks(lines: readonly ChecklistLine[], t: Translate) {
  const count = (part: ListPart) => lines.filter(line => partOf(line) === part).length
  return {
    summary: t('console/people:person.checklist.summary', {
      count: lines.length,
      done: count('done'),
      waiting: count('waiting'),
    }),
    tasks: lines.map(line => ({
      title: t(`${line.words}.title`),
      when: isOpen(line.status)
        ? t(`tasks:timing.${line.timing}`, line.due === null ? {} : { date: dayInWords(line.due) })
        : '',
      state: t(`tasks:statuses.${line.status}`),
    })),
  }
}

/** Who has asked for a new PIN and waits for a slip. */
export function presentPinRequests(requests: readonly PinRequest[], t: Translate) {
  return requests.map(({ prisonNumber, firstName, lastName, location, askedAt }) => ({
    href: `/people/${prisonNumber}/pin-slip`,
    dismiss: `/people/${prisonNumber}/pin-request`,
    name: t('console/people:name', { firstName, lastName }),
    where: [prisonNumber, location].filter(each => each !== null).join(', '),
    asked: t('console/people:pin-requests.asked', { day: longDayOf(askedAt, 'en') }),
  }))
}

/** A person's full name. */
export function nameOf({ firstName, lastName }: Person): string {
  return `${firstName} ${lastName}`
}
