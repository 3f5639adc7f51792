import { slugOf } from '../../server/content/texts/policy-texts'

/** The source of a reason; `href` links to the paragraph's text, if the console has it. */
export interface Citation {
  readonly text: string
  readonly href: string | null
}

/** The source texts whose paragraphs the console can show; other sources, such as a service default, have no page. */
const ofSourceText = /^(?:PF|OMiC|Letter|PSI)\b/

/** The URL of a paragraph's text. */
export function policyAddress(citation: string): string {
  return `/policy/${slugOf(citation)}`
}

/** Splits a reason from the sources in round brackets at its end, which are displayed beside it. */
export function splitCitations(because: string): { reason: string; sources: readonly Citation[] } {
  const start = because.lastIndexOf(' (')
  if (start === -1 || !because.endsWith(')')) return { reason: because, sources: [] }
  return {
    reason: because.slice(0, start),
    sources: because
      .slice(start + 2, -1)
      .split('; ')
      .map(text => ({ text, href: ofSourceText.test(text) ? policyAddress(text) : null })),
  }
}
