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
  const coding = choose(header)
  if (chosen.size < 100) chosen.set(header, coding)
  return coding
}

/** Browsers send a handful of values. No more than a hundred are remembered, so that made-up ones fill no memory. */
const chosen = new Map<string, Coding>()

function choose(header: string): Coding {
  const ratings = ratingsIn(header)
  const others = ratings.get('*')
  const rated = codings.map(coding => ({ coding, rating: ratings.get(coding) ?? others ?? unnamed(coding) }))
  const best = rated.reduce((left, right) => (right.rating > left.rating ? right : left))
  return best.rating > 0 ? best.coding : 'identity'
}

/** The plain bytes are acceptable without being named, but anything named is wanted more. */
function unnamed(coding: Coding): number {
  return coding === 'identity' ? 0.0001 : 0
}

function ratingsIn(header: string): Map<string, number> {
  const ratings = new Map<string, number>()
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map(piece => piece.trim())
    const quality = parameters.find(parameter => parameter.startsWith('q='))?.slice(2)
    const rating = quality === undefined ? 1 : Number(quality)
    if (name) ratings.set(name === 'x-gzip' ? 'gzip' : name, Number.isNaN(rating) ? 0 : Math.min(rating, 1))
  }
  return ratings
}
