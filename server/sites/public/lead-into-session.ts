/**
 * Points the links of a public page at the same pages below /my, which have no language or size in their address: the
 * session knows both.
 *
 * @param isRead whether a page, by its address in English and in standard print, is read below /my
 */
export function leadIntoSession(html: string, isRead: (path: string) => boolean): string {
  return html.replace(
    /(<a\b[^>]*\bhref=")(?:\/cy)?(?:\/large-print)?(\/[a-z0-9/-]*)/g,
    (whole, before: string, path: string) => (isRead(path) ? `${before}/my${path}` : whole),
  )
}
