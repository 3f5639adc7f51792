import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { readingHelps, type ReadingHelp } from '../../domain/people'
import { keepAboutMe } from '../../use-cases/about-me'
import { languages, type Language } from '../../web/language'
import { languageOf, personOf, wordsFor, type MyFeature } from '../signed-in'

const aboutMeForm = z.object({
  language: z.enum(languages),
  help: z
    .union([z.enum(readingHelps).transform(help => [help]), z.array(z.enum(readingHelps)).max(readingHelps.length)])
    .default([]),
})

/** The language that follows the person, what helps them to read (A00), and the way to a new PIN. */
export function aboutMeRoutes({ services, show }: MyFeature): Router {
  const router = Router()

  router.get('/', (req, res) => showForm(req, res, { language: languageOf(req), help: personOf(res).readingHelp }))

  router.post('/', async (req, res) => {
    const form = aboutMeForm.safeParse(req.body ?? {})
    if (!form.success) {
      const field = form.error.issues[0]?.path[0] === 'help' ? 'help' : 'language'
      const text = wordsFor(req, services)(`my/about-me:errors.${field}`)
      return showForm(req, res, { help: personOf(res).readingHelp }, [{ href: `#${field}`, text, field }])
    }
    const { language, help } = form.data
    await keepAboutMe(services.database, services.circumstances(), {
      person: personOf(res),
      language,
      readingHelp: [...new Set(help)],
      fromAddress: req.ip,
    })
    req.session.language = language
    res.redirect(303, '/my')
  })

  router.post('/not-now', async (_req, res) => {
    await services.database.people.putOffReadingHelp(personOf(res).id, services.now())
    res.redirect(303, '/my')
  })

  function showForm(
    req: Request,
    res: Response,
    chosen: { readonly language?: Language; readonly help: readonly ReadingHelp[] },
    errors?: readonly object[],
  ): void {
    const t = wordsFor(req, services)
    const context = {
      back: '/my',
      usesPin: services.config.pinSignIn,
      language: chosen.language,
      helps: readingHelps.map(help => ({
        value: help,
        text: t(`my/about-me:help.${help}.text`),
        hint: { text: t(`my/about-me:help.${help}.hint`) },
        checked: chosen.help.includes(help),
      })),
      errors,
    }
    show(req, res, 'my/about-me.njk', context, errors ? 422 : 200)
  }

  return router
}
