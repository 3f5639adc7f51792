import type { IncomingMessage } from 'node:http'

/**
 * Whether a request comes from a kiosk, by the host name that it asked for: kiosks have a name of their own, so that
 * caches on the way keep their pages apart. A kiosk is shared, keeps nothing of what was read, and dials no number.
 *
 * @param hosts names without ports, in small letters
 */
export function kioskTest(hosts: ReadonlySet<string>): (req: IncomingMessage) => boolean {
  return ({ headers: { host } }) => hosts.size > 0 && host !== undefined && hosts.has(nameIn(host))
}

function nameIn(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '')
}
