import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { Person, Prison } from '../../../server/database'
import { assessmentKinds, share, waysToShare } from '../../../server/domain/assessments'
import { addDays, type CalendarDay } from '../../../server/domain/calendar'
import {
  allocateAssessments,
  assessmentsOf,
  recordAssessment,
  takeBackAssessment,
  toAllocate,
  type Share,
} from '../../../server/use-cases/assessments/assessments'
import { PageError } from '../../../server/web/errors'
import { dayField, dayInField } from '../../forms/day-field'
import { describeFaults, oneOf, parseForm, typedIn, type Fault } from '../../forms/form'
import { say, type ConsoleFeature } from '../../page/pages'
import { pagesFor } from '../../lists/pagination'
import { may, scopeFor } from '../../access/permissions'
import { personFinder } from '../../access/person-finder'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import { listPageSize, listQuery } from './filters'
import {
  cameWithin,
  entriesShown,
  presentAllocation,
  presentList,
  presentPersonsAssessments,
  type ListEntry,
} from './presenter'

const recordForm = (today: CalendarDay) =>
  z.object({
    kind: oneOf(assessmentKinds),
    'done-on': dayField(today),
    elsewhere: z
      .literal('yes')
      .optional()
      .catch(undefined)
      .transform(value => value === 'yes'),
  })
const takeBackForm = z.object({ kind: z.enum(assessmentKinds), 'done-on': dayField() })

const officerId = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
const officerOrNobody = z.union([officerId, z.literal('').transform(() => null)])
const allocateQuery = z.object({
  prison: z.string().max(10).catch(''),
  way: z.enum([...waysToShare, 'by-hand']).catch('by-hand'),
  from: officerId.nullable().catch(null),
  came: z.enum(cameWithin).nullable().catch(null),
})
const allocateForm = z.object({ prison: z.string().max(10), from: officerOrNobody }).catchall(z.unknown())

/** So many are given out at once; the page says that there are more. */
const allocatedAtOnce = 100

/** What is to be assessed of whom, and by when; who does it; and what was done. */
export function assessmentRoutes({ dependencies, show }: ConsoleFeature): Router {
  const { database } = dependencies
  const find = personFinder(database)
  const t = dependencies.words.in('en')
  const router = Router()
  const address = '/people/:prisonNumber/assessments'

  router.get('/assessments', may('see-assessments'), async (req, res) => {
    const staff = staffOf(res)
    const asked = listQuery.parse(req.query)
    const prisons = await database.prisons.among(scopeFor(staff).prisons)
    const prison = prisons.find(({ id }) => id === asked.prison) ?? prisons[0]
    const query = { ...asked, prison: prison?.id ?? '' }
    const context = dependencies.context()
    const people = await database.assessments.people(scopeFor(staff), prison?.id ?? null, context.today)
    const entries = people.flatMap(person =>
      assessmentsOf(person, person.assessments, context).map(assessment => ({ person, assessment })),
    )
    const view = { staff, query, prisons, entries }
    const shown = entriesShown(view)
    const page = Math.min(query.page, pagesFor(shown.length, listPageSize))
    const onPage = shown.slice((page - 1) * listPageSize, page * listPageSize)
    const listed = { onPage, page, total: shown.length }
    await database.audit.record({
      ...auditedBy(req, res),
      action: 'assessments-listed',
      detail: { ...query, page, shown: [...new Set(onPage.map(({ person }) => person.id))] },
    })
    show(req, res, 'console/assessments/list.njk', presentList(view, listed, t))
  })

  router.get('/assessments/allocate', may('allocate-assessments'), async (req, res) => {
    const query = allocateQuery.parse(req.query)
    const { prison, prisons } = await prisonAsked(res, query.prison)
    const context = dependencies.context()
    const [officers, people] = await Promise.all([
      database.assessments.officers(prison.id),
      database.assessments.people(scopeFor(staffOf(res)), prison.id, context.today),
    ])
    const from = officers.some(({ id }) => id === query.from) ? query.from : null
    const since = query.came === null ? null : addDays(context.today, -Number(query.came))
    const all = people
      .filter(({ receptionDate }) => since === null || receptionDate >= since)
      .flatMap(person => {
        const assessment = toAllocate(person, context)
        return assessment?.officerId === from ? [{ person, assessment }] : []
      })
      .sort(mostPressingFirst)
    const waiting = all.slice(0, allocatedAtOnce)
    const others = officers.filter(({ id }) => id !== from)
    const ids = waiting.map(({ person }) => person.id)
    const proposed = query.way === 'by-hand' ? new Map<number, number>() : share(ids, others, query.way)
    await database.audit.record({
      ...auditedBy(req, res),
      action: 'assessments-listed',
      detail: { prison: prison.id, shown: ids },
    })
    const { way, came } = query
    const view = { prison, prisons, officers, waiting, total: all.length, from, proposed, way, came }
    show(req, res, 'console/assessments/allocate.njk', { back: '/assessments', ...presentAllocation(view, t) })
  })

  router.post('/assessments/allocate', may('allocate-assessments'), async (req, res) => {
    const form = allocateForm.safeParse(req.body)
    if (!form.success) throw new PageError(400, 'bad-request')
    const { prison } = await prisonAsked(res, form.data.prison)
    const { given, changedMeanwhile } = await allocateAssessments(database, dependencies.context(), {
      staff: staffOf(res),
      fromAddress: req.ip,
      prisonId: prison.id,
      shares: sharesIn(form.data, form.data.from),
    })
    if (changedMeanwhile.length === 0) {
      say(req, 'assessments-allocated')
      return res.redirect(303, `/assessments?prison=${prison.id}&state=all`)
    }
    const context = {
      pageName: t('console/assessments:changed.title'),
      back: `/assessments/allocate?prison=${prison.id}`,
      given: t('console/assessments:changed.given', { count: given }),
      people: changedMeanwhile.map(
        ({ firstName, lastName, prisonNumber }) => `${firstName} ${lastName}, ${prisonNumber}`,
      ),
    }
    show(req, res, 'console/assessments/changed.njk', context, 409)
  })

  router.get(address, may('see-assessments'), async (req, res) => {
    await showPersons(req, res, await find(req, res))
  })

  router.post(address, may('record-assessment'), async (req, res) => {
    const person = await find(req, res)
    const form = parseForm(recordForm(dependencies.today()), req.body)
    if (!form.ok) return showPersons(req, res, person, form.faults)
    const result = await recordAssessment(database, dependencies.context(), {
      staff: staffOf(res),
      fromAddress: req.ip,
      person,
      kind: form.value.kind,
      doneOn: form.value['done-on'],
      isElsewhere: form.value.elsewhere,
    })
    if (result === 'nothing-in-plan') {
      return showPersons(req, res, person, [{ field: 'elsewhere', problem: result }])
    }
    say(req, `assessment-${result}`)
    res.redirect(303, `/people/${person.prisonNumber}/assessments`)
  })

  router.post(`${address}/take-back`, may('record-assessment'), async (req, res) => {
    const person = await find(req, res)
    const form = parseForm(takeBackForm, req.body)
    if (!form.ok) throw new PageError(400, 'bad-request')
    await takeBackAssessment(database, {
      staff: staffOf(res),
      fromAddress: req.ip,
      person,
      kind: form.value.kind,
      doneOn: form.value['done-on'],
    })
    say(req, 'assessment-taken-back')
    res.redirect(303, `/people/${person.prisonNumber}/assessments`)
  })

  async function showPersons(req: Request, res: Response, person: Person, faults: readonly Fault[] = []) {
    const context = dependencies.context()
    const assessments = assessmentsOf(person, await database.assessments.ofPerson(person.id), context)
    await database.audit.record({
      ...auditedBy(req, res),
      personId: person.id,
      action: 'assessments-viewed',
    })
    const { today } = context
    const errors = describeFaults(faults, t)
    const view = {
      ...presentPersonsAssessments(person, assessments, { staff: staffOf(res), today }, t),
      errors,
      values:
        faults.length > 0 ? typedIn(req.body, ['kind', 'done-on', 'elsewhere']) : { 'done-on': dayInField(today) },
    }
    show(req, res, 'console/assessments/person.njk', view, faults.length > 0 ? 422 : 200)
  }

  /** @throws {PageError} 404 when it is not one of the reader's; the first of them where none is asked for */
  async function prisonAsked(res: Response, asked: string): Promise<{ prison: Prison; prisons: Prison[] }> {
    const prisons = await database.prisons.among(scopeFor(staffOf(res)).prisons)
    const prison = asked === '' ? prisons[0] : prisons.find(({ id }) => id === asked)
    if (!prison) throw new PageError(404, 'not-found')
    return { prison, prisons }
  }

  return router
}

/** Those that are due soonest; of those that have no day yet, who came last. */
function mostPressingFirst(one: ListEntry, other: ListEntry): number {
  const due = ({ assessment }: ListEntry) => assessment.due ?? '9999'
  if (due(one) !== due(other)) return due(one) < due(other) ? -1 : 1
  return one.person.receptionDate > other.person.receptionDate ? -1 : 1
}

/** Whom the form gives to whom; anything in it that is not an officer's number is left out. */
function sharesIn(form: Readonly<Record<string, unknown>>, from: number | null): readonly Share[] {
  return Object.entries(form)
    .flatMap(([name, value]): Share[] => {
      const prisonNumber = /^to-([A-Z]\d{4}[A-Z]{2})$/.exec(name)?.[1]
      const to = officerOrNobody.safeParse(value)
      return prisonNumber !== undefined && to.success ? [{ prisonNumber, from, to: to.data }] : []
    })
    .slice(0, allocatedAtOnce)
}
