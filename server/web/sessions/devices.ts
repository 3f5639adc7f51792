import type { IncomingMessage } from 'node:http'

/** How private a device is. A kiosk stands on a landing; an in-cell laptop is shared with a cellmate. */
export type Device = 'kiosk' | 'shared' | 'private'

/** The behaviour that depends on the class of device. */
export interface DeviceRules {
  /** The share of the configured idle time that applies. */
  readonly idleShare: number
  /** Whether the start page and lists show personal details without an extra step. */
  readonly showsDetailsAtOnce: boolean
  /** Whether a page with typed text stays on screen when the session expires and no script can save it. */
  readonly formsStay: boolean
  /** Whether pages stay cached for offline reading after a person signs out. */
  readonly keepsPages: boolean
  /** Whether signing in always asks anew, here and at the issuer, since the previous person may still be signed in. */
  readonly signsInAgain: boolean
}

/** Behaviour by class. A host name that is not in the settings counts as shared. */
export const deviceRules: Readonly<Record<Device, DeviceRules>> = {
  kiosk: { idleShare: 1 / 2, showsDetailsAtOnce: false, formsStay: false, keepsPages: false, signsInAgain: true },
  shared: { idleShare: 1, showsDetailsAtOnce: false, formsStay: true, keepsPages: false, signsInAgain: true },
  private: { idleShare: 1, showsDetailsAtOnce: true, formsStay: true, keepsPages: true, signsInAgain: false },
}

/** Host names, lower case, without ports; no name is in both sets. */
export interface DeviceHosts {
  readonly kioskHosts: ReadonlySet<string>
  readonly privateHosts: ReadonlySet<string>
}

/**
 * The class of the requesting device, from the host name of the request. Each class has its own host names, so that
 * shared caches keep their pages apart.
 */
export function deviceOf(req: IncomingMessage, { kioskHosts, privateHosts }: DeviceHosts): Device {
  const name = hostIn(req)
  if (name === undefined) return 'shared'
  if (kioskHosts.has(name)) return 'kiosk'
  return privateHosts.has(name) ? 'private' : 'shared'
}

/** The request's host name, lower case, without the port. */
export function hostIn({ headers: { host } }: IncomingMessage): string | undefined {
  return host?.toLowerCase().replace(/:\d+$/, '')
}
