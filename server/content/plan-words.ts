import { isOpen, partOf, type ChecklistItem, type TaskId, type TaskStatus } from '../domain/checklist'
import type { CalendarDay } from '../domain/calendar'
import type { FormId } from '../domain/applications'
import type { Contact } from './contacts'
import { formWords } from './form-words'
import type { ContentLanguage } from './language'
import type { Translate } from './words'

/** What a plan is made from, as far as its words go. */
export interface PlanFacts {
  readonly person: {
    readonly firstName: string
    readonly lastName: string
    readonly releaseDate: CalendarDay | null
    readonly comName: string | null
    readonly pomName: string | null
    readonly prisonNation: 'england' | 'wales'
    readonly custodyStatus: string
  }
  readonly lines: readonly (ChecklistItem & { readonly status: TaskStatus })[]
  readonly waiting: readonly { readonly form: string; readonly reference: string; readonly respondBy: CalendarDay }[]
  readonly notes: ReadonlyMap<string, string>
}

export interface PlanLine {
  readonly text: string
  readonly details: readonly string[]
  readonly note: string | null
}

/** A plan in words, in one language: what the page, the print and the PDF all say. */
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
    readonly box: string
    readonly lines: readonly string[]
  }
  readonly people: { readonly title: string; readonly rows: readonly PlanRow[]; readonly team: string }
  readonly numbers: { readonly title: string; readonly hint: string; readonly rows: readonly PlanRow[] }
}

export interface PlanGroup {
  readonly title: string
  readonly lines: readonly PlanLine[]
}

interface PlanRow {
  readonly name: string
  readonly value: string
}

/** Tasks that are a meeting with somebody, who says when. */
const meetings: readonly TaskId[] = [
  'housing-worker',
  'work-coach',
  'support-team',
  'licence',
  'first-probation-meeting',
]

/** Whom most people may have to call; those of the other nation are left out. None of them tells what somebody needs. */
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

/** What a plan's words are made with. */
export interface PlanSources {
  readonly t: Translate
  readonly language: ContentLanguage
  readonly contacts: ReadonlyMap<string, Contact>
  readonly today: CalendarDay
  /** A day in the plan's language. */
  readonly inWords: (day: CalendarDay) => string
}

export function planWords({ person, lines, waiting, notes }: PlanFacts, sources: PlanSources): PlanWords {
  const { t, inWords } = sources
  const lineOf = (line: PlanFacts['lines'][number]): PlanLine => ({
    text: t(`${line.words}.title`),
    details: isOpen(line.status) ? detailsOf(line, sources) : [],
    note: notes.get(line.task) ?? null,
  })
  const linesIn = (part: ReturnType<typeof partOf>) => lines.filter(line => partOf(line) === part).map(lineOf)
  const groups = (['now', 'soon', 'later', 'any-time'] as const)
    .map(group => ({ title: t(`tasks:groups.${group}`), lines: linesIn(group) }))
    .filter(group => group.lines.length > 0)
  return {
    title: t('plan:title'),
    description: t('plan:description'),
    name: t('plan:name', { name: `${person.firstName} ${person.lastName}` }),
    dates: [
      person.releaseDate === null ? t('plan:no-date') : t('plan:date', { date: inWords(person.releaseDate) }),
      t('plan:made', { date: inWords(sources.today) }),
    ],
    next: { title: t('plan:next'), nothing: t('plan:nothing-next'), groups },
    waiting: {
      title: t('plan:waiting'),
      lines: [
        ...waiting.map(({ form, reference, respondBy }) => ({
          text: `${formWords(t, { id: form as FormId })('shortTitle')} (${reference})`,
          details: [t('plan:answer-by', { date: inWords(respondBy) })],
          note: null,
        })),
        ...linesIn('waiting'),
      ],
    },
    done: { title: t('plan:done'), lines: linesIn('done') },
    meetings: {
      title: t('plan:meetings'),
      hint: t('plan:meetings-hint'),
      box: t('plan:meeting-box'),
      lines: lines
        .filter(({ task, status }) => meetings.includes(task) && status !== 'done' && status !== 'not-for-me')
        .map(line => t(`${line.words}.title`)),
    },
    people: {
      title: t('plan:people'),
      rows: ['remand', 'civil'].includes(person.custodyStatus)
        ? []
        : [
            { name: t('plan:roles.com'), value: person.comName ?? t('plan:not-known') },
            { name: t('plan:roles.pom'), value: person.pomName ?? t('plan:not-known') },
          ],
      team: t('plan:team'),
    },
    numbers: { title: t('plan:numbers'), hint: t('plan:numbers-hint'), rows: numbersFor(person.prisonNation, sources) },
  }
}

function detailsOf(line: PlanFacts['lines'][number], { t, inWords }: PlanSources): string[] {
  return [
    t(`tasks:timing.${line.timing}`, line.due === null ? {} : { date: inWords(line.due) }),
    ...(line.tooLate === null ? [] : [t(line.tooLate.instead)]),
    // Who helps with a private task would tell what its neutral title does not.
    ...(line.isPrivate ? [] : [t('plan:help', { who: t(`${line.words}.whoCanHelp`) })]),
  ]
}

function numbersFor(nation: 'england' | 'wales', { contacts, language }: PlanSources): PlanRow[] {
  const named = nation === 'wales' ? 'Wales' : 'England'
  return planContacts.flatMap(id => {
    const contact = contacts.get(id)
    if (!contact?.shown || !contact.nations.some(each => each === named || each === 'UK')) return []
    const [first] = contact.phones
    const phone = (language === 'cy' && contact.phones.find(each => each.id === 'welsh')) || first
    const name = contact.name[language]
    return phone && name !== null ? [{ name, value: phone.number }] : []
  })
}
