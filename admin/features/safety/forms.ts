import { z } from 'zod'
import type { CalendarDay } from '../../../server/domain/calendar'
import { acctOutcomes, concernSubjects, type AcctRecord } from '../../../server/domain/work/safety-concerns'
import { dayField } from '../../forms/day-field'
import { oneLine, oneOf, parseForm, plainText, refusedBy, type Parsed } from '../../forms/form'
import type { FormReader } from '../../page/kernel'

/** In letters as people see them. */
export const limits = { number: 20, words: 1_000, whatWasDone: 1_000, acctNumber: 30, name: 100, because: 300 } as const

/** The prison number that the address of the form names. */
export const raiseQuery = z.object({ person: z.string().max(limits.number).catch('') })

/** About whom, what was seen, and whether somebody must act now: three questions and one press. */
export const raiseForm = z
  .object({
    'concern-person': oneLine(limits.number),
    'concern-about': oneOf(concernSubjects),
    'concern-words': plainText(limits.words),
    'concern-urgent': oneOf(['yes', 'no']),
  })
  .transform(read => ({
    prisonNumber: read['concern-person'].toUpperCase(),
    raised: { about: read['concern-about'], words: read['concern-words'], isUrgent: read['concern-urgent'] === 'yes' },
  }))

const acknowledgement = z.object({ 'what-was-done': plainText(limits.whatWasDone), acct: oneOf(acctOutcomes) })
const openedBy = z.object({ 'acct-number': oneLine(limits.acctNumber), 'acct-by': oneLine(limits.name) })
const notNeeded = z.object({ 'acct-because': plainText(limits.because) })

interface Acknowledgement {
  readonly whatWasDone: string
  readonly acct: AcctRecord
}

/** What was done, and of an ACCT: its day, number and who opened it, or why none is needed. */
export function acknowledgeForm(today: () => CalendarDay): FormReader<Acknowledgement, unknown> {
  const opened = openedBy.extend({ 'acct-on': dayField(today) })
  return {
    fields: ['what-was-done', 'acct', 'acct-number', 'acct-on', 'acct-by', 'acct-because'],
    freeText: ['what-was-done', 'acct-because'],
    read: body => {
      const read = parseForm(acknowledgement, body)
      const outcome = acknowledgement.shape.acct.safeParse((body as Record<string, unknown> | undefined)?.acct).data
      const acct = readAcct(outcome, opened, body)
      return read.ok && acct?.ok
        ? { ok: true, value: { whatWasDone: read.value['what-was-done'], acct: acct.value } }
        : refusedBy(read, ...(acct ? [acct] : []))
    },
  }
}

const nothing = { acctNumber: null, acctOn: null, acctOpenedBy: null, acctBecause: null }

/** @returns undefined while nothing is chosen */
function readAcct(
  acct: AcctRecord['acct'] | undefined,
  opened: z.ZodType<{ 'acct-number': string; 'acct-by': string; 'acct-on': CalendarDay }>,
  body: unknown,
): Parsed<AcctRecord> | undefined {
  if (acct === undefined) return undefined
  if (acct === 'open-already') return { ok: true, value: { ...nothing, acct } }
  if (acct === 'not-needed') {
    const read = parseForm(notNeeded, body)
    return read.ok ? { ok: true, value: { ...nothing, acct, acctBecause: read.value['acct-because'] } } : read
  }
  const read = parseForm(opened, body)
  if (!read.ok) return read
  const { 'acct-number': acctNumber, 'acct-by': acctOpenedBy, 'acct-on': acctOn } = read.value
  return { ok: true, value: { ...nothing, acct, acctNumber, acctOpenedBy, acctOn } }
}
