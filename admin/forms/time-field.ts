import { z } from 'zod'

/** A time of day in London. */
export interface TimeOfDay {
  readonly hour: number
  readonly minute: number
}

const shape = /^(?<hour>\d{1,2})(?:[:.](?<minute>\d{2}))?\s*(?<half>[ap]m)?$/i

/** A time that staff type in one field, such as 9am or 22:30. Problems: `nothing-written` and `not-a-time`. */
export const timeField = z.unknown().transform((value, context): TimeOfDay => {
  const text = typeof value === 'string' ? value.trim() : ''
  const time = read(text)
  if (time) return time
  context.addIssue({ code: 'custom', message: text === '' ? 'nothing-written' : 'not-a-time' })
  return z.NEVER
})

function read(text: string): TimeOfDay | null {
  const { hour: written, minute: minutes, half } = shape.exec(text)?.groups ?? {}
  // A bare 9 may be morning or evening.
  if (written === undefined || (minutes === undefined && half === undefined)) return null
  const minute = Number(minutes ?? 0)
  if (half === undefined) return Number(written) < 24 && minute < 60 ? { hour: Number(written), minute } : null
  if (Number(written) < 1 || Number(written) > 12 || minute > 59) return null
  return { hour: (Number(written) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0), minute }
}
