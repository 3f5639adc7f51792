import type { Router, RequestHandler } from 'express'
import { z } from 'zod'
import { checklistNews, markChecklistSeen, personsChecklist } from '../../../use-cases/people/in-cell/checklist'
import { createRouter } from '../../../web/addresses/routers'
import { PageError } from '../../../web/pages/errors'
import { languageOf, personOf, wordsFor, type InCellFeature } from '../signed-in'
import { presentChecklist, presentNews, presentSaved } from './presenter'
import * as task from './task-pages'

const seenForm = z.object({ key: z.string().max(100) })

/** The tasks before release, and the person's status and note for each. */
export function checklistRoutes(feature: InCellFeature): Router {
  const { perform } = feature
  const router = createRouter()

  router.get('/', showChecklist(feature))
  router.post('/seen', async (req, res) => {
    const form = seenForm.safeParse(req.body)
    if (!form.success) throw new PageError(400, 'bad-request')
    await perform(markChecklistSeen, personOf(res), form.data.key)
    res.redirect(303, '/my/checklist')
  })
  router.get('/:task', task.showTaskPage(feature))
  router.post('/:task', task.setStatus(feature))
  router.post('/:task/ask', task.askQuestion(feature))
  router.post('/:task/note', task.saveNote(feature))

  return router
}

function showChecklist({ dependencies, show, perform }: InCellFeature): RequestHandler {
  return async (req, res) => {
    const person = personOf(res)
    const [checklist, news] = await Promise.all([perform(personsChecklist, person), perform(checklistNews, person)])
    const t = wordsFor(req, dependencies)
    const today = dependencies.today()
    show(req, res, 'in-cell/checklist/checklist.njk', {
      section: 'checklist',
      saved: presentSaved(checklist, req.query.saved, t),
      news: news && presentNews(news, person, t, languageOf(req)),
      ...presentChecklist(checklist, { t, language: languageOf(req), today }),
    })
  }
}
