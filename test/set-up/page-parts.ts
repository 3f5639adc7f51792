import type { CheerioAPI } from 'cheerio'

/** Marks an element that is not visible: nobody has looked at it, so it is another part than the same one when visible. */
export const hiddenMark = 'data-hidden-part'

/** What scripts add to the body: what that changes stands in the parts themselves. */
const scriptClasses = /\b(js-enabled|govuk-frontend-supported)\b/g

/** Attributes whose values are words, addresses or names, which a style or a barrier does not hang on. */
const particular =
  /^(id|for|name|value|href|src|action|content|title|alt|d|viewbox|width|height|colspan|datetime|maxlength|rows|data-.*|aria-(label|labelledby|describedby|controls|owns))$/

/** What parts are made of, and what is none. */
export const elementsOfParts = { of: 'html, html *', without: 'svg *, head *' } as const

/**
 * What a page is made of: each kind of element by what it stands in, once or more than once, with words or empty. Two
 * pages of the same parts have the same templates and styles, so whoever has looked at one has looked at both.
 *
 * @returns the part of each element, in the order of the document
 */
function partsOf($: CheerioAPI, looks: string) {
  const met = new Set<string>()
  const chains = new Map<unknown, string>()
  return $(elementsOfParts.of)
    .not(elementsOfParts.without)
    .toArray()
    .map(element => {
      const attributes = Object.entries(element.attribs)
        .map(([name, value]) => (particular.test(name) && value !== '' ? name : `${name}=${value}`))
        .map(attribute => attribute.replace(scriptClasses, '').trimEnd())
        .sort()
      const isEmpty = element.children.every(child => 'data' in child && child.data.trim() === '')
      const names = [element.tagName, ...attributes, ...(isEmpty ? ['empty'] : [])]
      const chain = `${chains.get(element.parent) ?? looks} > ${names.join(' ')}`
      chains.set(element, chain)
      const part = met.has(chain) ? `${chain}, again` : chain
      met.add(part)
      return { element, part }
    })
}

/** Remembers the parts of pages, to tell whether a page has something that none before it had. */
export class KnownParts {
  private readonly known = new Set<string>()

  /**
   * Learns the parts of a page.
   *
   * @param looks what changes how the page looks and does not stand in it
   * @returns undefined if all of them were known; otherwise how many elements the page has, and the places among them of
   *   the outermost ones that have nothing new in them
   */
  learn($: CheerioAPI, looks = ''): { count: number; known: number[] } | undefined {
    const parts = partsOf($, looks)
    const fresh = new Set<unknown>()
    for (const { element, part } of parts) {
      if (this.known.has(part)) continue
      this.known.add(part)
      for (let each: typeof element.parent = element; each && !fresh.has(each); each = each.parent) fresh.add(each)
    }
    if (fresh.size === 0) return undefined
    const known = parts.flatMap(({ element }, place) =>
      !fresh.has(element) && fresh.has(element.parent) ? [place] : [],
    )
    return { count: parts.length, known }
  }
}
