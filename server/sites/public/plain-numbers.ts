/** Replaces telephone links with plain text for kiosks, which cannot dial. */
export function plainNumbers(html: string): string {
  return html.replace(/<a\b[^>]*\bhref="tel:[^>]*>([^<]*)<\/a>/g, '<span class="app-phone">$1</span>')
}
