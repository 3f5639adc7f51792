import { z } from 'zod'
import { elsewhere, waysOfLeaving, type Whereabouts } from '../../../server/domain/people/whereabouts'
import type { Confirmed } from '../../../server/use-cases/people/custody/whereabouts'
import { dayField } from '../../forms/day-field'
import { oneOf, plainText } from '../../forms/form'
import { hidden, parseKeyMeta, withHidden } from '../../page/form-meta'

const mostChosen = 100
export const wordsLimit = 500

const seen = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)

/** A person and the newest record about them, as the list showed them. */
const shownPerson = z
  .string()
  .regex(/^[A-Z]\d{4}[A-Z]{2}\.\d{1,15}$/, 'nothing-chosen')
  .transform(value => {
    const [prisonNumber = '', newest = ''] = value.split('.')
    return { prisonNumber, seen: Number(newest) }
  })

const confirmed = ['left', 'still-here', ...elsewhere] as const satisfies readonly Confirmed[]

/** The button of one row: what is said, and of whom. */
const ofOneRow = z
  .string()
  .max(50)
  .transform((value, context) => {
    const [to, ...person] = value.split(':')
    const read = z.object({ to: z.enum(confirmed), person: shownPerson }).safeParse({ to, person: person.join(':') })
    if (read.success) return read.data
    context.addIssue({ code: 'custom', message: 'nothing-chosen' })
    return z.NEVER
  })

export const keyMeta = hidden(z.object({ idempotencyKey: z.uuid() }))

/** The list's form: the button of a row, or one of the buttons for everybody who is ticked. */
export const confirmForm = z
  .object({
    one: ofOneRow.optional(),
    to: z.enum([...confirmed, 'elsewhere']).optional(),
    somewhere: z.enum(elsewhere).nullable().catch(null),
    who: z.preprocess(value => [value ?? []].flat(), z.array(shownPerson).max(mostChosen, 'too-many')),
  })
  .transform(({ one, to, somewhere, who }, context) => {
    if (one) return { to: one.to, chosen: [one.person] }
    const prison = to === 'elsewhere' ? somewhere : to
    if (who.length === 0) context.addIssue({ code: 'custom', path: ['who'], message: 'nothing-chosen' })
    if (!prison) context.addIssue({ code: 'custom', path: ['somewhere'], message: 'nothing-chosen' })
    const people = [...new Map(who.map(each => [each.prisonNumber, each])).values()]
    return prison && people.length > 0 ? { to: prison, chosen: people } : z.NEVER
  })

/** The newest record about the person that the page showed, and the idempotency key. */
export const seenMeta = withHidden(parseKeyMeta, z.object({ seen }))

/** Where somebody can be while they have not left. */
export const placesToBe = ['in-prison', ...elsewhere] as const satisfies readonly Exclude<Whereabouts, 'left'>[]

export const moveForm = z.object({ whereabouts: oneOf(placesToBe), 'moved-on': dayField() })

export const undoForm = z.object({ 'mistake-reason': plainText(wordsLimit) })

/** The fields of leaving that every person has; those of open work are named after it. */
export const leaveForm = z.object({ 'left-on': dayField(), 'left-how': oneOf(waysOfLeaving) })
