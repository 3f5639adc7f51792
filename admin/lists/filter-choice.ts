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
 * What a list was narrowed to, in words for paper, where its selects are not.
 *
 * @param filters as `filterChoices` or `presentFilterLine` made them; anything else has no words
 */
export function filtersInWords(filters: unknown): string {
  if (!Array.isArray(filters)) {
    const { on = [] } = (filters ?? {}) as { readonly on?: readonly { readonly text: string }[] }
    return on.map(({ text }) => text).join('; ')
  }
  return (filters as readonly Partial<FilterField<string>>[])
    .flatMap(({ label, items }) => {
      const picked = items?.find(({ value, selected }) => selected && value !== '')
      return label && picked ? [`${label.text}: ${picked.text}`] : []
    })
    .join('; ')
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
