import { z } from 'zod'
import { outsideRequestLists, type OutsideRequestList } from '../../../server/database'
import { addMonths, type CalendarDay } from '../../../server/domain/calendar'
import { waysToTell } from '../../../server/domain/work/notifications'
import { outsideAskers } from '../../../server/domain/work/outside-requests'
import { dayField } from '../../forms/day-field'
import { oneLine, oneOf, plainText } from '../../forms/form'
import { outsideLimits } from '../../forms/outside-form'
import { pageField } from '../../lists/page-of'

/** What the address of the list says; anything unknown in it is as if it were not there. */
export const listQuery = z.object({ list: z.enum(outsideRequestLists).catch('open'), page: pageField })

/** The address of a page of a list. */
export function listAddress(list: OutsideRequestList, at = 1): string {
  const parameters = new URLSearchParams({ list })
  if (at > 1) parameters.set('page', String(at))
  return `/outside-requests?${parameters.toString()}`
}

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
