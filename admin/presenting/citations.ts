import { slugOf } from '../../server/content/policy-texts'

/** Where a reason comes from; `href` leads to the words of the paragraph. */
export interface Citation {
  readonly text: string
  readonly href?: string
}

/** The source texts whose paragraphs the console can show; other sources, such as a service default, have no page. */
const ofSourceText = /^(?:PF|OMiC|Letter|PSI)\b/

/** The address of a paragraph's words. */
export function policyAddress(citation: string): string {
  return `/policy/${slugOf(citation)}`
}

/** A reason ends with its sources in round brackets; they are shown beside it. */
export function splitCitations(because: string): { reason: string; sources: readonly Citation[] } {
  const start = because.lastIndexOf(' (')
  if (start === -1 || !because.endsWith(')')) return { reason: because, sources: [] }
  return {
    reason: because.slice(0, start),
    sources: because
      .slice(start + 2, -1)
      .split('; ')
      .map(text => (ofSourceText.test(text) ? { text, href: policyAddress(text) } : { text })),
  }
}
