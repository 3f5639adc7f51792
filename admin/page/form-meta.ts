import { z } from 'zod'
import { actKeyFrom } from '../../server/use-cases/idempotency-key'

const actForm = z.object({ actKey: z.uuid() })
const version = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number)
const pageForm = actForm.extend({ version })

/** The page that an act was made on, and the act's own key; undefined when the page was not one of ours. */
export function readPage(
  path: string,
  body: unknown,
): { readonly version: number; readonly actKey: string } | undefined {
  const page = pageForm.safeParse(body ?? {})
  return page.success ? { version: page.data.version, actKey: keyOf(path, body as object) } : undefined
}

/** The key of an act that makes something new, on a page that showed no version; undefined when it was not one of ours. */
export function readActKey(path: string, body: unknown): string | undefined {
  return actForm.safeParse(body ?? {}).success ? keyOf(path, body as object) : undefined
}

/**
 * The same form sent twice is one act. A form that was changed and sent again, from the same page by the Back button, is
 * another act: it must not be taken for the first and lost.
 */
function keyOf(path: string, body: object): string {
  return actKeyFrom(
    path,
    Object.entries(body).filter(([field]) => field !== '_csrf'),
  )
}
