import type { Translate } from '../../../server/content/words/words'
import type { HeldRecords, HeldTable, Person } from '../../../server/database'
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
          Object.entries(record).map(([column, value]) => ({ name: nameOf(column), lines: linesOf(value) })),
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

/** A name in the database, such as `sent_at` or `thatNight`, as words. */
function nameOf(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A value in lines: what is within it, each with its name. */
function linesOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(linesOf)
  if (typeof value !== 'object' || value === null) return [String(value)]
  return Object.entries(value).flatMap(([name, inner]) => linesOf(inner).map(line => `${nameOf(name)}: ${line}`))
}
