/** A page as kiosks get it: its telephone numbers are text to read, since a kiosk can dial none. */
export function plainNumbers(html: string): string {
  return html.replace(/<a\b[^>]*\bhref="tel:[^>]*>([^<]*)<\/a>/g, '<span class="app-phone">$1</span>')
}
