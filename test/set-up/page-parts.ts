import type { CheerioAPI } from 'cheerio'

/** Attributes whose values are words, addresses or names, which a style or a barrier does not hang on. */
const particular =
  /^(id|for|name|value|href|src|action|content|title|alt|d|viewbox|width|height|colspan|datetime|maxlength|rows|data-.*|aria-(label|labelledby|describedby|controls|owns))$/

/**
 * What a page is made of: each kind of element by what it stands in, once or more than once, with words or empty. Two
 * pages of the same parts have the same templates and styles, so whoever has looked at one has looked at both.
 */
export function partsOf($: CheerioAPI, looks = ''): Set<string> {
  const parts = new Set<string>()
  const chains = new Map<unknown, string>()
  $('html, html *')
    .not('svg *, head *')
    .each((_index, element) => {
      const attributes = Object.entries(element.attribs)
        .map(([name, value]) => (particular.test(name) && value !== '' ? name : `${name}=${value}`))
        .sort()
      const isEmpty = element.children.every(child => 'data' in child && child.data.trim() === '')
      const names = [element.tagName, ...attributes, ...(isEmpty ? ['empty'] : [])]
      const chain = `${chains.get(element.parent) ?? looks} > ${names.join(' ')}`
      chains.set(element, chain)
      parts.add(parts.has(chain) ? `${chain}, again` : chain)
    })
  return parts
}

/** Remembers the parts of pages, to tell whether a page has something that none before it had. */
export class KnownParts {
  private readonly known = new Set<string>()

  /**
   * Whether the page has a part that is not known yet; from now on it is.
   *
   * @param looks what changes how the page looks and does not stand in it
   */
  learn($: CheerioAPI, looks = ''): boolean {
    const before = this.known.size
    for (const part of partsOf($, looks)) this.known.add(part)
    return this.known.size > before
  }
}
