/** What becomes of open work when somebody leaves: it goes to the COM, is closed with words, or is kept with an owner. */
export const settlings = ['to-com', 'closed', 'kept'] as const
export type Settling = (typeof settlings)[number]

export const openWorkKinds = [
  'applications',
  'referrals',
  'enquiries',
  'comRequests',
  'actions',
  'carriedOn',
  'outsideRequests',
] as const
export type OpenWorkKind = (typeof openWorkKinds)[number]

/** What can become of each kind. A COM reads why a request of theirs was not done, so it needs no other way to them. */
const settlingsOf: Readonly<Record<OpenWorkKind, readonly Settling[]>> = {
  applications: ['to-com', 'closed', 'kept'],
  referrals: ['closed', 'kept'],
  enquiries: ['closed', 'kept'],
  comRequests: ['closed', 'kept'],
  actions: ['to-com', 'closed'],
  carriedOn: ['to-com', 'closed', 'kept'],
  outsideRequests: ['to-com', 'closed', 'kept'],
}

/**
 * What can become of a piece of open work. Nothing goes to a COM where none is known, and nothing that was told in
 * confidence, beside the application itself.
 */
export function settlingsFor(
  kind: OpenWorkKind,
  { hasCom, restricted = false }: { readonly hasCom: boolean; readonly restricted?: boolean },
): readonly Settling[] {
  const mayGo = hasCom && (kind === 'applications' || !restricted)
  return settlingsOf[kind].filter(each => each !== 'to-com' || mayGo)
}
