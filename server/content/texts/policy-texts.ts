import { join } from 'node:path'
import { z } from 'zod'
import { Faults } from '../files/content-error'
import { readJson } from '../files/read-json'

const files = ['pre-release-framework', 'resettlement-letter', 'omic-model', 'psi-04-2015'] as const

const policyText = z.strictObject({
  /** The document's full name. */
  name: z.string(),
  short: z.string(),
  source: z.string(),
  paragraphs: z.array(
    z.strictObject({
      /** Its citation, such as `PF 3.8`, and others that mean the same paragraph. */
      cited: z.tuple([z.string()], z.string()),
      heading: z.string(),
      /** Paragraphs, and lists of items. */
      words: z.array(z.union([z.string(), z.array(z.string())])),
    }),
  ),
})

export type PolicyParagraph = z.infer<typeof policyText>['paragraphs'][number]

/** A paragraph with its document's full name and its neighbours there. */
export interface PlacedParagraph extends PolicyParagraph {
  readonly document: string
  readonly previous: PolicyParagraph | undefined
  readonly next: PolicyParagraph | undefined
}

/** The paragraphs of the policy's source texts, by the last part of their address. */
export type PolicyTexts = ReadonlyMap<string, PlacedParagraph>

/** The last part of the address of a paragraph: `PF-App-1-3` for `PF App 1 §3`. */
export function slugOf(citation: string): string {
  return citation.replace(/[^\w.]+/g, '-')
}

/**
 * Reads `content/policy`.
 *
 * @throws ContentError with every fault
 */
export function loadPolicyTexts(contentDir: string): PolicyTexts {
  const faults = new Faults()
  const texts = files.map(file => {
    const name = `policy/${file}.json`
    return readJson({ path: join(contentDir, name), name: `content/${name}` }, policyText, faults)
  })
  faults.throwIfAny()
  return new Map(
    texts
      .filter(text => text !== null)
      .flatMap(({ name, paragraphs }) =>
        paragraphs.flatMap((paragraph, at) => {
          const placed = { ...paragraph, document: name, previous: paragraphs[at - 1], next: paragraphs[at + 1] }
          return paragraph.cited.map(citation => [slugOf(citation), placed] as const)
        }),
      ),
  )
}
