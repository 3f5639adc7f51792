/**
 * Leads the links and forms of a page to pages in large print. Links with `rel="alternate"` stay: they lead to the page
 * itself in another size or language.
 *
 * @param addresses the address in large print of each page that has one
 * @returns what makes the HTML of one page so
 */
export function leadToLargePrint(addresses: ReadonlyMap<string, string>): (html: string) => string {
  const lead = (tag: string) =>
    tag.replace(/(\b(?:href|action)=")([^"#?]*)/, (whole, before: string, address: string) => {
      const large = addresses.get(address)
      return large === undefined ? whole : `${before}${large}`
    })
  return html => html.replace(/<(?:a|form)\b[^>]*>/g, tag => (/\brel="alternate"/.test(tag) ? tag : lead(tag)))
}
