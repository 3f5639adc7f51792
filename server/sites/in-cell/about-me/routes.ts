import type { Router, Request, Response } from 'express'
import { formWords } from '../../../content/words/form-words'
import { readingHelps } from '../../../domain/people'
import { keepAboutMe } from '../../../use-cases/people/in-cell/about-me'
import { createRouter } from '../../../web/addresses/routers'
import { longDayOf } from '../../../web/pages/days'
import { languageOf, personOf, wordsFor, type InCellFeature } from '../signed-in'
import { hardChoices, isAlone, readAboutMe, type Chosen } from './form'

/** The form about the person (forms.md, about-you), and the way to a new PIN. */
export function aboutMeRoutes({ dependencies, show, perform }: InCellFeature): Router {
  const { database } = dependencies
  const router = createRouter()

  router.get('/', (req, res) =>
    showForm(req, res, {
      language: languageOf(req),
      help: personOf(res).readingHelp,
      hard: [],
      privateTime: undefined,
    }),
  )

  router.post('/', async (req, res) => {
    const form = readAboutMe(req.body, wordsFor(req, dependencies))
    if (!form.ok) return showForm(req, res, form.chosen, form.errors)
    await perform(keepAboutMe, {
      person: personOf(res),
      ...form.answers,
      fromAddress: req.ip,
    })
    req.session.language = form.answers.language
    res.redirect(303, form.answers.privateTime === 'no' ? '/my/about-me/later' : '/my')
  })

  /** What somebody who cannot talk in private now can do; it says nothing of what about. */
  router.get('/later', (req, res) => {
    const text = formWords(wordsFor(req, dependencies), { id: 'something-private' })('shortTitle')
    show(req, res, 'in-cell/later.njk', { back: '/my', talk: { href: '/my/applications/new/A16', text } })
  })

  /** What is hard for somebody is not shown to whoever looks on: only that it was said, and when. */
  async function showForm(req: Request, res: Response, chosen: Chosen, errors?: readonly object[]): Promise<void> {
    const t = wordsFor(req, dependencies)
    const current = await database.aboutMe.of(personOf(res).id)
    const context = {
      back: '/my',
      usesPin: dependencies.config.pinSignIn,
      language: chosen.language,
      helps: readingHelps.map(help => ({
        value: help,
        text: t(`in-cell/about-me:help.${help}.text`),
        hint: { text: t(`in-cell/about-me:help.${help}.hint`) },
        checked: chosen.help.includes(help),
      })),
      hard: hardChoices.map(choice => ({
        value: choice,
        text: t(
          choice === 'rather-not-say' ? 'forms/common:withheld.rather-not-say' : `in-cell/about-me:hard.${choice}`,
        ),
        checked: chosen.hard.includes(choice),
        ...(isAlone(choice) && { behaviour: 'exclusive' }),
      })),
      hardSaid:
        current.hard && t('in-cell/about-me:hard.said', { date: longDayOf(current.hard.saidAt, languageOf(req)) }),
      privateTime: chosen.privateTime,
      errors,
    }
    show(req, res, 'in-cell/about-me.njk', context, errors ? 422 : 200)
  }

  return router
}
