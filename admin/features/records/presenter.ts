import type { Translate } from '../../../server/content/words/words'
import type { HeldRecords, HeldTable, Person } from '../../../server/database'
import { dayInWords, parseCalendarDay } from '../../../server/domain/calendar'
import { momentInWords } from '../../presenting/moments'
import { presentFacts } from '../../presenting/people/person-facts'

/** Everything that is held of a person, to read and print. */
export function presentData(person: Person, heldRecords: readonly HeldRecords[], t: Translate) {
  return {
    pageName: t('console/records:data.page-name'),
    back: `/people/${person.prisonNumber}`,
    name: `${person.firstName} ${person.lastName}`,
    prisonNumber: person.prisonNumber,
    file: `/people/${person.prisonNumber}/data/json`,
    parts: heldRecords
      .filter(({ records }) => records.length > 0)
      .map(({ table, records }) => ({
        title: t(`console/records:tables.${table}`),
        records: records.map(record =>
          Object.entries(record).map(([column, value]) => ({
            name: labelOf(column),
            lines: linesOf(value, !ownWords.has(column)),
          })),
        ),
      })),
  }
}

/** Two records side by side, and how much of the other would move. */
export function presentMerge(
  person: Person,
  other: Person | null,
  moving: readonly { readonly table: HeldTable; readonly count: number }[],
  t: Translate,
) {
  return {
    pageName: t('console/records:merge.page-name'),
    back: `/people/${person.prisonNumber}`,
    address: `/people/${person.prisonNumber}/merge`,
    prisonNumber: person.prisonNumber,
    kept: nameAndNumber(person),
    other: other && { number: other.prisonNumber, text: nameAndNumber(other) },
    rows: other ? sideBySide(person, other, t) : [],
    moving: moving.map(({ table, count }) => `${t(`console/records:tables.${table}`)}: ${count}`),
  }
}

function sideBySide(person: Person, other: Person, t: Translate) {
  const others = presentFacts(other, t).flatMap(({ rows }) => rows)
  return presentFacts(person, t)
    .flatMap(({ rows }) => rows)
    .map(({ fact, value }, index) => ({ fact, kept: value, other: others[index]?.value ?? '' }))
}

function nameAndNumber({ firstName, lastName, prisonNumber }: Person): string {
  return `${firstName} ${lastName}, ${prisonNumber}`
}

/** Short forms and codes that are no words, as staff write them. */
const shortForms: Readonly<Record<string, string>> = {
  acct: 'ACCT',
  bcst1: 'BCST1',
  bcst2: 'BCST2',
  com: 'COM',
  cy: 'Welsh',
  en: 'English',
  gp: 'GP',
  id: 'ID',
  mappa: 'MAPPA',
  pin: 'PIN',
  pom: 'POM',
  prt: 'pre-release team',
}

/** What somebody typed: it stays as it is, also where it looks like a code. */
const ownWords: ReadonlySet<string> = new Set(['words', 'text', 'body', 'note', 'whom', 'first_name', 'last_name'])

/** A name in the database, such as `sent_at` or `thatNight`, as words. */
function labelOf(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase()
    .replace(/ (?:at|on)$/, '')
    .replace(/\b[a-z0-9]+\b/g, word => shortForms[word] ?? word)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A value in lines: what is within it, each with its name. @param isCoded whether its words may be the service's own */
function linesOf(value: unknown, isCoded: boolean): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(each => linesOf(each, isCoded))
  if (value === null) return []
  if (typeof value !== 'object') return [wordsOf(value, isCoded)]
  return Object.entries(value).flatMap(([name, inner]) =>
    linesOf(inner, isCoded && !ownWords.has(name)).map(line => `${labelOf(name)}: ${line}`),
  )
}

const code = /^[a-z][a-z0-9]+(?:-[a-z0-9]+)*$/
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/

/** Days and times as people write them, and the codes of the service as words. */
function wordsOf(value: unknown, isCoded: boolean): string {
  const text = String(value)
  if (value === true || value === false) return value ? 'Yes' : 'No'
  const day = parseCalendarDay(text)
  if (day !== undefined) return dayInWords(day)
  if (instant.test(text) && !Number.isNaN(Date.parse(text))) return momentInWords(new Date(text))
  return isCoded && code.test(text) ? labelOf(text) : text
}
