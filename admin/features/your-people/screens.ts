import { z } from 'zod'
import { doneForComKinds, donePageSize, personsPageSize } from '../../../server/database'
import { addDays, parseCalendarDay } from '../../../server/domain/calendar'
import { dayField, dayInField } from '../../forms/day-field'
import { describeFaults, parseForm } from '../../forms/form'
import { pageField, pageOf } from '../../lists/page-of'
import { view } from '../../page/answers'
import type { Screen } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { presentDoneList, presentYourPeople } from './presenter'

/** The number of days to look back when the address says nothing. */
const daysLookedBack = 28

const peopleQuery = z.object({ since: z.string().max(20).optional().catch(undefined), page: pageField })
const doneQuery = z.object({
  since: z.string().catch('').transform(parseCalendarDay),
  kind: z.enum(doneForComKinds).nullable().catch(null),
  page: pageField,
})

/** A COM's people, with what was done for each; an invalid day is shown as an error: 422. */
export function peopleScreen(dependencies: ConsoleDependencies): Screen {
  const { database } = dependencies
  const t = dependencies.words.in('en')
  return async ({ req, scope }) => {
    const context = dependencies.context()
    const { today } = context
    const query = peopleQuery.parse(req.query)
    const usual = addDays(today, -daysLookedBack)
    const typed = query.since ?? dayInField(usual)
    const form = parseForm(z.object({ since: dayField(today) }), { since: typed })
    const since = form.ok ? form.value.since : usual
    const [{ rows: people, page }, counts] = await Promise.all([
      pageOf(query.page, personsPageSize, each => database.workForCom.people(scope, since, today, each)),
      database.workForCom.counts(scope, since),
    ])
    const assessments = await database.assessments.ofPeople(people.map(({ id }) => id))
    return view(
      'your-people/people.njk',
      {
        ...presentYourPeople({ since, typed, page, people, counts, assessments }, context, t),
        ...(!form.ok && { errors: describeFaults(form.faults, t) }),
      },
      { action: 'own-people-listed', detail: { since, page, shown: people.map(({ id }) => id) } },
      form.ok ? 200 : 422,
    )
  }
}

/** What was done on the COM's behalf. */
export function doneScreen({ database, words, today }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return async ({ req, scope }) => {
    const query = doneQuery.parse(req.query)
    const since = query.since ?? addDays(today(), -daysLookedBack)
    const { rows: done, page } = await pageOf(query.page, donePageSize, each =>
      database.workForCom.done(scope, since, query.kind, each),
    )
    return view('your-people/done.njk', presentDoneList({ ...query, since, page }, done, t), {
      action: 'done-for-com-listed',
      detail: { since, kind: query.kind, page, shown: [...new Set(done.map(({ personId }) => personId))] },
    })
  }
}
