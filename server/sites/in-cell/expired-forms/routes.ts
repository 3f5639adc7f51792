import { Router, type Request } from 'express'
import { z } from 'zod'
import { wordsKinds } from '../../../database'
import { keepLateWords } from '../../../use-cases/applications/late-words'
import { PageError } from '../../../web/errors'
import { keepsLatePages } from '../expired-pages'
import { personOf, type InCellFeature } from '../signed-in'
import { wordsSeal, wordsShownAt } from '../words-pages'

const words = z.string().max(20_000).default('')
const leaveOutForm = z.object({ kind: z.enum(wordsKinds), about: z.string().regex(/^[\w-]{1,60}$/) })

/** Keeps the words of a message, a note or "I do not agree" whose session has ended. */
export function lateWordsRoutes(feature: InCellFeature): Router {
  const { dependencies } = feature
  const seal = wordsSeal(dependencies.sessionSecret)
  const router = Router()

  /** @param field the name of the words on the form */
  const keeps = (field: string) =>
    keepsLatePages(feature, {
      open: (sealed, address) => seal.open(sealed, address),
      async keep(page, req) {
        const posted = words.safeParse(bodyOf(req)[field])
        if (!posted.success) throw new PageError(400, 'bad-request')
        const late = page && { page, words: posted.data, fromAddress: req.ip }
        return late && keepLateWords(dependencies.database, dependencies.context(), late)
      },
      shownAt: page => wordsShownAt(page),
    })

  router.post('/applications/:reference/add', keeps('body'))
  router.post('/applications/:reference/another-look', keeps('words'))
  router.post('/checklist/:task/note', keeps('note'))
  return router
}

/** Words that came late and are not the person's, or not wanted, are left out. */
export function leaveOutRoutes({ dependencies }: InCellFeature): Router {
  const router = Router()

  router.post('/leave-out', async (req, res) => {
    const form = leaveOutForm.safeParse(req.body)
    if (!form.success) throw new PageError(400, 'bad-request')
    await dependencies.database.lateWords.settle(personOf(res).id, form.data)
    res.redirect(303, wordsShownAt(form.data))
  })

  return router
}

function bodyOf(req: Request): Record<string, unknown> {
  return (req.body ?? {}) as Record<string, unknown>
}
