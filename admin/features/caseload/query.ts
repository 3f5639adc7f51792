import { z } from 'zod'

const mostMoved = 50

const none = 'nothing-chosen'
const identity = z.coerce.number(none).int(none).min(1, none).max(Number.MAX_SAFE_INTEGER, none)

/** Whose work moves, and who gets it: an identity, or the team. */
export const moveForm = z.object({
  from: z
    .preprocess(value => [value ?? []].flat(), z.array(identity).min(1, none).max(mostMoved, 'too-many'))
    .transform(ids => [...new Set(ids)]),
  'move-to': z.union([z.literal('team').transform(() => null), identity], none),
})

/** The address of the page that asks before work is moved. */
export function moveAddressOf(from: readonly number[], to: number | null): string {
  const parameters = new URLSearchParams()
  for (const id of from) parameters.append('from', String(id))
  parameters.append('move-to', to === null ? 'team' : String(to))
  return `/caseload/move?${parameters.toString()}`
}
