import type { EntryKind } from '../../../server/content/facts-and-contacts/apply-overrides'
import type { Contact } from '../../../server/content/facts-and-contacts/contacts'
import type { Fact } from '../../../server/content/facts-and-contacts/facts'
import type { Content } from '../../../server/content/load-content'
import { composedKey, type Translate } from '../../../server/content/words/words'
import type { StoredOverride } from '../../../server/database'
import type { CalendarDay } from '../../../server/domain/calendar'
import { longDay, longDayOrMonth } from '../../../server/web/pages/days'
import type { Fault, FieldError } from '../../forms/form'
import type { TypedText } from '../../page/kernel'
import { actsOn, isFact, isOverdue, type Entry } from '../../presenting/content-entries'
import { momentInWords } from '../../presenting/moments'
import { fieldsOf, isDraft, type EntryField } from './form'

const colours = { withdrawn: 'govuk-tag--red', overtaken: 'govuk-tag--orange', changed: 'govuk-tag--blue' }

/** So many texts that use an entry are named in the list. */
const textsNamed = 3

/** Every fact and contact in which all the words are, what somebody has to look at first. */
export function presentEntries(
  entries: readonly Entry[],
  words: string,
  content: Content,
  today: CalendarDay,
  t: Translate,
) {
  const searchWords = inSmall(words).split(/\s+/)
  const rowsOf = (kind: EntryKind) =>
    entries
      .filter(entry => entry.kind === kind)
      .map(entry => ({
        entry,
        name: nameOf(entry, t),
        value: shortValue(entry.inForce),
        texts: textsUsing(entry, content, t),
      }))
      .filter(({ entry, name, value, texts }) => {
        const all = inSmall([entry.name, name, value, ...texts].join('\n'))
        return searchWords.every(word => all.includes(word))
      })
      .map(({ entry, name, value, texts }) => ({
        name,
        id: entry.name,
        href: addressOf(entry),
        value,
        usedIn: presentTexts(texts, t),
        checked: checkedInWords(entry.inForce, t),
        tags: tagsOf(entry, today, t),
        order: Number(entry.state !== 'overtaken') + Number(!isOverdue(entry, today)) * 2,
      }))
      .sort((left, right) => left.order - right.order)
  const lists = (['fact', 'contact'] as const).map(kind => ({
    kind,
    title: t(`console/content-overrides:lists.${kind}`),
    rows: rowsOf(kind),
  }))
  return {
    pageName: t('console/content-overrides:title'),
    words,
    found: t('console/content-overrides:found', { count: lists.reduce((sum, { rows }) => sum + rows.length, 0) }),
    lists: lists.filter(({ rows }) => rows.length > 0),
  }
}

/** One fact or contact: what is said, where, and all that happened to it, the newest first. */
export function presentEntry(
  entry: Entry,
  history: readonly StoredOverride[],
  content: Content,
  today: CalendarDay,
  t: Translate,
) {
  const { inForce: item, inFile, state } = entry
  const fields = fieldsOf(item).filter(({ part }) => part !== 'entry-source' && part !== 'entry-reason')
  return {
    ...headingOf(entry, t),
    version: entry.version,
    tags: tagsOf(entry, today, t),
    may: actsOn(entry),
    isOvertaken: state === 'overtaken',
    summary: [
      ...fields.filter(({ value }) => value !== '').map(field => row(labelOf(field, t), field.value)),
      row(t('console/content-overrides:checked'), checkedInWords(item, t)),
      ...(isFact(item) ? [row(t('console/content-overrides:check-by'), longDay(item.checkBy, 'en'))] : []),
      row(t('console/content-overrides:source'), isFact(item) ? item.source : item.basis),
      row(
        t('console/content-overrides:confidence.title'),
        t(`console/content-overrides:confidence.${item.confidence}`),
      ),
      ...(!isFact(item) && item.caution !== null ? [row(t('console/content-overrides:caution'), item.caution)] : []),
      row(
        t('console/content-overrides:used'),
        textsUsing(entry, content, t).join('\n') || t('console/content-overrides:not-used'),
      ),
      ...(state === 'changed' || state === 'withdrawn'
        ? [row(t('console/content-overrides:in-file'), shortValue(inFile))]
        : []),
    ],
    history: presentHistory(history, inFile, t).reverse(),
  }
}

/** The form of a correction. */
export function presentForm(entry: Entry, typedValues: Readonly<Record<string, string>> | null, t: Translate) {
  return {
    ...headingOf(entry, t),
    version: entry.version,
    fields: fieldsOf(entry.inForce).map(field => ({
      name: field.name,
      label: labelOf(field, t),
      hint: hintOf(field, t),
      lang: field.language,
      value: typedValues ? typedValues[field.name] : field.value,
      isLong: field.part === 'entry-reason',
    })),
  }
}

/** What was typed of a change that could not be kept. */
export function presentTyped(
  { inForce: item }: Entry,
  typed: Readonly<Record<string, string>>,
  t: Translate,
): readonly TypedText[] {
  return fieldsOf(item).flatMap(field => {
    const text = typed[field.name]
    return text === undefined ? [] : [{ field: field.name, label: labelOf(field, t), text }]
  })
}

/** The message of an error in a form about an entry. */
export function describeEntryFault(
  { inForce: item }: Entry,
  { field, problem, about }: Fault,
  t: Translate,
): FieldError {
  const known = fieldsOf(item).find(({ name }) => name === field)
  const label = known ? labelOf(known, t) : t('console/content-overrides:fields.entry-reason')
  return {
    field,
    href: `#${field}`,
    text: t(composedKey(`console/content-overrides:faults.${problem}`), { field: label, ...about }),
  }
}

/** The heading of the pages of one entry. */
export function headingOf(entry: Entry, t: Translate) {
  return { pageName: nameOf(entry, t), id: entry.name, address: addressOf(entry) }
}

/** The address of the page of an entry. */
export function addressOf({ kind, name }: Entry): string {
  return `/facts/${kind}/${name}`
}

/** The names in the files are for texts only; staff know a fact by wording of the console. */
function nameOf({ inForce: item }: Entry, t: Translate): string {
  return isFact(item) ? t(composedKey(`console/content-overrides:names.${item.id}`)) : item.name.en
}

function inSmall(text: string): string {
  return text.trim().toLowerCase()
}

function shortValue(item: Fact | Contact): string {
  if (isFact(item)) return item.value.en
  return item.phones.map(({ number }) => number).join(', ') || item.website
}

function checkedInWords(item: Fact | Contact, t: Translate): string {
  const checked = isFact(item) ? item.asAt : item.lastChecked
  return checked === null ? t('console/content-overrides:never') : longDayOrMonth(checked, 'en')
}

function tagsOf(entry: Entry, today: CalendarDay, t: Translate) {
  const { state } = entry
  return [
    ...(state === 'file' ? [] : [{ text: t(`console/content-overrides:states.${state}`), colour: colours[state] }]),
    ...(isOverdue(entry, today) ? [{ text: t('console/content-overrides:overdue'), colour: 'govuk-tag--red' }] : []),
  ]
}

function labelOf({ part, language, phone }: EntryField, t: Translate): string {
  const label = t(`console/content-overrides:fields.${part}`, { phone: phone?.label.en })
  return language === null
    ? label
    : t('console/content-overrides:in-language', {
        label,
        language: t(`console/content-overrides:languages.${language}`),
      })
}

function hintOf({ part, language, limit }: EntryField, t: Translate): string {
  const isOfDraft = language !== null && isDraft(language)
  return t(`console/content-overrides:hints.${isOfDraft ? 'draft' : part}`, { limit })
}

/** The titles of what names an entry; all contacts are on a page of their own. */
function textsUsing(
  { kind, name }: Entry,
  { leaflet, guides, chapters, easyRead, pages }: Content,
  t: Translate,
): string[] {
  const texts = [leaflet.en, ...guides.en, ...chapters.en, ...pages.en.values(), ...easyRead.en]
  const titles = texts.filter(({ names }) => names.includes(`${kind}:${name}`)).map(({ title }) => title)
  return [...new Set([...titles, ...(kind === 'contact' ? [t('public:contacts.title')] : [])])]
}

function presentTexts(texts: readonly string[], t: Translate): string {
  if (texts.length === 0) return t('console/content-overrides:not-used')
  const more = texts.length - textsNamed
  return more > 0
    ? t('console/content-overrides:used-in-more', { texts: texts.slice(0, textsNamed).join(', '), count: more })
    : t('console/content-overrides:used-in', { texts: texts.join(', ') })
}

/** What happened, oldest first, with what it said before where that changed. */
function presentHistory(history: readonly StoredOverride[], inFile: Fact | Contact, t: Translate) {
  let before = inFile
  return history.map(({ action, entry, staffName, happenedAt, reason }) => {
    const after = entry === null ? inFile : (entry as Fact | Contact)
    const now = new Map(fieldsOf(after).map(({ name, value }) => [name, value]))
    const changed = fieldsOf(before)
      .filter(({ name, value }) => now.get(name) !== value)
      .map(field => {
        const value = t('console/content-overrides:before', {
          value: field.value || t('console/content-overrides:nothing'),
        })
        return `${labelOf(field, t)}. ${value}`
      })
    before = after
    return {
      what: t(`console/content-overrides:actions.${action}`),
      by: t('console/common:by-and-when', { name: staffName, when: momentInWords(happenedAt) }),
      words: [...(reason === null ? [] : [reason]), ...changed],
    }
  })
}

function row(key: string, text: string) {
  return { key: { text: key }, value: { text, classes: 'app-own-words' } }
}
