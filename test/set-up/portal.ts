import type { RequestListener } from 'node:http'
import type { Dependencies } from '../../server/dependencies'
import { createPortal } from '../../server/portal'

/** The portal, with each public page made when it is first asked for: a test asks for few, and there are hundreds. */
export function openPortal(dependencies: Dependencies): RequestListener {
  return createPortal(dependencies, { whenAsked: true })
}
