import type { Router } from 'express'
import { z } from 'zod'
import { textFormKinds } from '../../../database'
import { discardExpiredForm } from '../../../use-cases/applications/sending/expired-forms'
import { createRouter } from '../../../web/addresses/routers'
import { PageError } from '../../../web/pages/errors'
import { reviewAddress } from '../form-pages'
import { postedAnswer, postedText } from '../posted-answer'
import { personOf, type InCellFeature } from '../signed-in'
import { saveExpiredForms } from './save-expired-forms'

const textForm = z.object({ kind: z.enum(textFormKinds), about: z.string().regex(/^[\w-]{1,60}$/) })

/** Saves the forms whose session has expired: an answer, a message, an appeal, a note and a goal. */
export function expiredFormRoutes(feature: InCellFeature): Router {
  const router = createRouter()
  router.post('/applications/:reference/add', saveExpiredForms(feature, postedText('body')))
  router.post('/applications/:reference/another-look', saveExpiredForms(feature, postedText('words')))
  router.post('/goals', saveExpiredForms(feature, postedText('goal')))
  router.post('/checklist/:task/note', saveExpiredForms(feature, postedText('note')))
  router.post('/checklist/:task/ask', saveExpiredForms(feature, postedText('added')))
  router.post('/applications/:draft/:question', saveExpiredForms(feature, postedAnswer))
  return router
}

/** Leaves out a text that was saved from an expired form and is not the person's, or not wanted. */
export function leaveOutRoutes({ perform }: InCellFeature): Router {
  const router = createRouter()

  router.post('/leave-out', async (req, res) => {
    const form = textForm.safeParse(req.body)
    if (!form.success) throw new PageError(400, 'bad-request')
    await perform(discardExpiredForm, personOf(res).id, form.data)
    res.redirect(303, reviewAddress(form.data))
  })

  return router
}
