import type { IncomingMessage } from 'node:http'

/** How far a device is somebody's own. A kiosk stands on a landing; a laptop in a cell is shared with a cellmate. */
export type Device = 'kiosk' | 'shared' | 'private'

/** What a class of device changes. */
export interface DeviceRules {
  /** How much of the idle time that is set a person has here. */
  readonly idleShare: number
  /** Whether the start page and the lists show what is somebody's own before they ask for it. */
  readonly showsDetailsAtOnce: boolean
  /** Whether a page with words that were typed stays when time runs out and no script can keep them. */
  readonly formsStay: boolean
  /** Whether the pages that were read stay there for when there is no connection, after somebody has finished. */
  readonly keepsPages: boolean
  /** Whether single sign-on asks who it is each time: the issuer may still know whoever was here before. */
  readonly signsInAgain: boolean
}

/** The one table of what differs. What is not named in the settings is shared. */
export const deviceRules: Readonly<Record<Device, DeviceRules>> = {
  kiosk: { idleShare: 1 / 2, showsDetailsAtOnce: false, formsStay: false, keepsPages: false, signsInAgain: true },
  shared: { idleShare: 1, showsDetailsAtOnce: false, formsStay: true, keepsPages: false, signsInAgain: true },
  private: { idleShare: 1, showsDetailsAtOnce: true, formsStay: true, keepsPages: true, signsInAgain: false },
}

/** Names without ports, in small letters; none is in both. */
export interface DeviceHosts {
  readonly kioskHosts: ReadonlySet<string>
  readonly privateHosts: ReadonlySet<string>
}

/**
 * The class of the device that asks, by the host name that it asked for: each class has names of its own, so that
 * caches on the way keep their pages apart.
 */
export function deviceOf(req: IncomingMessage, { kioskHosts, privateHosts }: DeviceHosts): Device {
  const name = hostIn(req)
  if (name === undefined) return 'shared'
  if (kioskHosts.has(name)) return 'kiosk'
  return privateHosts.has(name) ? 'private' : 'shared'
}

/** The host name that was asked for, in small letters and without its port. */
export function hostIn({ headers: { host } }: IncomingMessage): string | undefined {
  return host?.toLowerCase().replace(/:\d+$/, '')
}
