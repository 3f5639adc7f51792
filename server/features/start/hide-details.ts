import { Router } from 'express'
import { z } from 'zod'
import { PageError } from '../../web/errors'
import { detailsShow, type MyFeature } from '../signed-in'

/** The lists of what is somebody's own, and the part of the site that each opens. */
const lists = { '/checklist': 'checklist', '/applications': 'applications', '/messages': 'messages' } as const
const addresses = ['/', ...(Object.keys(lists) as (keyof typeof lists)[])] as const

const detailsForm = z.object({ show: z.enum(['yes', 'no']), at: z.enum(addresses) })

/** Where others may look on, the lists wait until the person asks for them, and can be put away again. */
export function hideDetails({ services, show }: MyFeature): Router {
  const router = Router()

  router.get(Object.keys(lists), (req, res, next) => {
    if (detailsShow(req, services)) return next()
    const at = req.path.replace(/\/$/, '') as keyof typeof lists
    show(req, res, 'my/details-hidden.njk', { section: lists[at], at })
  })

  router.post('/details', (req, res) => {
    const form = detailsForm.safeParse(req.body)
    if (!form.success) throw new PageError(400, 'bad-request')
    req.session.detailsShown = form.data.show === 'yes'
    res.redirect(303, form.data.at === '/' ? '/my' : `/my${form.data.at}`)
  })

  return router
}
