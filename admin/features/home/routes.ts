import { Router } from 'express'
import { addDays, subtractMonths } from '../../../server/domain/calendar'
import { leavingItems } from '../../../server/domain/people/leaving'
import { monthsUntilChecked } from '../../../server/domain/content/local-services'
import { countAssessments } from '../../../server/use-cases/assessments/assessments'
import { allEntries, isOverdue } from '../../presenting/content-entries'
import type { ConsoleFeature } from '../../page/pages'
import { can, looksAfter, questionSightOf, sightOf } from '../../access/permissions'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import { ownSideOf, queueFiltersOf, queuePartsFor, questionListsFor, taskListsFor } from './counts'
import { presentHome } from './presenter'

const daysLookedBack = 7
const daysBeforeLeaving = 84
const week = 7

/** Where the day begins: what there is to do for whoever signed in. */
export function homeRoutes({ services, show }: ConsoleFeature): Router {
  const { database } = services
  const t = services.words.in('en')
  const router = Router()

  router.get('/', async (req, res) => {
    const staff = staffOf(res)
    const sight = sightOf(staff)
    const circumstances = services.circumstances()
    const { today } = circumstances
    const since = addDays(today, -daysLookedBack)
    const lookBack = new Date(`${since}T00:00:00Z`)
    const taskLists = taskListsFor(staff)
    const questionLists = questionListsFor(staff)
    const asker = { sight: questionSightOf(staff), staffId: staff.id, today }
    const parts = queuePartsFor(staff)
    const { comEmail } = sight
    const [
      queue,
      assessments,
      notices,
      referrals,
      tasks,
      questions,
      pinRequests,
      serviceCounts,
      feedback,
      com,
      changes,
      court,
      leaving,
      lateActions,
    ] = await Promise.all([
      parts.length > 0 ? database.queue.counts(sight, queueFiltersOf(parts, staff, circumstances)) : {},
      can(staff.role, 'see-assessments') ? countAssessments(database, circumstances, { staffId: staff.id, sight }) : [],
      can(staff.role, 'see-notices') ? database.notices.unseen(staff.prisons) : [],
      can(staff.role, 'see-referrals') ? database.referrals.counts(sight, today) : null,
      taskLists.length > 0 ? database.agreedTasks.counts({ sight, staffId: staff.id, today }, taskLists) : {},
      questionLists.length > 0 ? database.bodyQuestions.counts(asker, questionLists) : {},
      can(staff.role, 'make-pin-slip') ? database.pins.requests(sight) : [],
      can(staff.role, 'edit-services') ? database.localServices.counts(subtractMonths(today, monthsUntilChecked)) : [],
      can(staff.role, 'see-page-feedback') ? database.pageFeedback.countSince(lookBack) : null,
      comEmail === null
        ? null
        : Promise.all([
            database.people.prisonsOfCom(comEmail, today, addDays(today, daysBeforeLeaving)),
            database.workForCom.counts(sight, since),
          ]),
      can(staff.role, 'keep-facts') ? database.contentChanges.latest() : null,
      can(staff.role, 'see-leaving')
        ? database.courtHearings.countWithoutPlan(sight, { from: today, until: addDays(today, week - 1) })
        : [],
      can(staff.role, 'see-leaving')
        ? database.leaving.counts(sight, { from: today, until: addDays(today, week), missing: leavingItems })
        : [],
      can(staff.role, 'see-plan')
        ? database.plans.countLateActions(sight, {
            today,
            prisonId: null,
            plannedBy: null,
            responsible: ownSideOf(staff),
          })
        : null,
    ])
    await database.audit.record({ ...auditedBy(req, res), act: 'home-viewed' })
    const view = {
      staff,
      today,
      parts,
      queue,
      assessments,
      notices: notices[0]?.total ?? 0,
      referrals,
      taskLists,
      tasks,
      questionLists,
      questions,
      pinRequests: pinRequests.length,
      court,
      leaving,
      lateActions,
      services: serviceCounts.filter(({ shownIn }) => shownIn.some(prison => looksAfter(staff, prison))),
      facts: changes && allEntries(services.published.content, changes).filter(each => isOverdue(each, today)).length,
      feedback,
      com: com && { prisons: com[0], done: com[1], since },
    }
    show(req, res, 'console/home/home.njk', presentHome(view, t))
  })

  return router
}
