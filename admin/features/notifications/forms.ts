import { z } from 'zod'
import { notificationLists, type NotificationList } from '../../../server/database'
import { addMonths, type CalendarDay } from '../../../server/domain/calendar'
import { waysToTell } from '../../../server/domain/work/notifications'
import type { NotificationCommand } from '../../../server/use-cases/work/notifications'
import { dayField } from '../../forms/day-field'
import { oneLine, oneOf, plainText, plainTextOrNone } from '../../forms/form'
import { pageField } from '../../lists/page-of'

/** In letters as people see them. */
export const notificationLimits = { words: 1_000, whom: 100 } as const

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

export function listAddress(list: NotificationList, at = 1, by: Holder = null): string {
  const parameters = new URLSearchParams({ list, ...(by !== null && { by: String(by) }) })
  if (at > 1) parameters.set('page', String(at))
  return `/told-and-asked?${parameters.toString()}`
}

type Report = Pick<NotificationCommand, 'words' | 'told'>

/** That it is done, with or without words. */
export const doneForm: z.ZodType<Report> = z
  .object({ 'done-words': plainTextOrNone(notificationLimits.words) })
  .transform(({ 'done-words': words }) => ({ words, told: null }))

/** Whose what is carried on becomes. */
export const giveForm = z.object({ owner: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) })

/** How somebody was told outside the service: on a day of the last month. */
export function toldForm(today: () => CalendarDay): z.ZodType<Report> {
  return z
    .object({
      'told-way': oneOf(waysToTell),
      'told-whom': oneLine(notificationLimits.whom),
      'told-on': dayField(today).refine(day => day >= addMonths(today(), -1), 'too-early'),
      'told-words': plainText(notificationLimits.words),
    })
    .transform(read => ({
      words: read['told-words'],
      told: { way: read['told-way'], whom: read['told-whom'], on: read['told-on'] },
    }))
}
