import type { Router } from 'express'
import { z } from 'zod'
import { createRouter } from '../../../web/addresses/routers'
import { PageError } from '../../../web/pages/errors'
import { detailsShow, type InCellFeature } from '../signed-in'

/** A part of the site with pages that hold what is somebody's own, by its key in `in-cell/common:navigation`. */
export type OwnSection = 'checklist' | 'applications' | 'messages'

/** The pages with what is somebody's own, by where their routes are, and the part of the site that each belongs to. */
const sections: Readonly<Record<string, OwnSection>> = {
  '/checklist': 'checklist',
  '/plan': 'checklist',
  '/plan.pdf': 'checklist',
  '/release-day': 'checklist',
  '/goals': 'checklist',
  '/applications': 'applications',
  '/consents': 'applications',
  '/messages': 'messages',
}

const detailsForm = z.object({ show: z.enum(['yes', 'no']), at: z.string().regex(/^\/[\w/.-]{0,200}$/) })

/**
 * Where others may look on, what is somebody's own waits until they ask for it, and can be put away again. That counts
 * for a page opened by its own address too: the history holds the addresses of an earlier visit.
 */
export function hideDetails({ dependencies, show }: InCellFeature): Router {
  const router = createRouter()

  // The forms that anybody can ask for, before one is begun.
  router.get(['/applications/new', '/applications/new/:form'], (_req, _res, next) => next('router'))

  // Whoever begins a form asks for its pages.
  router.post('/applications/new/:form', (req, _res, next) => {
    req.session.detailsShown = true
    next()
  })

  // Found by the router, as the pages themselves are: whatever spelling reaches a page reaches this first.
  for (const [route, section] of Object.entries(sections)) {
    router.use(route, (req, res, next) => {
      const isOpened = req.method === 'GET' || req.method === 'HEAD'
      if (!isOpened || detailsShow(req, dependencies)) return next()
      const at = detailsForm.shape.at.safeParse(`${route}${req.path}`.replace(/\/$/, ''))
      show(req, res, 'in-cell/details-hidden.njk', { section, at: at.success ? at.data : route })
    })
  }

  router.post('/details', (req, res) => {
    const form = detailsForm.safeParse(req.body)
    if (!form.success) throw new PageError(400, 'bad-request')
    req.session.detailsShown = form.data.show === 'yes'
    res.redirect(303, form.data.at === '/' ? '/my' : `/my${form.data.at}`)
  })

  return router
}
