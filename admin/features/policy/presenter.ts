import type { PlacedParagraph, PolicyParagraph } from '../../../server/content/texts/policy-texts'
import { policyAddress } from '../../presenting/citations'

/** A paragraph's words, as paragraphs and lists, with its document and its neighbours. */
export function presentParagraph({ cited, document, heading, words, previous, next }: PlacedParagraph) {
  return {
    citation: cited[0],
    document,
    heading,
    words: words.map(each => (typeof each === 'string' ? { text: each, items: null } : { text: null, items: each })),
    previous: neighbour(previous),
    next: neighbour(next),
  }
}

function neighbour(paragraph: PolicyParagraph | undefined) {
  return paragraph && { text: paragraph.cited[0], href: policyAddress(paragraph.cited[0]) }
}
