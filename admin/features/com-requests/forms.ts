import { z } from 'zod'
import { comRequestLists, type ComRequestList } from '../../../server/database'
import {
  comRequestKindsFor,
  pathwayOfRequest,
  type ComRequestKind,
  type ComRequestAction,
} from '../../../server/domain/work/com-requests'
import { addDays, addMonths, type CalendarDay } from '../../../server/domain/calendar'
import type { Estate } from '../../../server/domain/routing'
import { pathways, type Pathway } from '../../../server/domain/topics'
import type { NewComRequest } from '../../../server/use-cases/work/com-requests'
import { dayField, dayInField } from '../../forms/day-field'
import { oneOf, parseForm, plainText, plainTextOrNone, type Parsed } from '../../forms/form'
import { pageField } from '../../lists/page-of'

/** In letters as people see them. */
export const comRequestLimits = { words: 500, why: 1_000, note: 1_000 } as const

/** What the address of the list says; anything unknown in it is as if it were not there. */
export const listQuery = z.object({
  list: z.enum(comRequestLists).catch('open'),
  /** A colleague whose requests are asked for, in place of a list. */
  by: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).nullable().catch(null),
  page: pageField,
})

export function listAddress(list: ComRequestList, at = 1, by: number | null = null): string {
  const parameters = new URLSearchParams()
  if (by !== null) parameters.set('by', String(by))
  else if (list !== 'open') parameters.set('list', list)
  if (at > 1) parameters.set('page', String(at))
  const text = parameters.toString()
  return text === '' ? '/tasks' : `/tasks?${text}`
}

const pathwayOrNone = z.enum(pathways).or(z.literal('').transform(() => null))

const askedFields = ['task-kind', 'task-words', 'task-pathway', 'task-due', 'task-why'] as const

/** Reads what a COM asks for. What has no words and no pathway of its own must be given them. */
export function readAsked(body: unknown, estate: Estate, today: CalendarDay): Parsed<NewComRequest> {
  const kinds = comRequestKindsFor(estate) as [ComRequestKind, ...ComRequestKind[]]
  const chosen = oneOf(kinds).safeParse((body as Record<string, unknown> | undefined)?.['task-kind']).data
  const needsPathway = chosen !== undefined && pathwayOfRequest(chosen, null) === null
  const latest = addMonths(today, 24)
  const form = z.object({
    'task-kind': oneOf(kinds),
    'task-words': (chosen === 'other' ? plainText : plainTextOrNone)(comRequestLimits.words),
    'task-pathway': needsPathway ? oneOf(pathways) : pathwayOrNone.catch(null),
    'task-due': dayField()
      .refine(day => day >= today, 'in-past')
      .refine(day => day <= latest, 'too-far'),
    'task-why': plainText(comRequestLimits.why),
  })
  const read = parseForm(form, body)
  if (!read.ok) return read
  const {
    'task-kind': kind,
    'task-words': words,
    'task-pathway': pathway,
    'task-due': due,
    'task-why': why,
  } = read.value
  return { ok: true, value: { kind, words, pathway: pathwayOfRequest(kind, pathway) as Pathway, why, due } }
}

interface Said {
  readonly words: string | null
  readonly doneOn: CalendarDay | null
}

const nothingSaid = { words: null, doneOn: null } as const

/** Reads what is to be said with an act: what was done, or why it was not. */
export function readSaid(action: ComRequestAction, body: unknown, today: CalendarDay): Parsed<Said> {
  switch (action) {
    case 'done': {
      const form = z.object({ 'task-note': plainText(comRequestLimits.note), 'task-done-on': dayField(today) })
      const read = parseForm(form, body)
      return read.ok
        ? { ok: true, value: { words: read.value['task-note'], doneOn: read.value['task-done-on'] } }
        : read
    }
    case 'not-done':
      return readReason('task-not-done', body)
    case 'withdrawn':
      return readReason('task-withdrawn', body)
    default:
      return { ok: true, value: nothingSaid }
  }
}

function readReason(field: string, body: unknown): Parsed<Said> {
  const read = parseForm(z.object({ [field]: plainText(comRequestLimits.note) }), body)
  return read.ok ? { ok: true, value: { words: read.value[field] ?? null, doneOn: null } } : read
}

/** Whether a posted form has the day on which a request was done, empty or not. */
export function postsDay(body: unknown): boolean {
  return (body as Record<string, unknown> | undefined)?.['task-done-on'] !== undefined
}

/** What is shown again when a form is refused. */
export const shownAgain = [...askedFields, 'task-note', 'task-done-on', 'task-not-done', 'task-withdrawn'] as const

const daysBefore = 28

/** The days of a note for nDelius; when the address says none, the last four weeks. */
export function readSpan(
  query: Readonly<Record<string, unknown>>,
  today: CalendarDay,
): {
  readonly typed: { readonly from: string; readonly to: string }
  readonly span: Parsed<{ readonly from: CalendarDay; readonly to: CalendarDay }>
} {
  const text = (name: string, usual: CalendarDay) => {
    const given = query[name]
    return typeof given === 'string' ? given.slice(0, 20) : dayInField(usual)
  }
  const typed = { from: text('from', addDays(today, -daysBefore)), to: text('to', today) }
  const form = z
    .object({ 'note-from': dayField(), 'note-to': dayField() })
    .refine(({ 'note-from': from, 'note-to': to }) => from <= to, { message: 'before-from', path: ['note-to'] })
  const read = parseForm(form, { 'note-from': typed.from, 'note-to': typed.to })
  return {
    typed,
    span: read.ok ? { ok: true, value: { from: read.value['note-from'], to: read.value['note-to'] } } : read,
  }
}
