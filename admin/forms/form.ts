import { z } from 'zod'
import { composedKey, type Translate } from '../../server/content/words/words'
import { parseText, type ParsedText } from '../../server/domain/applications'
import { PageError } from '../../server/web/pages/errors'

/** A validation error in one field of a form; its message is `console/errors:FIELD.PROBLEM`. */
export interface Fault {
  readonly field: string
  readonly problem: string
  /** Parameters of the message, such as the maximum length. */
  readonly about?: Readonly<Record<string, unknown>>
}

export type Parsed<T, Problem = Fault> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly [Problem, ...Problem[]] }

/** An error for both the error summary and the field's own macro. */
export interface FieldError {
  readonly field: string
  readonly href: string
  readonly text: string
}

/** The message of every issue that the schema gives no message, so that no page has words for it. */
const unforeseen = 'unforeseen'

/**
 * Parses a posted form: a value, or one fault per invalid field, never both.
 *
 * @throws {PageError} 400 when a field is missing or twice there, as no form of the console posts it
 */
export function parseForm<T>(schema: z.ZodType<T>, body: unknown): Parsed<T> {
  const read = schema.safeParse(body ?? {}, { error: () => unforeseen })
  if (read.success) return { ok: true, value: read.data }
  const faults = new Map<string, Fault>()
  for (const issue of read.error.issues) {
    if (issue.message === unforeseen) throw new PageError(400, 'bad-request')
    const field = String(issue.path[0])
    const about = issue.code === 'custom' ? (issue.params as Record<string, unknown> | undefined) : undefined
    if (!faults.has(field)) faults.set(field, { field, problem: issue.message, ...(about && { about }) })
  }
  return refusedFor([...faults.values()])
}

/** The faults of several parsed forms, at least one of which was refused. */
export function refusedBy<Problem>(
  ...parsed: readonly Parsed<unknown, Problem>[]
): Extract<Parsed<never, Problem>, { ok: false }> {
  return refusedFor(parsed.flatMap(each => (each.ok ? [] : each.faults)))
}

/** @throws when there is no fault, since nobody could tell what to correct */
function refusedFor<Problem>([first, ...others]: readonly Problem[]): Extract<Parsed<never, Problem>, { ok: false }> {
  if (!first) throw new Error('A form was refused without a fault')
  return { ok: false, faults: [first, ...others] }
}

/**
 * Translates faults to error messages, except those with a message already, such as the name of a conflicting record.
 */
export function describeFaults(faults: readonly (Fault | FieldError)[], t: Translate): readonly FieldError[] {
  return faults.map(fault => ('text' in fault ? fault : describeFault(fault, t)))
}

/** Translates a fault to an error message. */
export function describeFault({ field, problem, about }: Fault, t: Translate): FieldError {
  return { field, href: `#${field}`, text: t(composedKey(`console/errors:${field}.${problem}`), { ...about }) }
}

/** Translates the faults of a parsed form whose messages are its own, or which is one of several parts. */
export function describeParsed<T, Problem>(
  parsed: Parsed<T, Problem>,
  describe: (fault: Problem) => FieldError,
): Parsed<T, FieldError> {
  if (parsed.ok) return parsed
  const [first, ...others] = parsed.faults
  return { ok: false, faults: [describe(first), ...others.map(describe)] }
}

/** The field names of a form: those of its schema, or those named by a custom parser. */
export function formFields(form: z.ZodType | { readonly fields: readonly string[] }): readonly string[] {
  return 'fields' in form ? form.fields : Object.keys(shapeOf(form))
}

/** The names of a form's free-text fields: those marked in its schema, or named by a custom parser. */
export function freeTextIn(form: z.ZodType | { readonly freeText: readonly string[] }): readonly string[] {
  if ('freeText' in form) return form.freeText
  return Object.entries(shapeOf(form)).flatMap(([field, schema]) => (isFreeText(schema) ? [field] : []))
}

/** The fields of an object schema; none for other schemas. */
function shapeOf(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> {
  if (schema instanceof z.ZodPipe) return shapeOf(schema.in)
  return schema instanceof z.ZodObject ? schema.shape : {}
}

/**
 * Free text by staff, measured and cleaned exactly like that of people in prison.
 *
 * @param limit in user-perceived characters (graphemes)
 */
export function plainText(limit: number) {
  return cleanText(limit).meta(freeText)
}

/** Marks a free-text field, whose text is shown for copying when it could not be saved. */
const freeText = { freeText: true }

function cleanText(limit: number) {
  return z.unknown().transform((value, context) => textOf(parseText(value, limit), limit, context))
}

/** Whether a field is marked as free text. */
function isFreeText(schema: z.core.$ZodType): boolean {
  const { freeText: isMarked } = z.globalRegistry.get(schema) ?? {}
  return isMarked === true || (schema instanceof z.ZodPipe && isFreeText(schema.in))
}

/** An optional {@link plainText}; null when empty or absent. */
export function plainTextOrNone(limit: number) {
  const schema = z.preprocess(
    // Zod would reject the form if the field were absent.
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

/** Short text on one line, such as a name. */
export function oneLine(limit: number) {
  return cleanText(limit).transform(text => text.replace(/\s+/gu, ' ').trim())
}

/** One of several values, such as those of radios; any other value counts as nothing selected. */
export function oneOf<const Values extends readonly string[]>(values: Values) {
  return z.enum(values, 'nothing-chosen')
}

/** The values typed or selected, to show again; other posted fields are ignored. */
export function typedIn(body: unknown, fields: readonly string[]): Readonly<Record<string, string>> {
  const posted = (body ?? {}) as Readonly<Record<string, unknown>>
  return Object.fromEntries(
    fields.flatMap(field => {
      const value = posted[field]
      return typeof value === 'string' && value.trim() !== '' ? [[field, value]] : []
    }),
  )
}
