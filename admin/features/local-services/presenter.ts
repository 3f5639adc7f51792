import type { Content } from '../../../server/content/load-content'
import { composedKey, type Translate } from '../../../server/content/words/words'
import type { LocalService, Prison, ServiceCounts, ServiceEvent } from '../../../server/database'
import { dayInWords, type CalendarDay } from '../../../server/domain/calendar'
import { chapterIds } from '../../../server/domain/content/chapters'
import {
  checkAgainBy,
  openTo,
  type ServiceEntry,
  type ServicePlace,
  type ServiceText,
} from '../../../server/domain/content/local-services'
import type { Region } from '../../../server/domain/routing'
import type { Fault, FieldError } from '../../forms/form'
import { momentInWords } from '../../presenting/moments'
import { inWelsh, serviceFields } from './form'

/** A prison that the reader looks after, or an area with those of its prisons that are open. */
export type Keeper =
  | { readonly kind: 'prison'; readonly prison: Prison }
  | { readonly kind: 'area'; readonly area: Region; readonly prisons: readonly Prison[] }

/** The prisons that the reader looks after, and their areas, with how much there is to check. */
export function presentPrisons(prisons: readonly Prison[], counts: readonly ServiceCounts[], t: Translate) {
  return {
    pageName: t('console/local-services:title'),
    prisons: prisons.map(({ id, name }) => ({
      name,
      href: addressOf({ kind: 'prison', id }),
      ...countsIn(counts.find(({ prisonId }) => prisonId === id)),
    })),
    areas: [...new Set(prisons.map(({ region }) => region))].sort().map(id => ({
      name: areaName(id, t),
      href: addressOf({ kind: 'area', id }),
      ...countsIn(counts.find(({ area }) => area === id)),
    })),
  }
}

function countsIn(counted: ServiceCounts | undefined) {
  return { shown: counted?.shown ?? 0, overdue: counted?.overdue ?? 0 }
}

/** The services of a prison or an area, in the order of the booklet. */
export function presentPlace(
  keeper: Keeper,
  services: readonly LocalService[],
  today: CalendarDay,
  content: Content,
  t: Translate,
) {
  const rows = services
    .map(service => ({
      name: service.english.name,
      href: `${addressOf(placeOf(keeper))}/${service.id}`,
      isWithdrawn: service.withdrawnAt !== null,
      order: (chapterIds as readonly string[]).indexOf(service.chapter),
      chapter: chapterTitle(service.chapter, content),
      openTo: t(`console/local-services:open-to.${service.openTo}`),
      welsh: t(service.welsh ? 'console/local-services:yes' : 'console/local-services:no'),
      checked: dayInWords(service.checkedOn),
      overdue: isOverdue(service, today),
    }))
    .sort((left, right) => left.order - right.order)
  const heading = headingOf(keeper, t)
  return {
    ...heading,
    ...(keeper.kind === 'prison'
      ? {
          area: {
            href: addressOf({ kind: 'area', id: keeper.prison.region }),
            text: t('console/local-services:areas.link', { area: areaName(keeper.prison.region, t) }),
          },
          prisons: null,
        }
      : { area: null, prisons: keeper.prisons.map(({ name }) => name) }),
    add: `${heading.placeAddress}/add`,
    shown: rows.filter(({ isWithdrawn }) => !isWithdrawn),
    withdrawn: rows.filter(({ isWithdrawn }) => isWithdrawn),
  }
}

/** One service: what it says in both languages, and all that happened to it, the newest first. */
export function presentService(
  keeper: Keeper,
  service: LocalService,
  events: readonly ServiceEvent[],
  today: CalendarDay,
  content: Content,
  t: Translate,
) {
  const isWithdrawn = service.withdrawnAt !== null
  return {
    ...presentName(keeper, service, t),
    version: service.version,
    isWithdrawn,
    overdue: !isWithdrawn && isOverdue(service, today),
    summary: [
      row(t('console/local-services:columns.chapter'), chapterTitle(service.chapter, content)),
      row(t('console/local-services:columns.open-to'), t(`console/local-services:open-to.${service.openTo}`)),
      row(
        t('console/local-services:columns.checked'),
        t('console/local-services:service.checked', {
          day: dayInWords(service.checkedOn),
          name: service.checkedByName,
        }),
      ),
    ],
    english: textRows(service.english, t),
    welsh: service.welsh && textRows(service.welsh, t),
    history: presentEvents(events, content, t).reverse(),
  }
}

/** What stands at the top of every page about one service. */
export function presentName(keeper: Keeper, service: LocalService, t: Translate) {
  const heading = headingOf(keeper, t)
  return { ...heading, pageName: service.english.name, address: `${heading.placeAddress}/${service.id}` }
}

/** The form of a service. */
export function presentForm(keeper: Keeper, content: Content, typed: Readonly<Record<string, string>>, t: Translate) {
  return {
    ...headingOf(keeper, t),
    needsWelsh: needsWelsh(keeper),
    chapters: [
      { value: '', text: t('console/local-services:form.choose') },
      ...content.chapters.en.map(({ id, title }) => ({ value: id, text: title, selected: typed.chapter === id })),
    ],
    choices: openTo.map(value => ({
      value,
      text: t(`console/local-services:open-to.${value}`),
      checked: typed['open-to'] === value,
    })),
    languages: (['english', 'welsh'] as const).map(language => ({
      language,
      fields: serviceFields.map(({ field, part, limit }) => {
        const name = language === 'english' ? field : inWelsh(field)
        return {
          name,
          label: t(`console/common:typed.fields.${name}`),
          hint: t(`console/local-services:form.hints.${field}`, { limit }),
          value: typed[name],
          isShort: part === 'name',
        }
      }),
    })),
  }
}

/** The message of an error in the form of a service. */
export function describeServiceFault({ field, problem, about }: Fault, t: Translate): FieldError {
  return {
    field,
    href: `#${field}`,
    text:
      field === 'chapter' || field === 'open-to'
        ? t(`console/local-services:faults.${field}`)
        : t(composedKey(`console/local-services:faults.${problem}`), {
            field: t(composedKey(`console/common:typed.fields.${field}`)),
            ...about,
          }),
  }
}

/** What happened, oldest first, with what it said before where that changed. */
export function presentEvents(events: readonly ServiceEvent[], content: Content, t: Translate) {
  let before: ServiceEntry | null = null
  return events.map(({ kind, staffName, happenedAt, said }) => {
    const words = before && said ? differences(before, said, content, t) : []
    before = said ?? before
    return {
      what: t(`console/local-services:events.${kind}`),
      by: t('console/common:by-and-when', { name: staffName, when: momentInWords(happenedAt) }),
      words,
    }
  })
}

function differences(before: ServiceEntry, after: ServiceEntry, content: Content, t: Translate) {
  const valuesOf = (entry: ServiceEntry): [label: string, value: string | null][] => [
    [t('console/local-services:columns.chapter'), chapterTitle(entry.chapter, content)],
    [t('console/local-services:columns.open-to'), t(`console/local-services:open-to.${entry.openTo}`)],
    ...serviceFields.flatMap(({ field, part }): [string, string | null][] => [
      [t(`console/common:typed.fields.${field}`), entry.english[part]],
      [t(`console/common:typed.fields.${inWelsh(field)}`), entry.welsh?.[part] ?? null],
    ]),
  ]
  const now = new Map(valuesOf(after))
  return valuesOf(before)
    .filter(([label, value]) => now.get(label) !== value)
    .map(([label, value]) => {
      const previous = t('console/local-services:service.before', {
        value: value ?? t('console/local-services:service.nothing'),
      })
      return `${label}. ${previous}`
    })
}

function headingOf(keeper: Keeper, t: Translate) {
  const place =
    keeper.kind === 'prison'
      ? keeper.prison.name
      : t('console/local-services:areas.name', { area: areaName(keeper.area, t) })
  return {
    pageName: t('console/local-services:place.title', { place }),
    place,
    placeAddress: addressOf(placeOf(keeper)),
  }
}

function areaName(area: Region, t: Translate): string {
  return t(`console/person:values.homeRegion.${area}`)
}

/** The prison or area whose services somebody looks after. */
export function placeOf(keeper: Keeper): ServicePlace {
  return keeper.kind === 'prison' ? { kind: 'prison', id: keeper.prison.id } : { kind: 'area', id: keeper.area }
}

/** Whether all that is said there has to be in Welsh too: it does in Wales. */
export function needsWelsh(keeper: Keeper): boolean {
  return keeper.kind === 'prison' ? keeper.prison.nation === 'wales' : keeper.area === 'wales'
}

function textRows(text: ServiceText, t: Translate) {
  return serviceFields.flatMap(({ field, part }) => {
    const value = text[part]
    return value === null ? [] : [row(t(`console/common:typed.fields.${field}`), value)]
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

/** The address of the services of a prison or area. */
export function addressOf({ kind, id }: ServicePlace): string {
  return kind === 'prison' ? `/services/${id}` : `/services/areas/${id}`
}
