import type { Translate, WordingPart } from '../../../server/content/words/words'
import {
  referralPageSize,
  type Person,
  type Referral,
  type ReferralColumn,
  type ReferralStep,
  type StaffMember,
} from '../../../server/database'
import { shortDay, type CalendarDay } from '../../../server/domain/calendar'
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
import { dayInFile } from '../../lists/csv'
import { filterChoices } from '../../lists/filter-choice'
import { presentFilterLine } from '../../lists/filter-line'
import { wordsCell, type ListColumns } from '../../lists/list-table'
import { presentPagedList } from '../../lists/paged-list'
import { wingItems } from '../../lists/wing-field'
import { dueWords } from '../../presenting/due'
import { leavesColumn, personColumn, placeColumns } from '../../presenting/people/person-columns'
import { holderColumn } from '../../presenting/work/holder-column'
import { appointmentInWords, dayOfStepInWords, presentReferral } from '../../presenting/work/referral-rows'
import { listAddress, referralLimits, type ListQuery } from './forms'

interface Reader {
  readonly staff: StaffMember
  readonly today: CalendarDay
}

type Waiting = Referral & { readonly total: number }

/** What is waited for of everybody in scope, what is to be chased first. */
export function presentWaiting(
  referrals: readonly Waiting[],
  query: ListQuery,
  reader: Reader & { readonly colleagues: readonly StaffMember[]; readonly wings: readonly string[] },
  t: Translate,
) {
  const page = { rows: referrals, total: referrals[0]?.total ?? 0, query, size: referralPageSize }
  return {
    ...presentPagedList(columnsOf(reader, t), page, listAddress, t),
    pageName: t('console/referrals:title'),
    what: t('console/referrals:what'),
    filters: presentFilters(query, reader, t),
  }
}

function presentFilters(
  query: ListQuery,
  {
    staff,
    colleagues,
    wings,
  }: Reader & { readonly colleagues: readonly StaffMember[]; readonly wings: readonly string[] },
  t: Translate,
) {
  const word = (name: WordingPart<'console/referrals:filter.'>) => t(`console/referrals:filter.${name}`)
  const choice = filterChoices((name: 'wing' | 'state' | 'owner') => `console/referrals:filter.${name}`, query, t)
  const own = String(staff.id)
  return presentFilterLine(
    {
      action: listAddress.path,
      fields: [
        choice('wing', wingItems(query.wing, wings, word('any'))),
        choice('state', [
          { value: '', text: word('any') },
          { value: 'to-chase', text: word('to-chase') },
          { value: 'asked-com', text: t('console/referrals:states.asked-com') },
        ]),
        choice('owner', [
          { value: '', text: word('everybody') },
          { value: own, text: word('you') },
          { value: 'nobody', text: t('console/referrals:nobody') },
          ...colleagues
            .filter(({ id, active }) => id !== staff.id && (active || id === query.owner))
            .map(({ id, name }) => ({ value: String(id), text: name })),
        ]),
      ],
      quick: [
        { name: 'state', value: 'to-chase', text: word('to-chase') },
        { name: 'state', value: 'asked-com', text: word('chips.asked-com') },
        { name: 'owner', value: own, text: word('chips.you') },
        { name: 'owner', value: 'nobody', text: word('chips.nobody') },
      ],
      address: changes => listAddress.changed(query, changes),
      keep: listAddress.kept(query, 'sort'),
    },
    t,
  )
}

/** The columns of the list, and of its file. */
export function columnsOf({ staff, today }: Reader, t: Translate): ListColumns<Waiting, ReferralColumn> {
  const personOf = (referral: Waiting) => referral
  const column = (name: WordingPart<'console/referrals:columns.'>) => t(`console/referrals:columns.${name}`)
  const what = ({ kind }: Waiting) => t(`console/referrals:kinds.${kind}`)
  const state = ({ status }: Waiting) => t(`console/referrals:states.${status}`)
  const appointment = (referral: Waiting) => referral.appointment && appointmentInWords(referral.appointment, t)
  return {
    before: [
      {
        heading: column('chase'),
        sort: 'chase',
        cell: ({ chaseOn }) =>
          chaseOn === null
            ? wordsCell(t('console/referrals:no-day'))
            : { kind: 'due', due: dueWords(chaseOn, today, t) },
        file: [{ heading: column('chase'), value: ({ chaseOn }) => dayInFile(chaseOn) }],
      },
    ],
    link: {
      heading: column('what'),
      sort: 'what',
      link: referral => ({
        text: what(referral),
        href: `/people/${referral.prisonNumber}/referrals/${referral.id}`,
        beside: referral.whom,
        about: t('console/people:name', { firstName: referral.firstName, lastName: referral.lastName }),
      }),
      file: [
        { heading: column('what'), value: what },
        { heading: column('whom'), value: ({ whom }) => whom },
      ],
    },
    after: [
      personColumn(personOf, t),
      ...placeColumns(personOf, t),
      leavesColumn(personOf, today, t),
      {
        heading: column('state'),
        sort: 'state',
        cell: referral => wordsCell(state(referral), { beside: shortDay(referral.movedOn, today) }),
        file: [
          { heading: column('state'), value: state },
          { heading: column('since'), value: ({ movedOn }) => dayInFile(movedOn) },
        ],
      },
      {
        heading: column('appointment'),
        sort: null,
        isShown: rows => rows.some(referral => referral.appointment !== null),
        cell: referral => wordsCell(appointment(referral) ?? ''),
        file: [{ heading: column('appointment'), value: appointment }],
      },
      holderColumn({ heading: column('owner'), sort: 'owner', nobody: t('console/referrals:nobody') }, staff, t),
    ],
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
