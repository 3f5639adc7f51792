import type { Router } from 'express'
import { z } from 'zod'
import { firstAnswers, firstQuestions, type FirstQuestion } from '../../../domain/checklist'
import { firstAnswersOf, keepFirstAnswers } from '../../../use-cases/people/in-cell/first-questions'
import { createRouter } from '../../../web/addresses/routers'
import { PageError } from '../../../web/pages/errors'
import type { IconName } from '../pictures'
import { detailsShow, personOf, wordsFor, type InCellFeature } from '../signed-in'

const pictures: Readonly<Record<FirstQuestion, IconName>> = {
  home: 'housing',
  rent: 'home-to-keep',
  bank: 'bank',
  id: 'id',
  money: 'money',
  doctor: 'health',
  children: 'family',
  job: 'work',
}

const answer = z.enum(firstAnswers).optional()
const answersForm = z.object(Object.fromEntries(firstQuestions.map(question => [question, answer])))

/** The eight questions on one page, from which the checklist is made. Each can be left out, and answered again. */
export function firstQuestionRoutes({ dependencies, show, perform }: InCellFeature): Router {
  const router = createRouter()

  router.get('/', async (req, res) => {
    const t = wordsFor(req, dependencies)
    // Whoever looks on must not read the answers, so they show only after somebody asked for their details.
    const said = detailsShow(req, dependencies) ? await perform(firstAnswersOf, personOf(res)) : {}
    show(req, res, 'in-cell/first-questions.njk', {
      section: 'start',
      questions: firstQuestions.map(question => ({
        name: question,
        picture: pictures[question],
        text: t(`in-cell/first-questions:questions.${question}`),
        choices: firstAnswers.map(value => ({
          value,
          text:
            value === 'not-sure'
              ? t('in-cell/first-questions:not-sure')
              : t(`in-cell/first-questions:answers.${question}.${value}`),
          checked: said?.[question] === value,
        })),
      })),
    })
  })

  router.post('/', async (req, res) => {
    const form = answersForm.safeParse(req.body)
    if (!form.success) throw new PageError(400, 'bad-request')
    await perform(keepFirstAnswers, personOf(res), form.data)
    res.redirect(303, '/my')
  })

  return router
}
