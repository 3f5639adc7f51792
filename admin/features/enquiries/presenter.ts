import type { Translate, WordingPart } from '../../../server/content/words/words'
import {
  enquiryPageSize,
  isEnquiryListSorted,
  type Application,
  type Enquiry,
  type EnquiryColumn,
  type EnquiryStep,
  type Person,
  type EnquiryList,
  type StaffMember,
} from '../../../server/database'
import { addWorkingDays, dayInWords, type CalendarDay, type ExtraBankHolidays } from '../../../server/domain/calendar'
import { probationTeamKinds } from '../../../server/domain/staff/probation-teams'
import { pathways, type Pathway } from '../../../server/domain/topics'
import {
  enquiryBodies,
  enquiryWork,
  isBodyAction,
  isPutToCom,
  prisonBodies,
  verdicts,
  type EnquiryBody,
  type EnquiryAction,
} from '../../../server/domain/work/enquiries'
import { canFollow } from '../../../server/domain/work/work'
import { answeredWithin } from '../../../server/use-cases/work/enquiries'
import { can, type Permission } from '../../access/permissions'
import { dayInField } from '../../forms/day-field'
import { filterChoices } from '../../lists/filter-choice'
import { presentFilterLine } from '../../lists/filter-line'
import { wordsCell, type ListColumns } from '../../lists/list-table'
import { presentPagedList } from '../../lists/paged-list'
import { wingItems } from '../../lists/wing-field'
import { topicName } from '../../presenting/applications/topic-name'
import { momentInWords } from '../../presenting/moments'
import { leavesColumn, personColumn, placeColumns } from '../../presenting/people/person-columns'
import { numberAndWhereIs } from '../../presenting/people/where-is'
import { dayOf, dueColumns } from '../../presenting/work/due-columns'
import { presentEnquiry } from '../../presenting/work/enquiry-rows'
import { holderColumn } from '../../presenting/work/holder-column'
import { outsideInWords, presentOutsideFields } from '../../presenting/work/outside-fields'
import { enquiryLimits, listAddress, type ListQuery } from './forms'

/** Which permission an action takes. */
export function permissionFor(action: EnquiryAction): Permission {
  return isBodyAction(action) ? 'answer-enquiry' : 'make-enquiry'
}

type ShownList = EnquiryList & WordingPart<'console/enquiries:lists.'>

const listsOfAskers: readonly [ShownList, ...ShownList[]] = [
  'waiting',
  'overdue',
  'asked-back',
  'to-read',
  'answered',
  'closed',
  'withdrawn',
  'colleagues',
  'unheld',
]
const listsOfBodies: readonly [ShownList, ...ShownList[]] = ['for-body', 'for-body-overdue', 'by-body']

interface Reader {
  readonly staff: StaffMember
  readonly today: CalendarDay
  readonly extraBankHolidays: ExtraBankHolidays
}

/** The lists that concern a member of staff, the one that they begin with first. */
export function listsFor({ role }: StaffMember): readonly [ShownList, ...ShownList[]] {
  if (!can(role, 'make-enquiry')) return listsOfBodies
  return can(role, 'answer-enquiry') ? [...listsOfBodies, ...listsOfAskers] : listsOfAskers
}

/** Whether the lists say when people leave: a body that is asked sees no more than whom it is asked about. */
export function seesRelease({ role }: Pick<StaffMember, 'role'>): boolean {
  return can(role, 'make-enquiry')
}

type Listed = Enquiry & { readonly total: number }

/** A list as it is asked for: its address, and the wings and landings to filter by. */
interface ListView {
  readonly list: EnquiryList
  readonly query: ListQuery
  readonly wings: readonly string[]
}

/** A page of a list of enquiries. */
export function presentList(enquiries: readonly Listed[], view: ListView, reader: Reader, t: Translate) {
  const { list, query } = view
  const isSorted = isEnquiryListSorted(list)
  const page = { rows: enquiries, total: enquiries[0]?.total ?? 0, query, size: enquiryPageSize, isSorted }
  return {
    ...presentPagedList(columnsOf(list, reader, t), page, listAddress, t),
    pageName: t('console/enquiries:title'),
    what: t(`console/enquiries:whose.${can(reader.staff.role, 'make-enquiry') ? 'asker' : 'body'}`),
    filters: presentFilters(view, reader, t),
  }
}

/** The lists that one press leads to. */
const quickLists: readonly ShownList[] = [
  'for-body-overdue',
  'overdue',
  'asked-back',
  'to-read',
  'colleagues',
  'unheld',
]

function presentFilters({ query, wings }: ListView, { staff }: Reader, t: Translate) {
  const choice = filterChoices((name: 'list' | 'wing') => `console/enquiries:filter.${name}`, query, t)
  const lists = listsFor(staff)
  const listItem = (value: ShownList) => ({ value, text: t(`console/enquiries:lists.${value}`) })
  return presentFilterLine<'list' | 'wing'>(
    {
      action: listAddress.path,
      fields: [
        choice('list', lists.map(listItem)),
        choice('wing', wingItems(query.wing, wings, t('console/enquiries:filter.any'))),
      ],
      quick: quickLists.filter(each => lists.includes(each)).map(each => ({ name: 'list', ...listItem(each) })),
      address: changes => listAddress.changed({ ...query, by: null }, changes),
      more:
        query.by === null
          ? []
          : [{ text: t('console/enquiries:by-one'), href: listAddress.changed({ ...query, by: null }, {}) }],
      keep: listAddress.kept(query, 'sort'),
    },
    t,
  )
}

/** The columns of a list, and of its file. */
export function columnsOf(list: EnquiryList, reader: Reader, t: Translate): ListColumns<Listed, EnquiryColumn> {
  const { staff, today } = reader
  const personOf = (enquiry: Listed) => enquiry
  const column = (name: WordingPart<'console/enquiries:columns.'>) => t(`console/enquiries:columns.${name}`)
  const body = (enquiry: Listed) => t(`console/enquiries:bodies.${enquiry.body}`)
  const state = ({ status }: Listed) => t(`console/enquiries:states.${status}`)
  const receipts = (enquiry: Listed) => presentEnquiry(enquiry, reader, t).receipts.join('. ')
  return {
    before: dueColumns(
      {
        hasEnded: !isEnquiryListSorted(list),
        endedOn: ({ endedAt }) => dayOf(endedAt),
        due: column('due'),
        ended: column('ended'),
      },
      today,
      t,
    ),
    link: {
      heading: column('body'),
      sort: 'body',
      link: enquiry => ({
        text: body(enquiry),
        href: `/questions/${enquiry.id}`,
        beside: null,
        about: t('console/people:name', { firstName: enquiry.firstName, lastName: enquiry.lastName }),
      }),
      file: [{ heading: column('body'), value: body }],
    },
    after: [
      personColumn(personOf, t),
      ...placeColumns(personOf, t),
      ...(seesRelease(staff) ? [leavesColumn(personOf, today, t)] : []),
      {
        heading: column('enquiry'),
        sort: null,
        cell: ({ words }) => wordsCell(words, { isLong: true }),
        file: [{ heading: column('enquiry'), value: ({ words }) => words }],
      },
      {
        heading: column('state'),
        sort: null,
        cell: enquiry => wordsCell(state(enquiry), { beside: receipts(enquiry) || null, isBesideLong: true }),
        file: [
          { heading: column('state'), value: state },
          { heading: column('receipts'), value: receipts },
          { heading: column('answer'), value: ({ answer }) => answer },
        ],
      },
      {
        ...holderColumn<Listed, EnquiryColumn>({ heading: column('owner'), sort: 'owner', nobody: '' }, staff, t),
        isShown: rows => rows.some(({ holderId }) => holderId !== staff.id),
      },
    ],
  }
}

/** What was asked about a person, and the form to ask more. */
export function presentPersonsEnquiries(
  person: Person,
  enquiries: readonly Enquiry[],
  form: {
    /** The person's applications that the reader may see. */
    readonly applications: readonly Application[]
    /** The reference of the one that the form is opened for, or that was chosen. */
    readonly application: string
    /** The part of the plan that it is opened for. */
    readonly pathway: Pathway | null
    /** For which somebody can sign in. */
    readonly bodies: ReadonlySet<EnquiryBody>
  },
  reader: Reader,
  t: Translate,
) {
  return {
    ...heading(person),
    pageName: t('console/enquiries:person.page-name'),
    back: `/people/${person.prisonNumber}`,
    address: `/people/${person.prisonNumber}/questions`,
    prison: person.prisonName,
    enquiries: enquiries.map(enquiry => ({
      ...presentEnquiry(enquiry, reader, t),
      about: aboutInWords(enquiry, t),
    })),
    limits: enquiryLimits,
    usualDue: dayInField(addWorkingDays(reader.today, answeredWithin, reader.extraBankHolidays)),
    bodies: enquiryBodies
      .filter(value => form.bodies.has(value) || !isOfTeam(value))
      .map(value => ({
        value,
        text: t(`console/enquiries:bodies.${value}`),
        ...(!form.bodies.has(value) && {
          hint: {
            text: isOfPrison(value)
              ? t('console/enquiries:form.nobody', { prison: person.prisonName })
              : t('console/enquiries:form.not-reached'),
          },
        }),
      })),
    pathways: [
      { value: '', text: t('console/enquiries:form.no-pathway') },
      ...pathways.map(value => ({
        value,
        text: t(`console/com-requests:pathways.${value}`),
        selected: value === form.pathway,
      })),
    ],
    applications: [
      { value: '', text: t('console/enquiries:form.no-application') },
      ...form.applications.map(({ reference, topic, restricted }) => ({
        value: reference,
        text: topicAndReference({ reference, topic, restricted }, t),
        selected: reference === form.application,
      })),
    ],
  }
}

/** What a page shows of one enquiry. */
interface OneEnquiry {
  readonly enquiry: Enquiry
  readonly steps: readonly EnquiryStep[]
  /** The open applications of the person on which the COM is to be consulted. */
  readonly consultedOn: readonly Application[]
  /** Whether the reader sees the person, whom they may be asked about without more. */
  readonly seesPerson: boolean
}

/**
 * One enquiry: to whoever asked all that became of it, to the body that is asked no more of the person than it takes to
 * know who it is.
 */
export function presentOneEnquiry(
  { enquiry, steps, consultedOn, seesPerson }: OneEnquiry,
  consoleUrl: string,
  reader: Reader,
  t: Translate,
) {
  const { staff } = reader
  const { role } = staff
  const isAsker = !enquiry.isForReader
  const may = (action: EnquiryAction) =>
    can(role, permissionFor(action)) &&
    canFollow(enquiryWork, enquiry, action, staff.id) &&
    enquiry.isForReader === isBodyAction(action)
  // A COM or a POM reads the applications of their people; other bodies see whom an enquiry is about, and nothing else.
  const { body } = enquiry
  const seesApplication = isAsker || ((body === 'com' || body === 'pom') && !enquiry.restricted)
  const row = (name: WordingPart<'console/enquiries:rows.'>, text: string) => ({
    key: { text: t(`console/enquiries:rows.${name}`) },
    value: { text },
  })
  const about = aboutInWords(enquiry, t)
  const asker = t('console/enquiries:enquiry.who-and-role', {
    name: enquiry.askedByName,
    role: t(`console/permissions:roles.${enquiry.askedByRole}`),
  })
  const presented = presentEnquiry(enquiry, reader, t)
  return {
    ...presented,
    ...heading(enquiry),
    pageName: t('console/enquiries:enquiry.page-name'),
    title: t(`console/enquiries:enquiry.title.${enquiry.body}`),
    back: '/questions',
    address: `/questions/${enquiry.id}`,
    version: enquiry.version,
    limits: enquiryLimits,
    rows: [
      row('state', t(`console/enquiries:states.${enquiry.status}`)),
      row('due', dayInWords(enquiry.due)),
      ...(presented.receipts.length > 0 ? [row('seen', presented.receipts.join('. '))] : []),
      row('where', numberAndWhereIs(enquiry, t)),
      ...(seesApplication && about !== null ? [row('about', about)] : []),
      row('asked', t('console/common:by-and-when', { name: asker, when: momentInWords(enquiry.askedAt) })),
      ...(isAsker ? [row('held', heldInWords(enquiry, t))] : []),
    ],
    steps: presentSteps(enquiry, steps, t),
    may: {
      answer: may('answered'),
      askBack: may('asked-back'),
      correct: may('corrected'),
      add: may('added'),
      chase: may('chased'),
      recordOutside: may('answered-outside'),
      read: may('read'),
      close: may('closed'),
      take: may('taken'),
      withdraw: may('withdrawn'),
    },
    onlyWhatIsAsked: t(`console/enquiries:answer.only.${body}`),
    outside: presentOutsideFields(reader.today, t),
    verdicts: presentVerdicts(enquiry, t),
    consultedOn: presentConsultedOn(enquiry, consultedOn, t),
    // What is added waits no longer than what was asked, unless that day is over.
    addedDue: dayInField(
      enquiry.due >= reader.today && enquiry.endedAt === null
        ? enquiry.due
        : addWorkingDays(reader.today, answeredWithin, reader.extraBankHolidays),
    ),
    takeButton: t('console/enquiries:buttons.take', { name: enquiry.holderName }),
    link: isAsker ? `${consoleUrl.replace(/\/$/, '')}/questions/${enquiry.id}` : null,
    personAddress: seesPerson ? `/people/${enquiry.prisonNumber}` : null,
    applicationAddress: seesApplication && enquiry.reference !== null ? `/applications/${enquiry.reference}` : null,
  }
}

/** What was written and done, as far as the reader is told: the body that is asked is not told who waits for its answer. */
export function presentSteps(
  { isForReader }: Pick<Enquiry, 'isForReader'>,
  steps: readonly EnquiryStep[],
  t: Translate,
) {
  return steps.filter(({ kind }) => !isForReader || ofBodies.has(kind)).map(each => presentStep(each, t))
}

/** One thing that was written or done, from whom of the two sides. */
function presentStep({ kind, words, staffName, toStaffName, happenedAt, ...how }: EnquiryStep, t: Translate) {
  return {
    what: t(`console/enquiries:steps.${kind}`, { name: toStaffName }),
    from: ofAskers.has(kind) ? 'asker' : ofAnswers.has(kind) ? 'body' : null,
    words: [
      ...outsideInWords(how, t),
      ...(how.verdict === null ? [] : [t(`console/enquiries:verdict.${how.verdict}`)]),
      ...(words === null ? [] : [words]),
    ],
    by: t('console/common:by-and-when', { name: staffName, when: momentInWords(happenedAt) }),
  }
}

/** What the COM can say to what is proposed, where the enquiry puts needs to them. */
function presentVerdicts({ stage }: Enquiry, t: Translate) {
  return stage === null ? [] : verdicts.map(value => ({ value, text: t(`console/enquiries:verdict.${value}`) }))
}

/** The applications on which the COM's answer consults them too; null for none. */
function presentConsultedOn(
  { isForReader, needPathways }: Enquiry,
  applications: readonly Application[],
  t: Translate,
) {
  const rows = applications.filter(each => isPutToCom(each, needPathways))
  if (rows.length === 0) return null
  return {
    what: t(`console/enquiries:consulted-on.${isForReader ? 'body' : 'asker'}`),
    rows: rows.map(each => ({ href: `/applications/${each.reference}`, text: topicAndReference(each, t) })),
  }
}

/** The steps in which whoever asked writes, and those in which the body that is asked does; the others are between them. */
const ofAskers: ReadonlySet<string> = new Set<EnquiryStep['kind']>(['asked', 'added', 'withdrawn'])
const ofAnswers: ReadonlySet<string> = new Set<EnquiryStep['kind']>([
  'answered',
  'asked-back',
  'answered-outside',
  'corrected',
])

/** The steps that the body that is asked sees: what was said and read, and not who waits for it. */
const ofBodies: ReadonlySet<string> = new Set<EnquiryStep['kind']>([
  'asked',
  'added',
  'chased',
  'answered',
  'asked-back',
  'answered-outside',
  'corrected',
  'withdrawn',
  'read',
  'closed',
])

function isOfPrison(body: EnquiryBody): boolean {
  return prisonBodies.some(each => each === body)
}

/** Whether a body is a probation team: which one there is goes by the person's home region. */
function isOfTeam(body: EnquiryBody): boolean {
  return probationTeamKinds.some(each => each === body)
}

function heldInWords({ isHeld, holderName }: Enquiry, t: Translate): string {
  return isHeld ? holderName : t('console/enquiries:enquiry.unheld', { name: holderName })
}

function aboutInWords({ reference, topic, restricted, pathway, stage }: Enquiry, t: Translate): string | null {
  const about = [
    ...(reference === null || topic === null ? [] : [topicAndReference({ reference, topic, restricted }, t)]),
    ...(pathway === null
      ? []
      : [t('console/enquiries:plan', { pathway: t(`console/com-requests:pathways.${pathway}`) })]),
    ...(stage === null ? [] : [t('console/enquiries:needs-of', { stage: t(`console/assessments:kinds.${stage}`) })]),
  ]
  return about.length === 0 ? null : about.join('. ')
}

function topicAndReference(application: Pick<Application, 'reference' | 'topic' | 'restricted'>, t: Translate): string {
  return t('console/enquiries:application', { topic: topicName(application, t), reference: application.reference })
}

function heading({ firstName, lastName, prisonNumber }: Pick<Person, 'firstName' | 'lastName' | 'prisonNumber'>) {
  return { name: `${firstName} ${lastName}`, prisonNumber, raiseFor: prisonNumber }
}
