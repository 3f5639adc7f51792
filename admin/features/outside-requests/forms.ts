import { z } from 'zod'
import { outsideRequestLists, type OutsideRequestColumn } from '../../../server/database'
import { addMonths, type CalendarDay } from '../../../server/domain/calendar'
import { waysToTell } from '../../../server/domain/work/notifications'
import { outsideAskers } from '../../../server/domain/work/outside-requests'
import { dayField } from '../../forms/day-field'
import { oneLine, oneOf, plainText } from '../../forms/form'
import { outsideLimits } from '../../forms/outside-form'
import { pageField } from '../../lists/page-of'
import { listAddresses } from '../../lists/paged-list'
import { sortField } from '../../lists/sort-heading'
import { wingField } from '../../lists/wing-field'

/** The columns that the list is sorted by. */
const sorts = ['due', 'asker', 'person', 'cell', 'release'] as const satisfies readonly OutsideRequestColumn[]

/** What the address of the list says; anything unknown in it is as if it were not there. */
export const listQuery = z.object({
  list: z.enum(outsideRequestLists).catch('open'),
  wing: wingField,
  asker: z.enum(outsideAskers).nullable().catch(null),
  sort: sortField(sorts, 'due'),
  page: pageField,
})
export type ListQuery = z.infer<typeof listQuery>

export const listAddress = listAddresses('/outside-requests', listQuery)

/** Who asked, how, for what and by when. @param today read when a form is posted */
export function logForm(today: () => CalendarDay) {
  return z
    .object({
      'request-asker': oneOf(outsideAskers),
      'request-whom': oneLine(outsideLimits.whom),
      'request-way': oneOf(waysToTell),
      'request-words': plainText(outsideLimits.words),
      'request-due': dayField()
        .refine(day => day >= today(), 'in-past')
        .refine(day => day <= addMonths(today(), 12), 'too-far'),
    })
    .transform(read => ({
      asker: read['request-asker'],
      whom: read['request-whom'],
      way: read['request-way'],
      words: read['request-words'],
      due: read['request-due'],
    }))
}
