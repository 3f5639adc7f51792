import { z } from 'zod'
import { joinDay, type PostedAnswer, type PostedPage } from '../../domain/applications'

const words = z.string().max(20_000).default('')
const box = z.string().max(60).default('')

/** The fields of one question, within limits; the declared question decides whether they are an answer. */
const fields = z.object({
  choice: z
    .union([z.string().max(60), z.array(z.string().max(60)).max(40)])
    .optional()
    .transform(choice => (choice === undefined ? [] : [choice].flat())),
  words,
  day: box,
  month: box,
  year: box,
})
type Field = keyof z.infer<typeof fields>
const names = Object.keys(fields.shape) as readonly Field[]

const fieldOfOther = new RegExp(`^(?:${names.join('|')})-([a-z\\d-]{1,40})$`)
const mostOthers = 20

/** What a page of questions posts, within limits. The fields of its first question have plain names. */
export const postedAnswer: z.ZodType<PostedPage> = z
  .record(z.string(), z.unknown())
  .transform((body, context): PostedPage => {
    const ids = new Set(Object.keys(body).flatMap(name => fieldOfOther.exec(name)?.[1] ?? []))
    const others = new Map([...ids].slice(0, mostOthers).map(id => [id, readFields(body, context, `-${id}`)] as const))
    return { ...readFields(body, context, ''), others }
  })

function readFields(body: Readonly<Record<string, unknown>>, context: z.RefinementCtx, suffix: string): PostedAnswer {
  const read = fields.safeParse(Object.fromEntries(names.map(name => [name, body[`${name}${suffix}`]])))
  if (!read.success) {
    context.addIssue({ code: 'custom', message: 'no answer' })
    return z.NEVER
  }
  const { choice, day, month, year } = read.data
  return { choice, words: read.data.words === '' ? joinDay([day, month, year]) : read.data.words }
}

/** What a form with free text posts, within limits. @param field the name of the text on the form */
export function postedText(field: string): z.ZodType<PostedPage> {
  return z
    .object({ [field]: words })
    .transform(body => ({ choice: [], words: body[field] ?? '', others: new Map<string, PostedAnswer>() }))
}
