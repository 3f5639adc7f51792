import { z } from 'zod'
import { comRequestLists, type ComRequestColumn, type Person, type StaffMember } from '../../../server/database'
import { addDays, addMonths, type CalendarDay } from '../../../server/domain/calendar'
import { pathways, type Pathway } from '../../../server/domain/topics'
import {
  comRequestKindsFor,
  pathwayOfRequest,
  type ComRequestKind,
  type ComRequestAction,
} from '../../../server/domain/work/com-requests'
import { askerOf, type NewComRequest } from '../../../server/use-cases/work/com-requests'
import { dayField, dayInField } from '../../forms/day-field'
import { oneOf, parseForm, plainText, plainTextOrNone, type Parsed } from '../../forms/form'
import { pageField } from '../../lists/page-of'
import { listAddresses } from '../../lists/paged-list'
import { sortField } from '../../lists/sort-heading'
import { wingField } from '../../lists/wing-field'
import type { FormReader } from '../../page/kernel'

/** In letters as people see them. */
export const comRequestLimits = { words: 500, why: 1_000, note: 1_000 } as const

/** The columns that the list is sorted by. */
const sorts = [
  'due',
  'what',
  'person',
  'cell',
  'release',
  'asked',
  'owner',
] as const satisfies readonly ComRequestColumn[]

/** What the address of the list says; anything unknown in it is as if it were not there. */
export const listQuery = z.object({
  list: z.enum(comRequestLists).catch('open'),
  /** A colleague whose requests are asked for, in place of a list. */
  by: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).nullable().catch(null),
  wing: wingField,
  sort: sortField(sorts, 'due'),
  page: pageField,
})
export type ListQuery = z.infer<typeof listQuery>

export const listAddress = listAddresses('/tasks', listQuery)

const pathwayOrNone = z.enum(pathways).or(z.literal('').transform(() => null))

/** What is asked for. @param today read when the form is posted */
export function askForm(today: () => CalendarDay): FormReader<NewComRequest, Person> {
  return {
    fields: ['task-kind', 'task-words', 'task-pathway', 'task-due', 'task-why'],
    freeText: ['task-words', 'task-why'],
    read: (body, { staff, found: person }) => readComRequest(body, kindsFor(staff, person), today()),
  }
}

/** What somebody can ask for a person. */
export function kindsFor(staff: StaffMember, person: Person): readonly ComRequestKind[] {
  const asker = askerOf(staff, person)
  return asker === null ? [] : comRequestKindsFor(person.prisonEstate, asker)
}

/** A request that has no words and no pathway of its own must be given them. */
function readComRequest(body: unknown, offered: readonly ComRequestKind[], today: CalendarDay): Parsed<NewComRequest> {
  const kinds = offered as [ComRequestKind, ...ComRequestKind[]]
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

/** What is written of a request when somebody adds to it or it ends. */
interface Report {
  readonly words: string | null
  readonly doneOn: CalendarDay | null
}

/** For actions that nothing is written of. */
export const noReport: Report = { words: null, doneOn: null }

/** The forms of actions that take words: what is added, what was done, or why it was not. @param today read when a form is posted */
export function reportForms(today: () => CalendarDay): Partial<Record<ComRequestAction, z.ZodType<Report>>> {
  const text = plainText(comRequestLimits.note)
  return {
    added: z.object({ 'task-added': text }).transform(({ 'task-added': words }) => ({ words, doneOn: null })),
    done: z
      .object({ 'task-note': text, 'task-done-on': dayField(today) })
      .transform(({ 'task-note': words, 'task-done-on': doneOn }) => ({ words, doneOn })),
    'not-done': z
      .object({ 'task-not-done': text })
      .transform(({ 'task-not-done': words }) => ({ words, doneOn: null })),
    withdrawn: z
      .object({ 'task-withdrawn': text })
      .transform(({ 'task-withdrawn': words }) => ({ words, doneOn: null })),
  }
}

/** Whether a posted form has the day on which a request was done, empty or not. */
export function postsDay(body: unknown): boolean {
  return (body as Record<string, unknown> | undefined)?.['task-done-on'] !== undefined
}

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
    const value = query[name]
    return typeof value === 'string' ? value.slice(0, 20) : dayInField(usual)
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
