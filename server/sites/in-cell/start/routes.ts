import { Router } from 'express'
import { nextStep } from '../../../domain/checklist'
import { goesSoon, keptUntil } from '../../../domain/applications'
import { londonToday } from '../../../domain/calendar'
import { draftsToLookAt } from '../../../use-cases/applications/late-answers'
import { personsChecklist } from '../../../use-cases/people/checklist'
import { longDay } from '../../../web/days'
import { localPath } from '../../public/local-addresses'
import { publicAddresses } from '../../public/addresses-in-content'
import { wordsShownAt } from '../words-pages'
import { detailsShow, languageOf, personOf, wordsFor, type InCellFeature } from '../signed-in'

/** What to do next. A cellmate may look on: it holds counts and neutral names only, and those when asked for. */
export function startRoutes({ dependencies, show }: InCellFeature): Router {
  const router = Router()

  router.get('/', async (req, res) => {
    const person = personOf(res)
    const [checklist, unread, drafts, lateWords, localChapters] = await Promise.all([
      personsChecklist(dependencies.database, dependencies.context(), person),
      dependencies.database.messages.unread(person.id),
      dependencies.database.drafts.of(person.id),
      dependencies.database.lateWords.waitingOf(person.id),
      dependencies.database.localServices.chaptersOf(person.prisonId),
    ])
    const t = wordsFor(req, dependencies)
    const { booklet, page } = publicAddresses(req, res, dependencies)
    const [toLookAt] = (await draftsToLookAt(dependencies.database, person, drafts)).keys()
    const lastDays = drafts.map(({ updatedAt }) => keptUntil(updatedAt, dependencies.config.draftDays)).sort()
    const going = lastDays.filter(day => goesSoon(day, londonToday(dependencies.now())))
    const next = nextStep(checklist)
    // A note on a task that is no longer on the list has no page.
    const late = lateWords.find(({ kind, about }) => kind !== 'note' || checklist.some(({ task }) => task === about))
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
      toLookAt: toLookAt !== undefined && `/my/applications/${toLookAt}/check`,
      lateWords: late && wordsShownAt(late),
      going: going[0] && {
        text: t('in-cell/drafts:soon', { count: going.length, date: longDay(going[0], languageOf(req)) }),
      },
    })
  })

  return router
}
