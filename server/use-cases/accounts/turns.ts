import { isHashingFull } from './secrets'

/** So many wait to sign in that another is not taken. */
export class TooBusy extends Error {
  override name = 'TooBusy'
  readonly status = 503
}

/** What comes of signing in when too many do at once, for the page to say so. Other errors go on. */
export function whenBusy(error: unknown): { readonly kind: 'busy' } {
  if (error instanceof TooBusy) return { kind: 'busy' }
  throw error
}

/** So many wait behind one at an address, as from the devices of one wing. */
const waitingAtAddress = 16

/** The last to wait at each address, and how many there are. */
const lines = new Map<string, { last: Promise<unknown>; count: number }>()

/**
 * Does what checks a PIN or a password in turn: one at a time for each network address, so that whoever tries many gets
 * no more than their share of the processor.
 *
 * @throws {TooBusy} at once, before anything is counted or checked, when too many wait already
 */
export async function inTurn<Result>(from: string | undefined, work: () => Promise<Result>): Promise<Result> {
  const address = from ?? ''
  const line = lines.get(address) ?? { last: Promise.resolve(), count: 0 }
  if (line.count > waitingAtAddress || isHashingFull()) throw new TooBusy('too many sign in at once')
  const done = line.last.then(work)
  line.count += 1
  line.last = done.catch(() => undefined)
  lines.set(address, line)
  try {
    return await done
  } finally {
    line.count -= 1
    if (line.count === 0) lines.delete(address)
  }
}

const step = 250
const slowStep = 1500

/**
 * Waits, once a try turned out to be wrong, until the next full quarter of a second since it began: the time tells
 * nothing of whether there is such a name. Where there were many from one address each takes longer.
 */
export async function evenOut(begunAt: number, isSlow: boolean): Promise<void> {
  const unit = isSlow ? slowStep : step
  const rest = unit - ((performance.now() - begunAt) % unit)
  await new Promise(resolve => setTimeout(resolve, rest))
}
