import { createHash, randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** Of the four threads that the process shares for such work, two are left for sessions, files and compression. */
const hashingAtOnce = 2
const waitingToHash: (() => void)[] = []
const mostWaiting = 40
let hashing = 0

/** Whether so much waits to be hashed that nothing more is to be taken. */
export function isHashingFull(): boolean {
  return waitingToHash.length >= mostWaiting
}

async function inHashing<Result>(work: () => Promise<Result>): Promise<Result> {
  if (hashing < hashingAtOnce) hashing += 1
  // Whoever is done hands its place over.
  else await new Promise<void>(resolve => waitingToHash.push(resolve))
  try {
    return await work()
  } finally {
    const next = waitingToHash.shift()
    if (next) next()
    else hashing -= 1
  }
}

/** Hashes a PIN or password for storage (argon2id, with the package's parameters kept inside the hash). */
export function hashSecret(secret: string): Promise<string> {
  return inHashing(() => hash(secret))
}

let decoy: Promise<string> | undefined

/**
 * Checks a secret against its hash.
 *
 * @param stored undefined when the account does not exist; a decoy is verified instead, so that timing does not reveal
 *   it
 */
export async function isSecret(secret: string, stored: string | undefined): Promise<boolean> {
  decoy ??= hash('nobody has this')
  const against = stored ?? (await decoy)
  const matches = await inHashing(() => verify(against, secret))
  return matches && stored !== undefined
}

/** No ambiguous characters, because a code is read from a screen or aloud and typed once. */
const letters = '23456789abcdefghjkmnpqrstuvwxyz'

/** Generates a code of 20 letters and digits in groups of four: about 99 bits. */
export function newCode(): string {
  const groups = Array.from({ length: 5 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]))
  return groups.map(group => group.join('')).join('-')
}

/**
 * Hashes a code for storage. A fast hash is enough because a code cannot be guessed. Case and separators are ignored.
 */
export function hashOfCode(code: string): string {
  return createHash('sha256')
    .update(code.toLowerCase().replace(/[^a-z0-9]/g, ''))
    .digest('hex')
}
