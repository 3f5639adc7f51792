import { z } from 'zod'

const words = z.string().max(20_000).default('')

/** What a question's page posts, within limits; the declared question decides whether it is an answer. */
export const postedAnswer = z.object({
  choice: z
    .union([z.string().max(60), z.array(z.string().max(60)).max(40)])
    .optional()
    .transform(choice => (choice === undefined ? [] : [choice].flat())),
  words,
})

/** What a form with free text posts, within limits. @param field the name of the text on the form */
export function postedText(field: string) {
  return z.object({ [field]: words }).transform(body => ({ choice: [] as readonly string[], words: body[field] ?? '' }))
}
