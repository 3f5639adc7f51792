import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { parseText, type ParsedText } from '../../server/domain/applications'
import type { Translate } from '../../server/content/words'

/** What is wrong with one field of a form; its words are `console/errors:FIELD.PROBLEM`. */
export interface Fault {
  readonly field: string
  readonly problem: string
  /** What the words speak of, such as how many letters are too many. */
  readonly about?: Readonly<Record<string, unknown>>
}

export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly [Fault, ...Fault[]] }

/** An error as the summary and the field's own macro take it: both from the same description. */
export interface FieldError {
  readonly field: string
  readonly href: string
  readonly text: string
}

/** Reads a posted form: a value, or one fault a field, never both. */
export function parseForm<T>(schema: z.ZodType<T>, body: unknown): Parsed<T> {
  const read = schema.safeParse(body ?? {})
  if (read.success) return { ok: true, value: read.data }
  const faults = new Map<string, Fault>()
  for (const issue of read.error.issues) {
    const field = String(issue.path[0])
    const about = issue.code === 'custom' ? (issue.params as Record<string, unknown> | undefined) : undefined
    if (!faults.has(field)) faults.set(field, { field, problem: issue.message, ...(about && { about }) })
  }
  const [first, ...others] = faults.values()
  if (!first) throw new Error('A form was refused without a fault')
  return { ok: false, faults: [first, ...others] }
}

export function describeFaults(faults: readonly Fault[], t: Translate): readonly FieldError[] {
  return faults.map(({ field, problem, about }) => ({
    field,
    href: `#${field}`,
    text: t(`console/errors:${field}.${problem}`, { ...about }),
  }))
}

/**
 * What staff write in their own words, measured and cleaned as the words of people in prison are.
 *
 * @param limit in letters as people see them
 */
export function plainText(limit: number) {
  return z.unknown().transform((value, context) => textOf(parseText(value, limit), limit, context))
}

/** The same where it may be left out, or may not be there at all: null. */
export function plainTextOrNone(limit: number) {
  return z.preprocess(
    // Without this the form would be refused where the field is not there.
    value => value ?? '',
    z.unknown().transform((value, context): string | null => {
      const read = parseText(value, limit)
      return !read.ok && read.problem === 'nothing-written' ? null : textOf(read, limit, context)
    }),
  )
}

function textOf(read: ParsedText, limit: number, context: z.RefinementCtx): string {
  if (read.ok) return read.text
  context.addIssue({ code: 'custom', message: read.problem, params: { count: read.over, limit } })
  return z.NEVER
}

/** The same in one line. */
export function oneLine(limit: number) {
  return plainText(limit).transform(text => text.replace(/\s+/gu, ' ').trim())
}

/** One of a few values, such as radios give; anything else is nothing chosen. */
export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, 'nothing-chosen')
}

/** What a page with a form shows besides: the key of the act, what was typed, and what was wrong with it. */
export function formContext(body: unknown, fields: readonly string[], faults: readonly Fault[], t: Translate) {
  return {
    idempotencyKey: randomUUID(),
    values: typedIn(body, fields),
    ...(faults.length > 0 && { errors: describeFaults(faults, t) }),
  }
}

/** What was typed or picked, to show again; whatever else was posted is left out. */
export function typedIn(body: unknown, fields: readonly string[]): Readonly<Record<string, string>> {
  const given = (body ?? {}) as Readonly<Record<string, unknown>>
  return Object.fromEntries(
    fields.flatMap(field => {
      const value = given[field]
      return typeof value === 'string' && value.trim() !== '' ? [[field, value]] : []
    }),
  )
}
