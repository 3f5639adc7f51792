export const waysToShare = ['evenly', 'by-caseload'] as const
export type WayToShare = (typeof waysToShare)[number]

export interface OfficerWithLoad {
  readonly id: number
  /** Current workload: claimed applications and assigned assessments. */
  readonly load: number
}

/**
 * Proposes how to allocate people to officers (PF App 3: allocate BCST2 for new receptions).
 *
 * @param way `evenly`: equal numbers of these people, as far as possible; `by-caseload`: each person goes to the
 *   officer with the lowest load at that point
 * @returns an officer for each person; none when there are no officers
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
