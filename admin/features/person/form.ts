import { z } from 'zod'
import type { CalendarDay } from '../../../server/domain/calendar'
import { personNoteKinds } from '../../../server/domain/people/person-notes'
import { dayField } from '../../forms/day-field'
import { oneOf, plainText, plainTextOrNone } from '../../forms/form'
import { pageField } from '../../lists/page-of'

export const noteLimits = { whom: 100, words: 2_000 } as const

/** A note about a person. @param today read when a form is posted */
export function noteForm(today: () => CalendarDay) {
  return z
    .object({
      'note-kind': oneOf(personNoteKinds),
      'note-whom': plainTextOrNone(noteLimits.whom),
      'note-day': dayField(today),
      'note-words': plainText(noteLimits.words),
    })
    .transform(read => ({
      kind: read['note-kind'],
      whom: read['note-whom']?.replace(/\s+/gu, ' ') ?? null,
      happenedOn: read['note-day'],
      words: read['note-words'],
    }))
}

/** What the address of the notes says; anything unknown in it is as if it were not there. */
export const notesQuery = z.object({ page: pageField })
