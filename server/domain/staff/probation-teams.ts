import type { Recipient } from '../work/notifications'

/** The teams of probation that have accounts of their own, each for a region: people reach them by their home region. */
export const probationTeamKinds = [
  'short-sentence-function',
  'community-integration-team',
  'corre-hub',
  'duty-probation',
] as const satisfies readonly Recipient[]
export type ProbationTeamKind = (typeof probationTeamKinds)[number]
