import type { ConsentBody } from '../../../domain/applications'

/** The action would disclose information to these bodies, and the person has not consented. */
export interface NeedsConsent {
  readonly kind: 'needs-consent'
  readonly bodies: readonly ConsentBody[]
}
