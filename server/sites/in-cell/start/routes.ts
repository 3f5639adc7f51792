import type { Request, Router } from 'express'
import { localPath } from '../../../content/addresses'
import { expiresSoon, lastDayOfDraft } from '../../../domain/applications'
import { londonToday } from '../../../domain/calendar'
import { draftsToReview } from '../../../use-cases/applications/sending/expired-forms'
import { keepFirstAnswers } from '../../../use-cases/people/in-cell/first-questions'
import { startFacts, type StartFacts } from '../../../use-cases/people/in-cell/start'
import { createRouter } from '../../../web/addresses/routers'
import { longDay } from '../../../web/pages/days'
import { reviewAddress } from '../form-pages'
import { publicAddresses } from '../public-addresses'
import { detailsShow, languageOf, personOf, wordsFor, type InCellFeature } from '../signed-in'
import { presentStart } from './presenter'

/**
 * What to do next, the person's dates and what they asked for. A cellmate may see the screen, so where it is shared it
 * shows only counts until the person asks for more.
 */
export function startRoutes(feature: InCellFeature): Router {
  const { dependencies, show, perform } = feature
  const router = createRouter()

  router.get('/', async (req, res) => {
    const person = personOf(res)
    const [facts, texts, localChapters] = await Promise.all([
      perform(startFacts, person),
      dependencies.database.expiredForms.textsToReview(person.id),
      dependencies.database.localServices.chaptersOf(person.prisonId),
    ])
    if (!facts.wasAsked) {
      // Recorded before they are shown: whoever goes elsewhere from there is not asked again.
      await perform(keepFirstAnswers, person, {})
      return res.redirect(303, '/my/first-questions')
    }
    const { booklet, page } = publicAddresses(req, res, dependencies)
    const [toReview] = (await perform(draftsToReview, person, facts.drafts)).keys()
    // What was written on a task that has left the list has no page to review it on.
    const text = texts.find(
      ({ kind, about }) => (kind !== 'note' && kind !== 'ask') || facts.checklist.some(({ task }) => task === about),
    )
    const words = {
      t: wordsFor(req, dependencies),
      language: languageOf(req),
      today: dependencies.today(),
    }
    show(req, res, 'in-cell/start.njk', {
      section: 'start',
      details: detailsShow(req, dependencies),
      canPutAway: req.session.detailsShown === true,
      name: person.firstName,
      ...presentStart(facts, person, words),
      bookletAsRead: booklet(),
      local: localChapters.size > 0 && page(localPath(person.prisonId)),
      answerToReview: toReview !== undefined && `/my/applications/${toReview}/check`,
      textToReview: text && reviewAddress(text),
      going: goingSoon(feature, facts, req),
    })
  })

  return router
}

/** Drafts that are soon deleted, in words. */
function goingSoon({ dependencies }: InCellFeature, { drafts }: StartFacts, req: Request) {
  const lastDays = drafts.map(({ updatedAt }) => lastDayOfDraft(updatedAt, dependencies.config.draftDays)).sort()
  const going = lastDays.filter(day => expiresSoon(day, londonToday(dependencies.now())))
  if (going[0] === undefined) return undefined
  return wordsFor(req, dependencies)('in-cell/drafts:soon', {
    count: going.length,
    date: longDay(going[0], languageOf(req)),
  })
}
