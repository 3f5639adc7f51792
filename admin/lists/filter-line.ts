import type { Translate } from '../../server/content/words/words'
import type { FilterField } from './filter-choice'

/** A filter that one press turns on. */
export interface QuickFilter<Name extends string> {
  readonly name: Name
  readonly value: string
  readonly text: string
  /** How many it would show; null where nobody counts them. */
  readonly count?: number | null
}

interface Filters<Name extends string> {
  /** The path of the list. */
  readonly action: string
  /** The selects of the form. The first option of each is what the list shows without it. */
  readonly fields: readonly FilterField<Name>[]
  readonly quick?: readonly QuickFilter<Name>[]
  /** The address of the first page of the list with these filters changed; null takes one off. */
  readonly address: (changes: Partial<Record<Name, string | null>>) => string
  /** What the list is narrowed by besides the fields, such as a search, with the address of the list without it. */
  readonly more?: readonly { readonly text: string; readonly href: string }[]
  /** Other parameters of the address, which the form keeps. */
  readonly keep?: Readonly<Record<string, string | null>>
}

/** Presents the filters of a list for `filterLine`: all of them are in the address, and each chip is a link. */
export function presentFilterLine<Name extends string>(filters: Filters<Name>, t: Translate) {
  const { action, fields, quick = [], address, more = [], keep = {} } = filters
  const on = fields.flatMap(field => {
    const selected = field.items.findIndex(item => item.selected)
    const item = selected > 0 ? field.items[selected] : undefined
    return item ? [{ name: field.name, label: field.label.text, item }] : []
  })
  const isOn = (name: Name, value?: string) =>
    on.some(each => each.name === name && (value === undefined || each.item.value === value))
  return {
    action,
    title: t('console/common:filters.title'),
    show: t('console/common:filters.show'),
    clearAll: t('console/common:filters.clear'),
    remove: t('console/common:filters.remove'),
    hidden: Object.entries(keep).flatMap(([name, value]) => (value === null ? [] : [{ name, value }])),
    fields,
    on: [
      ...more,
      ...on.map(({ name, label, item }) => ({
        text: t('console/common:filters.on', { label, value: item.text }),
        href: address({ [name]: null } as Partial<Record<Name, null>>),
      })),
    ],
    quick: quick
      .filter(each => !isOn(each.name))
      .map(({ name, value, text, count = null }) => ({
        text,
        count: count === null ? null : t('console/common:number', { count }),
        href: address({ [name]: value } as Partial<Record<Name, string>>),
      })),
    clear:
      on.length === 0 ? null : address(Object.fromEntries(on.map(({ name }) => [name, null])) as Record<Name, null>),
  }
}
