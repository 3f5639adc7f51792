import { z } from 'zod'
import { parseReference } from '../../../server/domain/applications'
import { oneLine } from '../../forms/form'

/** In letters as people see them. */
export const limits = { name: 40 } as const

export const saveForm = z.object({ 'filter-name': oneLine(limits.name) })

const mostChosen = 100

/** A tick box of the list: the application, and the version of it that the list showed. */
const chosen = z
  .string()
  .max(30)
  .transform((value, context) => {
    const [reference, version] = value.split('.')
    const read = parseReference(reference ?? '')
    if (read !== undefined && /^\d{1,9}$/.test(version ?? '')) return { reference: read, version: Number(version) }
    context.addIssue({ code: 'custom', message: 'nothing-chosen' })
    return z.NEVER
  })

const bulkActions = ['claim', 'assign', 'hand-back'] as const
export type BulkAction = (typeof bulkActions)[number]

/** What the page itself puts in the form beside what is ticked. */
export const chosenPageForm = z.object({ action: z.enum(bulkActions), idempotencyKey: z.uuid() })

export const chosenForm = z
  .object({
    action: z.enum(bulkActions),
    chosen: z
      .preprocess(value => [value ?? []].flat(), z.array(chosen).min(1, 'nothing-chosen').max(mostChosen, 'too-many'))
      .transform(each => [...new Map(each.map(one => [one.reference, one])).values()]),
    to: z.coerce.number().int().min(1).nullable().catch(null),
  })
  .superRefine(({ action, to }, context) => {
    if (action === 'assign' && to === null) {
      context.addIssue({ code: 'custom', path: ['to'], message: 'nothing-chosen' })
    }
  })
