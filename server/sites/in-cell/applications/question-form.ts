import { z } from 'zod'
import type { QuestionPage } from '../../../use-cases/applications/late-answers'
import { createSeal } from '../../../use-cases/seal'

/** What a question's page posts; whether it is an answer, the declared question says. */
export const postedAnswer = z.object({
  choice: z
    .union([z.string().max(60), z.array(z.string().max(60)).max(40)])
    .optional()
    .transform(choice => (choice === undefined ? [] : [choice].flat())),
  words: z.string().max(20_000).default(''),
})

const sealedPage = z.tuple([z.number(), z.string(), z.string(), z.number()])

/** What a question's page carries so that its answer is kept for the right person when their session has ended. */
export function questionSeal(secret: string) {
  const seal = createSeal(secret, 'pages of questions')
  return {
    close({ personId, draftId, questionId, madeAt }: QuestionPage, address: string): string {
      return seal.close(JSON.stringify([personId, draftId, questionId, madeAt.getTime()]), address)
    },
    open(sealed: string, address: string): QuestionPage | undefined {
      const text = seal.open(sealed, address)
      if (text === undefined) return undefined
      const [personId, draftId, questionId, madeAt] = sealedPage.parse(JSON.parse(text))
      return { personId, draftId, questionId, madeAt: new Date(madeAt) }
    },
  }
}
