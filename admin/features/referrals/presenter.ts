import type { Translate, WordingPart } from '../../../server/content/words/words'
import {
  referralPageSize,
  type Person,
  type Referral,
  type ReferralStep,
  type StaffMember,
} from '../../../server/database'
import type { CalendarDay } from '../../../server/domain/calendar'
import {
  appointmentAbout,
  isUsual,
  nextStatuses,
  referralKindsFor,
  referralWork,
  type OwnerAction,
  type ReferralKind,
  type ReferralStatus,
} from '../../../server/domain/work/referrals'
import { canFollow } from '../../../server/domain/work/work'
import { can } from '../../access/permissions'
import { filterChoices } from '../../lists/filter-choice'
import { pagesFor, presentPagination } from '../../lists/pagination'
import { numberAndWhereIs } from '../../presenting/people/where-is'
import { appointmentInWords, dayOfStepInWords, presentReferral } from '../../presenting/work/referral-rows'
import { referralLimits, type ListQuery } from './forms'

interface Reader {
  readonly staff: StaffMember
  readonly today: CalendarDay
}

/** What is waited for of everybody in scope, what is to be asked after first. */
export function presentWaiting(
  referrals: readonly (Referral & { total: number })[],
  { state, owner, page }: ListQuery,
  colleagues: readonly StaffMember[],
  { staff, today }: Reader,
  t: Translate,
) {
  const choice = filterChoices(
    (name: WordingPart<'console/referrals:filter.'>) => `console/referrals:filter.${name}`,
    { state, owner },
    t,
  )
  const total = referrals[0]?.total ?? 0
  const pages = pagesFor(total, referralPageSize)
  return {
    pageName: t('console/referrals:title'),
    filters: [
      choice('state', [
        { value: '', text: t('console/referrals:filter.any') },
        { value: 'to-chase', text: t('console/referrals:filter.to-chase') },
        { value: 'asked-com', text: t('console/referrals:states.asked-com') },
      ]),
      choice('owner', [
        { value: '', text: t('console/referrals:filter.everybody') },
        { value: String(staff.id), text: t('console/referrals:filter.you') },
        { value: 'nobody', text: t('console/referrals:nobody') },
        ...colleagues
          .filter(({ id, active }) => id !== staff.id && (active || id === owner))
          .map(({ id, name }) => ({ value: String(id), text: name })),
      ]),
    ],
    count: t('console/referrals:count', { count: total }),
    rows: referrals.map(referral => ({
      ...presentReferral(referral, today, t),
      href: `/people/${referral.prisonNumber}/referrals/${referral.id}`,
      person: t('console/people:name', { firstName: referral.firstName, lastName: referral.lastName }),
      where: numberAndWhereIs(referral, t),
    })),
    pagination: presentPagination(page, pages, each => waitingAddress({ state, owner, page: each }), t),
  }
}

/** All that was begun with others for a person, and the form to begin more. */
export function presentPersonsReferrals(
  person: Person,
  referrals: readonly Referral[],
  { staff, today }: Reader,
  t: Translate,
) {
  return {
    ...heading(person, t),
    back: `/people/${person.prisonNumber}`,
    address: addressOf(person),
    mayAct: can(staff.role, 'make-referral'),
    limits: referralLimits,
    referrals: referrals.map(referral => ({
      ...presentReferral(referral, today, t),
      href: `${addressOf(person)}/${referral.id}`,
    })),
    kinds: presentKinds(person, t),
    states: (['sent', 'asked-com'] as const).map(value => ({ value, text: t(`console/referrals:begin.${value}`) })),
  }
}

/** Those that are usual for where the person goes, then the others. */
function presentKinds({ prisonEstate: estate, homeRegion }: Person, t: Translate) {
  const all = referralKindsFor(estate)
  const usual = all.filter(kind => isUsual(kind, { estate, homeRegion }))
  const item = (value: ReferralKind) => ({ value, text: t(`console/referrals:kinds.${value}`) })
  return [
    ...usual.map(item),
    { divider: t('console/referrals:form.not-usual') },
    ...all.filter(kind => !usual.includes(kind)).map(item),
  ]
}

/** How a referral went on, by whom and when. */
export function presentSteps(steps: readonly ReferralStep[], t: Translate) {
  return steps.map(step => ({
    what: stepInWords(step, t),
    by: t('console/common:by-and-when', {
      name: step.staffName ?? t('console/referrals:the-service'),
      when: dayOfStepInWords(step, t),
    }),
    words: step.note === null ? [] : [step.note],
  }))
}

/** One referral: every step of it, and how it can go on. */
export function presentOneReferral(
  person: Person,
  referral: Referral,
  steps: readonly ReferralStep[],
  { staff, today }: Reader,
  t: Translate,
) {
  const may = (action: OwnerAction) =>
    can(staff.role, 'make-referral') && canFollow(referralWork, referral, action, staff.id)
  return {
    ...heading(person, t),
    back: addressOf(person),
    address: `${addressOf(person)}/${referral.id}`,
    version: referral.version,
    ...presentReferral(referral, today, t),
    limits: referralLimits,
    steps: presentSteps(steps, t),
    meets: appointmentAbout(referral.kind) !== undefined,
    may: { take: may('taken'), handBack: may('handed-back') },
    takeButton:
      referral.holderName === null
        ? t('console/referrals:buttons.take')
        : t('console/referrals:buttons.take-over', { name: referral.holderName }),
    states: can(staff.role, 'make-referral')
      ? nextStatuses(referral.kind, referral.status).map(value => ({ value, text: nextInWords(value, referral, t) }))
      : [],
  }
}

/** What can follow; an appointment takes the place of one that was made before. */
function nextInWords(status: ReferralStatus, { appointment }: Referral, t: Translate): string {
  return status === 'appointment' && appointment !== null
    ? t('console/referrals:another-appointment')
    : t(`console/referrals:states.${status}`)
}

function stepInWords(step: ReferralStep, t: Translate): string {
  if (step.kind === 'moved') {
    const state = t(`console/referrals:states.${step.status}`)
    return step.appointment === null
      ? state
      : t('console/referrals:step-with-appointment', { state, appointment: appointmentInWords(step.appointment, t) })
  }
  return t(`console/referrals:owners.${step.kind}`, { ...(step.kind === 'given' && { name: step.toStaffName }) })
}

function waitingAddress({ state, owner, page }: ListQuery): string {
  const parameters = new URLSearchParams({
    ...(state !== null && { state }),
    ...(owner !== null && { owner: String(owner) }),
    ...(page > 1 && { page: String(page) }),
  })
  const text = parameters.toString()
  return text === '' ? '/referrals' : `/referrals?${text}`
}

function heading(person: Person, t: Translate) {
  return {
    pageName: t('console/referrals:page-name'),
    name: `${person.firstName} ${person.lastName}`,
    prisonNumber: person.prisonNumber,
  }
}

function addressOf({ prisonNumber }: Person): string {
  return `/people/${prisonNumber}/referrals`
}
