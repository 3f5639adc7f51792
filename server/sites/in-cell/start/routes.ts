import type { Router } from 'express'
import { localPath } from '../../../content/addresses'
import { expiresSoon, lastDayOfDraft } from '../../../domain/applications'
import { londonToday } from '../../../domain/calendar'
import { nextSteps } from '../../../domain/checklist'
import { draftsToReview } from '../../../use-cases/applications/sending/expired-forms'
import { personsChecklist } from '../../../use-cases/people/in-cell/checklist'
import { createRouter } from '../../../web/addresses/routers'
import { longDay } from '../../../web/pages/days'
import { reviewAddress } from '../form-pages'
import { publicAddresses } from '../public-addresses'
import { detailsShow, languageOf, personOf, wordsFor, type InCellFeature } from '../signed-in'

/** What to do next. A cellmate may see the screen, so it shows only counts and neutral names, and those on request. */
export function startRoutes({ dependencies, show, perform }: InCellFeature): Router {
  const router = createRouter()

  router.get('/', async (req, res) => {
    const person = personOf(res)
    const [checklist, unread, drafts, texts, localChapters] = await Promise.all([
      perform(personsChecklist, person),
      dependencies.database.messages.unread(person.id),
      dependencies.database.drafts.of(person.id),
      dependencies.database.expiredForms.textsToReview(person.id),
      dependencies.database.localServices.chaptersOf(person.prisonId),
    ])
    const t = wordsFor(req, dependencies)
    const { booklet, page } = publicAddresses(req, res, dependencies)
    const [toReview] = (await perform(draftsToReview, person, drafts)).keys()
    const lastDays = drafts.map(({ updatedAt }) => lastDayOfDraft(updatedAt, dependencies.config.draftDays)).sort()
    const going = lastDays.filter(day => expiresSoon(day, londonToday(dependencies.now())))
    const [next] = nextSteps(checklist, londonToday(dependencies.now()))
    // What was written on a task that has left the list has no page to review it on.
    const text = texts.find(
      ({ kind, about }) => (kind !== 'note' && kind !== 'ask') || checklist.some(({ task }) => task === about),
    )
    show(req, res, 'in-cell/start.njk', {
      section: 'start',
      details: detailsShow(req, dependencies),
      canPutAway: req.session.detailsShown === true,
      next: next && { title: t(`${next.words}.title`), href: `/my/checklist/${next.task}` },
      doneCount: checklist.filter(({ status }) => status === 'done').length,
      waitingCount: checklist.filter(({ status }) => status === 'sent' || status === 'with-staff').length,
      unread,
      bookletAsRead: booklet(),
      local: localChapters.size > 0 && page(localPath(person.prisonId)),
      asksAboutReading: person.askedAboutReadingAt === null,
      answerToReview: toReview !== undefined && `/my/applications/${toReview}/check`,
      textToReview: text && reviewAddress(text),
      going: going[0] && {
        text: t('in-cell/drafts:soon', { count: going.length, date: longDay(going[0], languageOf(req)) }),
      },
    })
  })

  return router
}
