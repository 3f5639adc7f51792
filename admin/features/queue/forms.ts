import { z } from 'zod'
import { parseReference } from '../../../server/domain/applications'
import { oneLine } from '../../forms/form'

/** In letters as people see them. */
export const limits = { name: 40 } as const

export const saveForm = z.object({ 'filter-name': oneLine(limits.name) })

/** So many applications can be ticked at once. */
export const mostChosen = 100

/** A tick box of the list: the application, and the version of it that the list showed. */
export const tickedForm = z
  .string()
  .max(30)
  .transform((value, context) => {
    const [reference, version] = value.split('.')
    const read = parseReference(reference ?? '')
    if (read !== undefined && /^\d{1,9}$/.test(version ?? '')) return { reference: read, version: Number(version) }
    context.addIssue({ code: 'custom', message: 'nothing-chosen' })
    return z.NEVER
  })

const bulkActions = ['claim', 'assign', 'hand-back', 'reply', 'close'] as const
export type BulkAction = (typeof bulkActions)[number]

/** What the page itself puts in the form beside what is ticked: the button below the rows, or the one in a row. */
export const chosenPageForm = z.object({
  action: z.enum(bulkActions).optional(),
  only: tickedForm.optional(),
  idempotencyKey: z.uuid(),
})

/** The button in a row claims that row, whatever else is ticked. */
const onlyOne = (body: unknown) =>
  typeof body === 'object' && body !== null && 'only' in body
    ? { ...body, action: 'claim', chosen: body.only, to: undefined }
    : body

const pickedForm = z
  .object({
    action: z.enum(bulkActions),
    chosen: z
      .preprocess(
        value => [value ?? []].flat(),
        z.array(tickedForm).min(1, 'nothing-chosen').max(mostChosen, 'too-many'),
      )
      .transform(each => [...new Map(each.map(one => [one.reference, one])).values()]),
    to: z.coerce.number().int().min(1).nullable().catch(null),
  })
  .superRefine(({ action, to }, context) => {
    if (action === 'assign' && to === null) {
      context.addIssue({ code: 'custom', path: ['to'], message: 'nothing-chosen' })
    }
  })

export const chosenForm = z.preprocess(onlyOne, pickedForm)
