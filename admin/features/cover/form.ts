import { z } from 'zod'
import type { NewComAbsence } from '../../../server/database'
import type { CalendarDay } from '../../../server/domain/calendar'
import { roleEntry } from '../../../server/domain/staff/roles'
import { dayField } from '../../forms/day-field'
import { parseForm } from '../../forms/form'
import type { FormReader } from '../../page/kernel'

type Absence = Pick<NewComAbsence, 'fromDay' | 'untilDay'> & {
  /** The address, or the name. */
  readonly com: string
  readonly coverEmail: string | null
}

const address = z.string().trim().toLowerCase()

/** Which COM is away, from which to which day, today or later, and who covers. A COM speaks for themselves only. */
export function absenceForm(today: () => CalendarDay): FormReader<Absence, undefined> {
  const fields = {
    'cover-com': z.string().trim().max(100).optional(),
    'cover-from': dayField(),
    'cover-until': dayField(),
    'cover-by': address.optional(),
  }
  return {
    fields: Object.keys(fields),
    freeText: [],
    read(body, { staff }) {
      const isOwn = roleEntry(staff.role).sees === 'as-com'
      const form = z
        .object(fields)
        .transform((read): Absence => ({
          com: isOwn ? staff.email : (read['cover-com'] ?? ''),
          fromDay: read['cover-from'],
          untilDay: read['cover-until'],
          coverEmail: read['cover-by'] || null,
        }))
        .superRefine(({ com, fromDay, untilDay }, context) => {
          const problem = untilDay < fromDay ? 'not-after' : untilDay < today() ? 'in-past' : null
          if (problem) context.addIssue({ code: 'custom', path: ['cover-until'], message: problem })
          if (com === '') context.addIssue({ code: 'custom', path: ['cover-com'], message: 'nothing-written' })
        })
      return parseForm<Absence>(form, body)
    },
  }
}
