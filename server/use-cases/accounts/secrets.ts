import { createHash, randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** Hashes a PIN or password for storage (argon2id, with the package's parameters kept inside the hash). */
export function hashSecret(secret: string): Promise<string> {
  return hash(secret)
}

let decoy: Promise<string> | undefined

/**
 * @param stored the hash, or undefined when nobody has that name: the answer then takes as long as for somebody
 */
export async function isSecret(secret: string, stored: string | undefined): Promise<boolean> {
  decoy ??= hash('nobody has this')
  const matches = await verify(stored ?? (await decoy), secret)
  return matches && stored !== undefined
}

/** No look-alikes: a code is read from a screen, or out, and typed once. */
const letters = '23456789abcdefghjkmnpqrstuvwxyz'

/** 20 letters and digits in groups of four: about 99 bits. */
export function newCode(): string {
  const groups = Array.from({ length: 5 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]))
  return groups.map(group => group.join('')).join('-')
}

/** What is stored of a code: nobody can guess one, so that a quick hash is enough. Capitals and spaces do not matter. */
export function hashOfCode(code: string): string {
  return createHash('sha256')
    .update(code.toLowerCase().replace(/[^a-z0-9]/g, ''))
    .digest('hex')
}
