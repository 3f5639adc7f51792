import type { CalendarDay } from '../../domain/calendar'
import { isOpen, nationFor, partOf, type ChecklistItem, type TaskId, type TaskStatus } from '../../domain/checklist'
import type { Region } from '../../domain/routing/facts'
import type { FormId } from '../../domain/topics'
import type { AppointmentAbout } from '../../domain/work/referrals'
import type { Contact } from '../facts-and-contacts/contacts'
import type { ContentLanguage } from '../files/language'
import { applicationTitle } from './application-title'
import { composedKey, type Translate } from './words'

/** The data behind a leaving plan's wording. */
export interface PlanFacts {
  readonly person: {
    readonly firstName: string
    readonly lastName: string
    readonly releaseDate: CalendarDay | null
    readonly comName: string | null
    readonly pomName: string | null
    readonly prisonNation: 'england' | 'wales'
    readonly homeRegion: Region | null
    readonly custodyStatus: string
  }
  readonly lines: readonly (ChecklistItem & { readonly status: TaskStatus })[]
  readonly waiting: readonly {
    readonly form: FormId
    readonly task: string | null
    readonly reference: string
    readonly respondBy: CalendarDay
  }[]
  /** Those that the service knows of: by when staff are to hold them, or the day in court. */
  readonly meetings: readonly PlannedMeeting[]
  readonly notes: ReadonlyMap<string, string>
}

/**
 * The meetings that staff owe a person with their future due dates, appointments with others (and the place when it is not
 * private), and court days.
 */
export type PlannedMeeting =
  | { readonly kind: 'needs' | 'review' | 'one-month'; readonly by: CalendarDay | null }
  | { readonly kind: 'court'; readonly on: CalendarDay }
  | { readonly kind: 'appointment'; readonly about: AppointmentAbout; readonly at: Date; readonly place: string | null }

export interface PlanLine {
  readonly text: string
  readonly details: readonly string[]
  readonly note: string | null
}

/** A leaving plan in words, in one language; the page, the print and the PDF all use it. */
export interface PlanWords {
  readonly title: string
  readonly description: string
  readonly name: string
  readonly dates: readonly string[]
  readonly next: { readonly title: string; readonly nothing: string; readonly groups: readonly PlanGroup[] }
  readonly waiting: PlanGroup
  readonly done: PlanGroup
  readonly meetings: {
    readonly title: string
    readonly hint: string
    readonly lines: readonly MeetingLine[]
  }
  readonly people: { readonly title: string; readonly rows: readonly PlanRow[]; readonly team: string }
  readonly numbers: { readonly title: string; readonly hint: string; readonly rows: readonly PlanRow[] }
}

export interface PlanGroup {
  readonly title: string
  readonly lines: readonly PlanLine[]
}

/** The known details of a meeting, and blanks to fill in by hand. */
interface MeetingLine {
  readonly text: string
  readonly box: string | null
}

export interface PlanRow {
  readonly name: string
  readonly value: string
}

/** Tasks that are meetings, whose date the other party sets. */
const tasksToMeet: readonly TaskId[] = [
  'housing-worker',
  'work-coach',
  'support-team',
  'licence',
  'first-probation-meeting',
]

/** Contacts that most people may need, for their nation only. None of them reveals a private need. */
export const planContacts = [
  'samaritans',
  'nhs-111',
  'shelter-england',
  'citizens-advice-england',
  'citizens-advice-wales',
  'universal-credit',
  'jobcentre-plus',
  'national-careers-service',
  'prisoners-families-helpline',
] as const

/** Dependencies of the wording. */
export interface PlanSources {
  readonly t: Translate
  readonly language: ContentLanguage
  readonly contacts: ReadonlyMap<string, Contact>
  readonly chapters: Readonly<Record<ContentLanguage, readonly { readonly id: string; readonly title: string }[]>>
  readonly today: CalendarDay
  /** Formats days, and instants in London time, in the plan's language. */
  readonly inWords: (day: CalendarDay) => string
  readonly dayAndTime: (instant: Date) => { readonly day: string; readonly time: string }
}

/** The leaving plan in words, for a page and for its PDF. */
export function leavingPlanWords(facts: PlanFacts, sources: PlanSources): PlanWords {
  const { person, lines, waiting, notes } = facts
  const { t, inWords } = sources
  const lineOf = (line: PlanFacts['lines'][number]): PlanLine => ({
    text: t(`${line.words}.title`),
    details: isOpen(line.status) ? detailsOf(line, sources) : [],
    note: notes.get(line.task) ?? null,
  })
  // What the service knows by itself is nothing that the person has done.
  const linesIn = (part: ReturnType<typeof partOf>) =>
    lines.filter(line => partOf(line) === part && line.standing !== 'known').map(lineOf)
  const groups = (['now', 'soon', 'later', 'any-time'] as const)
    .map(group => ({ title: t(`tasks:groups.${group}`), lines: linesIn(group) }))
    .filter(group => group.lines.length > 0)
  return {
    title: t('leaving-plan:title'),
    description: t('leaving-plan:description'),
    name: t('leaving-plan:name', { name: `${person.firstName} ${person.lastName}` }),
    dates: [
      person.releaseDate === null
        ? t('leaving-plan:no-date')
        : t('leaving-plan:date', { date: inWords(person.releaseDate) }),
      t('leaving-plan:made', { date: inWords(sources.today) }),
    ],
    next: { title: t('leaving-plan:next'), nothing: t('leaving-plan:nothing-next'), groups },
    waiting: {
      title: t('leaving-plan:waiting'),
      lines: [
        ...waiting.map(({ form, task, reference, respondBy }) => ({
          text: `${applicationTitle({ form, task }, t)} (${reference})`,
          details: [t('leaving-plan:answer-by', { date: inWords(respondBy) })],
          note: null,
        })),
        ...linesIn('waiting'),
      ],
    },
    done: { title: t('leaving-plan:done'), lines: linesIn('done') },
    meetings: {
      title: t('leaving-plan:meetings'),
      hint: t('leaving-plan:meetings-hint'),
      lines: meetingLines(facts, sources),
    },
    people: {
      title: t('leaving-plan:people'),
      rows: ['remand', 'civil', 'immigration'].includes(person.custodyStatus)
        ? []
        : [
            { name: t('leaving-plan:roles.com'), value: person.comName ?? t('leaving-plan:not-known') },
            { name: t('leaving-plan:roles.pom'), value: person.pomName ?? t('leaving-plan:not-known') },
          ],
      team: t('leaving-plan:team'),
    },
    numbers: {
      title: t('leaving-plan:numbers'),
      hint: t('leaving-plan:numbers-hint'),
      rows: numbersFor(nationFor(person), planContacts, sources),
    },
  }
}

/** The last line is blank, for a meeting not yet known. */
function meetingLines({ lines, meetings }: PlanFacts, { t, inWords, dayAndTime }: PlanSources): MeetingLine[] {
  const box = t('leaving-plan:meeting-box')
  return [
    ...meetings.map(meeting => {
      if (meeting.kind === 'court') {
        return { text: t('leaving-plan:meeting.court', { date: inWords(meeting.on) }), box: t('leaving-plan:time-box') }
      }
      if (meeting.kind === 'appointment') {
        const { about, at, place } = meeting
        const where = place === null ? [] : [t('leaving-plan:appointment.where', { place })]
        const details = [
          t(`leaving-plan:appointment.about.${about}`),
          t('leaving-plan:appointment.when', dayAndTime(at)),
          ...where,
        ]
        return { text: details.join(' '), box: place === null ? t('leaving-plan:place-box') : null }
      }
      const { kind, by } = meeting
      const known = by === null ? [] : [t('leaving-plan:meeting-by', { date: inWords(by) })]
      return { text: [t(`leaving-plan:meeting.${kind}`), ...known].join(' '), box }
    }),
    ...lines
      .filter(({ task, status }) => tasksToMeet.includes(task) && status !== 'done' && status !== 'not-for-me')
      .map(line => ({ text: t(`${line.words}.title`), box })),
    { text: '', box },
  ]
}

function detailsOf(line: PlanFacts['lines'][number], sources: PlanSources): string[] {
  const { t, inWords, chapters, language } = sources
  const chapter = chapters[language].find(({ id }) => id === line.chapter)
  return [
    t(`tasks:timing.${line.timing}`, line.due === null ? {} : { date: inWords(line.due) }),
    ...(line.tooLate === null ? [] : [t(composedKey(`${line.words}.instead`))]),
    // The helper and chapter of a private task would reveal what its neutral title hides.
    ...(line.isPrivate ? [] : [t('leaving-plan:help', { who: t(`${line.words}.whoCanHelp`) })]),
    ...(line.isPrivate || !chapter ? [] : [t('leaving-plan:chapter', { title: chapter.title })]),
  ]
}

/**
 * The telephone numbers of contacts that serve the nation where a person will live, the line in their language first.
 *
 * @param ids of contacts, in the order to show; those without a number that has been checked are left out
 */
export function numbersFor(
  nation: 'england' | 'wales',
  ids: readonly string[],
  { contacts, language }: Pick<PlanSources, 'contacts' | 'language'>,
): PlanRow[] {
  const named = nation === 'wales' ? 'Wales' : 'England'
  return ids.flatMap(id => {
    const contact = contacts.get(id)
    if (!contact?.shown || !contact.nations.some(each => each === named || each === 'UK')) return []
    const [first] = contact.phones
    const phone = (language === 'cy' && contact.phones.find(each => each.id === 'welsh')) || first
    const name = contact.name[language]
    return phone && phone.number !== '' && name !== null ? [{ name, value: phone.number }] : []
  })
}
