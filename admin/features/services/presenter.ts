import type { Translate } from '../../../server/content/words'
import { chapterIds } from '../../../server/content/booklet'
import type { Content } from '../../../server/content/load-content'
import type { LocalService, Prison, ServiceCounts, ServiceEvent } from '../../../server/database'
import { dayInWords, type CalendarDay } from '../../../server/domain/calendar'
import { checkAgainBy, openTo, type ServiceEntry, type ServiceText } from '../../../server/domain/local-services'
import type { Fault, FieldError } from '../../form'
import { momentInWords } from '../../moments'
import { inWelsh, serviceFields } from './form'

/** The prisons that the reader looks after, with how much there is to check. */
export function presentPrisons(prisons: readonly Prison[], counts: readonly ServiceCounts[], t: Translate) {
  return {
    pageName: t('staff/services:title'),
    prisons: prisons.map(({ id, name }) => {
      const counted = counts.find(({ prisonId }) => prisonId === id)
      return { name, href: addressOf(id), shown: counted?.shown ?? 0, overdue: counted?.overdue ?? 0 }
    }),
  }
}

/** A prison's services, in the order of the booklet. */
export function presentPrison(
  prison: Prison,
  services: readonly LocalService[],
  today: CalendarDay,
  content: Content,
  t: Translate,
) {
  const rows = services
    .map(service => ({
      name: service.english.name,
      href: addressOf(prison.id, service.id),
      isWithdrawn: service.withdrawnAt !== null,
      order: (chapterIds as readonly string[]).indexOf(service.chapter),
      chapter: chapterTitle(service.chapter, content),
      openTo: t(`staff/services:open-to.${service.openTo}`),
      welsh: t(service.welsh ? 'staff/services:yes' : 'staff/services:no'),
      checked: dayInWords(service.checkedOn),
      overdue: isOverdue(service, today),
    }))
    .sort((left, right) => left.order - right.order)
  return {
    ...headingOf(prison, t),
    add: `${addressOf(prison.id)}/add`,
    shown: rows.filter(({ isWithdrawn }) => !isWithdrawn),
    withdrawn: rows.filter(({ isWithdrawn }) => isWithdrawn),
  }
}

/** One service: what it says in both languages, and all that happened to it, the newest first. */
export function presentService(
  prison: Prison,
  service: LocalService,
  events: readonly ServiceEvent[],
  today: CalendarDay,
  content: Content,
  t: Translate,
) {
  const isWithdrawn = service.withdrawnAt !== null
  return {
    ...presentName(prison, service, t),
    version: service.version,
    isWithdrawn,
    overdue: !isWithdrawn && isOverdue(service, today),
    summary: [
      row(t('staff/services:columns.chapter'), chapterTitle(service.chapter, content)),
      row(t('staff/services:columns.open-to'), t(`staff/services:open-to.${service.openTo}`)),
      row(
        t('staff/services:columns.checked'),
        t('staff/services:service.checked', { day: dayInWords(service.checkedOn), name: service.checkedByName }),
      ),
    ],
    english: textRows(service.english, t),
    welsh: service.welsh && textRows(service.welsh, t),
    history: presentEvents(events, content, t).reverse(),
  }
}

/** What stands at the top of every page about one service. */
export function presentName(prison: Prison, service: LocalService, t: Translate) {
  return { ...headingOf(prison, t), pageName: service.english.name, address: addressOf(prison.id, service.id) }
}

/** The form of a service. */
export function presentForm(prison: Prison, content: Content, given: Readonly<Record<string, string>>, t: Translate) {
  return {
    ...headingOf(prison, t),
    needsWelsh: prison.nation === 'wales',
    chapters: [
      { value: '', text: t('staff/services:form.choose') },
      ...content.chapters.en.map(({ id, title }) => ({ value: id, text: title, selected: given.chapter === id })),
    ],
    choices: openTo.map(value => ({
      value,
      text: t(`staff/services:open-to.${value}`),
      checked: given['open-to'] === value,
    })),
    languages: (['english', 'welsh'] as const).map(language => ({
      language,
      fields: serviceFields.map(({ field, part, limit }) => {
        const name = language === 'english' ? field : inWelsh(field)
        return {
          name,
          label: t(`staff/common:typed.fields.${name}`),
          hint: t(`staff/services:form.hints.${field}`, { limit }),
          value: given[name],
          isShort: part === 'name',
        }
      }),
    })),
  }
}

export function describeServiceFaults(faults: readonly Fault[], t: Translate): readonly FieldError[] {
  return faults.map(({ field, problem, about }) => ({
    field,
    href: `#${field}`,
    text:
      field === 'chapter' || field === 'open-to'
        ? t(`staff/services:faults.${field}`)
        : t(`staff/services:faults.${problem}`, { field: t(`staff/common:typed.fields.${field}`), ...about }),
  }))
}

/** What happened, oldest first, with what it said before where that changed. */
export function presentEvents(events: readonly ServiceEvent[], content: Content, t: Translate) {
  let before: ServiceEntry | null = null
  return events.map(({ kind, staffName, happenedAt, said }) => {
    const words = before && said ? differences(before, said, content, t) : []
    before = said ?? before
    return {
      what: t(`staff/services:events.${kind}`),
      by: t('staff/common:by-and-when', { name: staffName, when: momentInWords(happenedAt) }),
      words,
    }
  })
}

function differences(before: ServiceEntry, after: ServiceEntry, content: Content, t: Translate) {
  const valuesOf = (entry: ServiceEntry): [label: string, value: string | null][] => [
    [t('staff/services:columns.chapter'), chapterTitle(entry.chapter, content)],
    [t('staff/services:columns.open-to'), t(`staff/services:open-to.${entry.openTo}`)],
    ...serviceFields.flatMap(({ field, part }): [string, string | null][] => [
      [t(`staff/common:typed.fields.${field}`), entry.english[part]],
      [t(`staff/common:typed.fields.${inWelsh(field)}`), entry.welsh?.[part] ?? null],
    ]),
  ]
  const now = new Map(valuesOf(after))
  return valuesOf(before)
    .filter(([label, value]) => now.get(label) !== value)
    .map(([label, value]) => {
      const said = t('staff/services:service.before', { value: value ?? t('staff/services:service.nothing') })
      return `${label}. ${said}`
    })
}

function headingOf(prison: Prison, t: Translate) {
  return {
    pageName: t('staff/services:prison.title', { prison: prison.name }),
    prison: prison.name,
    prisonAddress: addressOf(prison.id),
  }
}

function textRows(text: ServiceText, t: Translate) {
  return serviceFields.flatMap(({ field, part }) => {
    const value = text[part]
    return value === null ? [] : [row(t(`staff/common:typed.fields.${field}`), value)]
  })
}

function row(key: string, text: string) {
  return { key: { text: key }, value: { text, classes: 'app-own-words' } }
}

function chapterTitle(chapter: string, content: Content): string {
  return content.chapters.en.find(({ id }) => id === chapter)?.title ?? chapter
}

function isOverdue({ checkedOn }: LocalService, today: CalendarDay): boolean {
  return checkAgainBy(checkedOn) < today
}

function addressOf(prisonId: string, id?: number): string {
  return id === undefined ? `/services/${prisonId}` : `/services/${prisonId}/${id}`
}
