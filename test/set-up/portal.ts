import type { RequestListener } from 'node:http'
import { createPortal } from '../../server/portal'
import type { Services } from '../../server/dependencies'

/** The portal, with each public page made when it is first asked for: a test asks for few, and there are hundreds. */
export function openPortal(services: Services): RequestListener {
  return createPortal(services, { whenAsked: true })
}
