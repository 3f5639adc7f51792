import { z } from 'zod'
import { idempotencyKeyFrom } from '../../server/use-cases/idempotency-key'

const idempotencyForm = z.object({ idempotencyKey: z.uuid() })
const version = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number)
const metaForm = idempotencyForm.extend({ version })

/** The record version that the form was rendered with (optimistic lock) and its idempotency key; undefined if either is missing. */
export function parseFormMeta(
  path: string,
  body: unknown,
): { readonly version: number; readonly idempotencyKey: string } | undefined {
  const page = metaForm.safeParse(body ?? {})
  return page.success ? { version: page.data.version, idempotencyKey: keyOf(path, body as object) } : undefined
}

/** The idempotency key of a form that creates something, so has no record version; undefined if it is missing. */
export function parseIdempotencyKey(path: string, body: unknown): string | undefined {
  return idempotencyForm.safeParse(body ?? {}).success ? keyOf(path, body as object) : undefined
}

/** The same as the hidden fields of a posted form. */
export function parseKeyMeta(path: string, body: unknown): { readonly idempotencyKey: string } | undefined {
  const idempotencyKey = parseIdempotencyKey(path, body)
  return idempotencyKey === undefined ? undefined : { idempotencyKey }
}

/**
 * Hashes the whole form into its key: the same form sent twice is done once, while a form that was changed and sent again
 * from the same page, after the Back button, has another key and is not lost.
 */
function keyOf(path: string, body: object): string {
  // A page of the version before has one field more here than it posted: without it the key is the one that version made.
  const added = 'actKey' in body ? 'idempotencyKey' : undefined
  return idempotencyKeyFrom(
    path,
    Object.entries(body).filter(([field]) => field !== '_csrf' && field !== added),
  )
}

/** Only the record version, of a form that does the same when it is sent twice. */
export const parseVersion = hidden(z.object({ version }))

/** Reads hidden fields of a form's own, which no person fills in: undefined when they are not as the console makes them. */
export function hidden<Fields>(fields: z.ZodType<Fields>) {
  return (_path: string, body: unknown): Fields | undefined => fields.safeParse(body ?? {}).data
}

/** The same beside the idempotency key, and the version where the form has one. */
export function withHidden<Meta extends object, Fields extends object>(
  parseMeta: (path: string, body: unknown) => Meta | undefined,
  fields: z.ZodType<Fields>,
) {
  return (path: string, body: unknown): (Meta & Fields) | undefined => {
    const meta = parseMeta(path, body)
    const own = hidden(fields)(path, body)
    return meta && own && { ...meta, ...own }
  }
}
