import type { Translate, WordingKey } from '../../server/content/words/words'

export interface Choice {
  readonly value: string
  readonly text: string
}

/**
 * Presents a list's filters as selects for govukSelect.
 *
 * @param labelOf the key of a filter's label
 * @param query   the selected value of each filter; null is the blank option
 */
export function filterChoices<Query extends object, Name extends string>(
  labelOf: (name: Name) => WordingKey,
  query: Query,
  t: Translate,
) {
  return (name: Name & keyof Query, items: readonly Choice[]) => {
    const chosen = String(query[name] ?? '')
    return {
      id: name,
      name,
      label: { text: t(labelOf(name)) },
      items: items.map(item => ({ ...item, selected: item.value === chosen })),
    }
  }
}
