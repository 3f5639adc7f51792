import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { parseText, type ParsedText } from '../../server/domain/applications'
import type { Translate, WordingKey } from '../../server/content/words'

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

/** Puts faults into words. One that has words already, such as the name of what is in the way, keeps them. */
export function describeFaults(faults: readonly (Fault | FieldError)[], t: Translate): readonly FieldError[] {
  return faults.map(fault =>
    'text' in fault
      ? fault
      : {
          field: fault.field,
          href: `#${fault.field}`,
          text: t(`console/errors:${fault.field}.${fault.problem}` as WordingKey, { ...fault.about }),
        },
  )
}

/** The fields of a form: those of its schema, or those that a reader of its own names. */
export function formFields(form: z.ZodType | { readonly fields: readonly string[] }): readonly string[] {
  return 'fields' in form ? form.fields : Object.keys(shapeOf(form))
}

/** The fields of a form that hold text in staff's own words: those that its schema marks, or a reader of its own names. */
export function freeTextIn(form: z.ZodType | { readonly freeText: readonly string[] }): readonly string[] {
  if ('freeText' in form) return form.freeText
  return Object.entries(shapeOf(form)).flatMap(([field, schema]) => (isFreeText(schema) ? [field] : []))
}

/** The fields of a schema and their own schemas; none where it is not that of an object. */
function shapeOf(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> {
  if (schema instanceof z.ZodPipe) return shapeOf(schema.in)
  return schema instanceof z.ZodObject ? (schema.shape as Record<string, z.core.$ZodType>) : {}
}

/**
 * What staff write in their own words, measured and cleaned as the words of people in prison are.
 *
 * @param limit in letters as people see them
 */
export function plainText(limit: number) {
  return cleanText(limit).meta(freeText)
}

/** Marks a field whose text is shown to be copied when it could not be kept. */
const freeText = { freeText: true }

function cleanText(limit: number) {
  return z.unknown().transform((value, context) => textOf(parseText(value, limit), limit, context))
}

/** Whether a field holds text in staff's own words. */
function isFreeText(schema: z.core.$ZodType): boolean {
  const { freeText: isMarked } = z.globalRegistry.get(schema) ?? {}
  return isMarked === true || (schema instanceof z.ZodPipe && isFreeText(schema.in))
}

/** The same where it may be left out, or may not be there at all: null. */
export function plainTextOrNone(limit: number) {
  const schema = z.preprocess(
    // Without this the form would be refused where the field is not there.
    value => value ?? '',
    z.unknown().transform((value, context): string | null => {
      const read = parseText(value, limit)
      return !read.ok && read.problem === 'nothing-written' ? null : textOf(read, limit, context)
    }),
  )
  return schema.meta(freeText)
}

function textOf(read: ParsedText, limit: number, context: z.RefinementCtx): string {
  if (read.ok) return read.text
  context.addIssue({ code: 'custom', message: read.problem, params: { count: read.over, limit } })
  return z.NEVER
}

/** A few words in one line, such as a name. */
export function oneLine(limit: number) {
  return cleanText(limit).transform(text => text.replace(/\s+/gu, ' ').trim())
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
