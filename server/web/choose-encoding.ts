import Negotiator from 'negotiator'

const codings = ['br', 'gzip', 'identity'] as const
export type Coding = (typeof codings)[number]

/**
 * Which coding to answer with, by RFC 9110 section 12.5.3: the one that the reader rates highest, and of equals
 * the smallest. A reader who refuses every one of them gets the plain bytes all the same.
 *
 * @param header the request's Accept-Encoding
 */
export function chooseCoding(header: string | undefined): Coding {
  if (header === undefined) return 'identity'
  const remembered = chosen.get(header)
  if (remembered) return remembered
  const negotiator = new Negotiator({ headers: { 'accept-encoding': header.replace(/\bx-gzip\b/i, 'gzip') } })
  const coding = negotiator.encoding(codings, { preferred: codings }) ?? 'identity'
  if (chosen.size < 100) chosen.set(header, coding)
  return coding
}

/** Browsers send a handful of values. No more than a hundred are remembered, so that made-up ones fill no memory. */
const chosen = new Map<string, Coding>()
