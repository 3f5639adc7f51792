import { Router } from 'express'
import { addDays, subtractMonths } from '../../../server/domain/calendar'
import { monthsUntilChecked } from '../../../server/domain/local-services'
import { countAssessments } from '../../../server/use-cases/assessments'
import type { ConsoleFeature } from '../../pages'
import { can, looksAfter, sightOf } from '../../permissions'
import { auditedBy, staffOf } from '../../signed-in-staff'
import { queueFiltersOf, queuePartsFor } from './counts'
import { presentHome } from './presenter'

const daysLookedBack = 7
const daysBeforeLeaving = 84

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
    const parts = queuePartsFor(staff)
    const { comEmail } = sight
    const [queue, assessments, notices, toChase, pinRequests, serviceCounts, feedback, prisons, done] =
      await Promise.all([
        parts.length > 0 ? database.queue.counts(sight, queueFiltersOf(parts, staff, circumstances)) : {},
        can(staff.role, 'see-assessments')
          ? countAssessments(database, circumstances, { staffId: staff.id, sight })
          : [],
        can(staff.role, 'see-notices') ? database.notices.unseen(staff.prisons) : [],
        can(staff.role, 'see-referrals') ? database.referrals.countToChase(sight, today) : 0,
        can(staff.role, 'make-pin-slip') ? database.pins.requests(sight) : [],
        can(staff.role, 'edit-services')
          ? database.localServices.counts(subtractMonths(today, monthsUntilChecked))
          : [],
        can(staff.role, 'see-page-feedback') ? database.pageFeedback.countSince(lookBack) : null,
        comEmail === null ? [] : database.people.prisonsOfCom(comEmail, today, addDays(today, daysBeforeLeaving)),
        comEmail === null ? [] : database.workForCom.since(sight, lookBack),
      ])
    await database.audit.record({
      ...auditedBy(req, res),
      act: 'home-viewed',
      detail: { shown: [...new Set(done.map(({ personId }) => personId))] },
    })
    const view = {
      staff,
      today,
      parts,
      queue,
      assessments,
      notices: notices.length,
      toChase,
      pinRequests: pinRequests.length,
      services: serviceCounts.filter(({ prisonId }) => looksAfter(staff, prisonId)),
      feedback,
      com: comEmail === null ? null : { prisons, done, since },
    }
    show(req, res, 'staff/home/home.njk', presentHome(view, t))
  })

  return router
}
