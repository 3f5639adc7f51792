import type { Translate, WordingKey } from '../../server/content/words'

export interface Choice {
  readonly value: string
  readonly text: string
}

/**
 * Presents a list's filters as selects for govukSelect.
 *
 * @param filters the translation key of the filters, such as `console/queue:filter`
 * @param query the selected value of each filter; null is the blank option
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
