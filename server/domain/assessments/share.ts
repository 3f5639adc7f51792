export const waysToShare = ['evenly', 'by-caseload'] as const
export type WayToShare = (typeof waysToShare)[number]

export interface OfficerWithLoad {
  readonly id: number
  /** How much they have already: applications they have claimed, and assessments they were given. */
  readonly load: number
}

/**
 * Proposes who of these officers gets whom of these people (PF App 3: allocate BCST2 for new receptions).
 *
 * @param way `evenly`: as many of these people each as nearly as can be; `by-caseload`: each goes to whoever then has least
 * @returns an officer for each person; nobody's where there are no officers
 */
export function share(
  personIds: readonly number[],
  officers: readonly OfficerWithLoad[],
  way: WayToShare,
): ReadonlyMap<number, number> {
  const loads = officers.map(({ id, load }) => ({ id, load: way === 'evenly' ? 0 : load }))
  const shared = new Map<number, number>()
  for (const personId of personIds) {
    const [first, ...others] = loads
    if (!first) break
    const least = others.reduce((lightest, each) => (each.load < lightest.load ? each : lightest), first)
    least.load += 1
    shared.set(personId, least.id)
  }
  return shared
}
