import { z } from 'zod'
import { notificationLists, type NotificationList } from '../../../server/database'
import type { NotificationCommand } from '../../../server/use-cases/work/notifications'
import { plainTextOrNone } from '../../forms/form'
import { outsideLimits } from '../../forms/outside-form'
import { pageField } from '../../lists/page-of'

/** What the address of the list says; anything unknown in it is as if it were not there. */
export const listQuery = z.object({
  list: z.enum(notificationLists).nullable().catch(null),
  /** Who carries on what is listed. */
  by: z
    .union([z.literal('nobody'), z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)])
    .nullable()
    .catch(null),
  page: pageField,
})
export type Holder = z.infer<typeof listQuery>['by']

/** The address of a page of a list, or of what one member of staff carries on. */
export function listAddress(list: NotificationList, at = 1, by: Holder = null): string {
  const parameters = new URLSearchParams({ list, ...(by !== null && { by: String(by) }) })
  if (at > 1) parameters.set('page', String(at))
  return `/told-and-asked?${parameters.toString()}`
}

type Report = Pick<NotificationCommand, 'words' | 'outside'>

/** That it is done, with or without words. */
export const doneForm: z.ZodType<Report> = z
  .object({ 'done-words': plainTextOrNone(outsideLimits.words) })
  .transform(({ 'done-words': words }) => ({ words, outside: null }))

/** Whose what is carried on becomes. */
export const giveForm = z.object({ owner: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) })
