import { Router } from 'express'
import { addDays, subtractMonths } from '../../../server/domain/calendar'
import { leavingItems } from '../../../server/domain/people/leaving'
import { monthsUntilChecked } from '../../../server/domain/content/local-services'
import { countAssessments } from '../../../server/use-cases/assessments/assessments'
import { allEntries, isOverdue } from '../../presenting/content-entries'
import type { ConsoleFeature } from '../../page/pages'
import { can, looksAfter, enquiryScopeFor, scopeFor } from '../../access/permissions'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import { ownSideOf, queueFiltersOf, queuePartsFor, enquiryListsFor, taskListsFor } from './counts'
import { presentHome } from './presenter'

const daysLookedBack = 7
const daysBeforeLeaving = 84
const week = 7

/** Where the day begins: what there is to do for whoever signed in. */
export function homeRoutes({ dependencies, show, perform }: ConsoleFeature): Router {
  const { database } = dependencies
  const t = dependencies.words.in('en')
  const router = Router()

  router.get('/', async (req, res) => {
    const staff = staffOf(res)
    const scope = scopeFor(staff)
    const context = dependencies.context()
    const { today } = context
    const since = addDays(today, -daysLookedBack)
    const lookBack = new Date(`${since}T00:00:00Z`)
    const taskLists = taskListsFor(staff)
    const enquiryLists = enquiryListsFor(staff)
    const asker = { scope: enquiryScopeFor(staff), staffId: staff.id, today }
    const parts = queuePartsFor(staff)
    const { comEmail } = scope
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
      overdueActions,
    ] = await Promise.all([
      parts.length > 0 ? database.queue.counts(scope, queueFiltersOf(parts, staff, context)) : {},
      can(staff.role, 'see-assessments') ? perform(countAssessments, { staffId: staff.id, scope }) : [],
      can(staff.role, 'see-notices') ? database.notices.unseen(staff.prisons) : [],
      can(staff.role, 'see-referrals') ? database.referrals.counts(scope, today) : null,
      taskLists.length > 0 ? database.comRequests.counts({ scope, staffId: staff.id, today }, taskLists) : {},
      enquiryLists.length > 0 ? database.enquiries.counts(asker, enquiryLists) : {},
      can(staff.role, 'make-pin-slip') ? database.pins.requests(scope) : [],
      can(staff.role, 'edit-services') ? database.localServices.counts(subtractMonths(today, monthsUntilChecked)) : [],
      can(staff.role, 'see-page-feedback') ? database.pageFeedback.countSince(lookBack) : null,
      comEmail === null
        ? null
        : Promise.all([
            database.people.prisonsOfCom(comEmail, today, addDays(today, daysBeforeLeaving)),
            database.workForCom.counts(scope, since),
          ]),
      can(staff.role, 'keep-facts') ? database.contentOverrides.latest() : null,
      can(staff.role, 'see-leaving')
        ? database.courtHearings.countWithoutPlan(scope, { from: today, until: addDays(today, week - 1) })
        : [],
      can(staff.role, 'see-leaving')
        ? database.leaving.counts(scope, { from: today, until: addDays(today, week), missing: leavingItems })
        : [],
      can(staff.role, 'see-plan')
        ? database.plans.countOverdueActions(scope, {
            today,
            prisonId: null,
            plannedBy: null,
            responsible: ownSideOf(staff),
          })
        : null,
    ])
    await database.audit.record({ ...auditedBy(req, res), action: 'home-viewed' })
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
      enquiryLists,
      questions,
      pinRequests: pinRequests.length,
      court,
      leaving,
      overdueActions,
      services: serviceCounts.filter(({ shownIn }) => shownIn.some(prison => looksAfter(staff, prison))),
      facts:
        changes && allEntries(dependencies.published.content, changes).filter(each => isOverdue(each, today)).length,
      feedback,
      com: com && { prisons: com[0], done: com[1], since },
    }
    show(req, res, 'console/home/home.njk', presentHome(view, t))
  })

  return router
}
