import { Router } from 'express'
import { z } from 'zod'
import { doneForComKinds, donePageSize, personsPageSize } from '../../../server/database'
import { addDays, parseCalendarDay } from '../../../server/domain/calendar'
import { dayField, dayInField } from '../../forms/day-field'
import { describeFaults, parseForm } from '../../forms/form'
import type { ConsoleFeature } from '../../page/pages'
import { pageField, pageOf } from '../../lists/page-of'
import { may, scopeFor } from '../../access/permissions'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import { presentDoneList, presentYourPeople } from './presenter'

/** So many days are looked back when the address says nothing. */
const daysLookedBack = 28

const peopleQuery = z.object({ since: z.string().max(20).optional().catch(undefined), page: pageField })
const doneQuery = z.object({
  since: z.string().catch('').transform(parseCalendarDay),
  kind: z.enum(doneForComKinds).nullable().catch(null),
  page: pageField,
})

/** A COM's people across prisons, what was done on the COM's behalf, and what waits for the COM. */
export function yourPeopleRoutes({ dependencies, show }: ConsoleFeature): Router {
  const { database } = dependencies
  const t = dependencies.words.in('en')
  const router = Router()

  router.get('/your-people', may('see-work-for-com'), async (req, res) => {
    const scope = scopeFor(staffOf(res))
    const context = dependencies.context()
    const { today } = context
    const asked = peopleQuery.parse(req.query)
    const usual = addDays(today, -daysLookedBack)
    const typed = asked.since ?? dayInField(usual)
    const form = parseForm(z.object({ since: dayField(today) }), { since: typed })
    const since = form.ok ? form.value.since : usual
    const [{ rows: people, page: at }, counts] = await Promise.all([
      pageOf(asked.page, personsPageSize, each => database.workForCom.people(scope, since, today, each)),
      database.workForCom.counts(scope, since),
    ])
    const assessments = await database.assessments.ofPeople(people.map(({ id }) => id))
    await database.audit.record({
      ...auditedBy(req, res),
      action: 'own-people-listed',
      detail: { since, page: at, shown: people.map(({ id }) => id) },
    })
    const view = {
      ...presentYourPeople({ since, typed, page: at, people, counts, assessments }, context, t),
      ...(!form.ok && { errors: describeFaults(form.faults, t) }),
    }
    show(req, res, 'console/your-people/people.njk', view, form.ok ? 200 : 422)
  })

  router.get('/your-people/done', may('see-work-for-com'), async (req, res) => {
    const scope = scopeFor(staffOf(res))
    const asked = doneQuery.parse(req.query)
    const since = asked.since ?? addDays(dependencies.today(), -daysLookedBack)
    const { rows: done, page: at } = await pageOf(asked.page, donePageSize, each =>
      database.workForCom.done(scope, since, asked.kind, each),
    )
    await database.audit.record({
      ...auditedBy(req, res),
      action: 'done-for-com-listed',
      detail: { since, kind: asked.kind, page: at, shown: [...new Set(done.map(({ personId }) => personId))] },
    })
    show(req, res, 'console/your-people/done.njk', presentDoneList({ ...asked, since, page: at }, done, t))
  })

  return router
}
