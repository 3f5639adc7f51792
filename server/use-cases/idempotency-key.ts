import { createHash } from 'node:crypto'

/**
 * Derives an idempotency key from everything that identifies a command: equal parts give the same key. The algorithm
 * must not change, or a form submitted again across a deployment would be carried out twice.
 *
 * @returns a string in the format of a UUID
 */
export function idempotencyKeyFrom(...parts: readonly unknown[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex')
  return [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)].join('-')
}
