import { createHash } from 'node:crypto'

/**
 * The key of an act, from everything that makes it that act: said again it is the same, changed it is another.
 *
 * @returns in the shape of a UUID
 */
export function idempotencyKeyFrom(...said: readonly unknown[]): string {
  const hash = createHash('sha256').update(JSON.stringify(said)).digest('hex')
  return [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)].join('-')
}
