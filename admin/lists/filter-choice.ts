import type { Translate, WordingKey } from '../../server/content/words'

export interface Choice {
  readonly value: string
  readonly text: string
}

/**
 * Makes the drop-down lists of a list's filters, as govukSelect takes them.
 *
 * @param filters where the words of the filters are, such as `console/queue:filter`
 * @param query what is chosen in each; null is the choice that is blank
 */
export function filterChoices<Query extends object>(filters: string, query: Query, t: Translate) {
  return (name: keyof Query & string, items: readonly Choice[]) => {
    const chosen = String(query[name] ?? '')
    return {
      id: name,
      name,
      label: { text: t(`${filters}.${name}` as WordingKey) },
      items: items.map(item => ({ ...item, selected: item.value === chosen })),
    }
  }
}
