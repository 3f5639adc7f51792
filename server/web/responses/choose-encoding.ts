import Negotiator from 'negotiator'

const codings = ['br', 'gzip', 'identity'] as const
export type Coding = (typeof codings)[number]

/**
 * Chooses the content encoding, by RFC 9110 section 12.5.3: the client's highest-rated one, or the smallest
 * among equals. A client that refuses all of them still gets uncompressed bytes.
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

/** Browsers send few distinct values. At most 100 are cached, so that invented values cannot fill memory. */
const chosen = new Map<string, Coding>()
