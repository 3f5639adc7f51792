import { Router } from 'express'
import { z } from 'zod'
import { languages } from '../../web/language'
import { languageOf, personOf, wordsFor, type MyFeature } from '../signed-in'

const languageForm = z.object({ language: z.enum(languages) })

/** The language that follows the person, and the way to a new PIN. */
export function aboutMeRoutes({ services, show }: MyFeature): Router {
  const router = Router()

  router.get('/', (req, res) => {
    show(req, res, 'my/about-me.njk', { back: '/my', usesPin: services.config.pinSignIn, chosen: languageOf(req) })
  })

  router.post('/', async (req, res) => {
    const form = languageForm.safeParse(req.body)
    if (!form.success) {
      const error = {
        href: '#language',
        text: wordsFor(req, services)('my/about-me:errors.language'),
        field: 'language',
      }
      return show(
        req,
        res,
        'my/about-me.njk',
        { back: '/my', usesPin: services.config.pinSignIn, errors: [error] },
        422,
      )
    }
    await services.database.people.speak(personOf(res).id, form.data.language)
    req.session.language = form.data.language
    res.redirect(303, '/my')
  })

  return router
}
