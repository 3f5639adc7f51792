import type { Translate, WordingKey } from '../../server/content/words/words'

export interface Choice {
  readonly value: string
  readonly text: string
}

/** A select of a list's form, for govukSelect. */
export interface FilterField<Name extends string> {
  readonly id: Name
  readonly name: Name
  readonly label: { readonly text: string }
  readonly items: readonly (Choice & { readonly selected: boolean })[]
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
  return <Picked extends Name & keyof Query & string>(name: Picked, items: readonly Choice[]): FilterField<Picked> => {
    const chosen = String(query[name] ?? '')
    return {
      id: name,
      name,
      label: { text: t(labelOf(name)) },
      items: items.map(item => ({ ...item, selected: item.value === chosen })),
    }
  }
}
