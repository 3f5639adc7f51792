/**
 * Leads the links of a page in large print to pages in large print. Those with `rel="alternate"` stay: they lead to
 * the page itself in another size.
 *
 * @param addresses the address in large print of each page that has one
 */
export function keepToLargePrint(html: string, addresses: ReadonlyMap<string, string>): string {
  return html.replace(/<a\b[^>]*>/g, link =>
    /\brel="alternate"/.test(link)
      ? link
      : link.replace(/(\bhref=")([^"#?]*)/, (whole, before: string, address: string) => {
          const large = addresses.get(address)
          return large === undefined ? whole : `${before}${large}`
        }),
  )
}
