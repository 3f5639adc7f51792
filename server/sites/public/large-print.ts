/**
 * Points a page's links and forms at large-print pages. Links with `rel="alternate"` are left unchanged, because they
 * lead to the same page in another size or language.
 *
 * @param addresses the large-print address of each page that has one
 * @returns a function that rewrites the HTML of a page
 */
export function leadToLargePrint(addresses: ReadonlyMap<string, string>): (html: string) => string {
  const lead = (tag: string) =>
    tag.replace(/(\b(?:href|action)=")([^"#?]*)/, (whole, before: string, address: string) => {
      const large = addresses.get(address)
      return large === undefined ? whole : `${before}${large}`
    })
  return html => html.replace(/<(?:a|form)\b[^>]*>/g, tag => (/\brel="alternate"/.test(tag) ? tag : lead(tag)))
}
