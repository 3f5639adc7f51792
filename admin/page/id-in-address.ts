import { PageError } from '../../server/web/pages/errors'

/**
 * The number by which an address names something.
 *
 * @throws {PageError} 404 when it is none, as for what is not there
 */
export function idIn(part: unknown): number {
  const text = String(part)
  if (!/^\d{1,9}$/.test(text)) throw new PageError(404, 'not-found')
  return Number(text)
}
