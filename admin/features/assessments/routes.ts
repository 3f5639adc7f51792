import type { Router } from 'express'
import { z } from 'zod'
import { assessmentKinds } from '../../../server/domain/assessments'
import {
  allocateAssessments,
  recordAssessment,
  takeBackAssessment,
} from '../../../server/use-cases/assessments/assessments'
import { createRouter } from '../../../server/web/addresses/routers'
import { findPerson } from '../../access/person-finder'
import { dayField } from '../../forms/day-field'
import { oneOf } from '../../forms/form'
import { withoutEmptyFields } from '../../lists/clean-address'
import { redirect, refused, view } from '../../page/answers'
import { hidden } from '../../page/form-meta'
import type { ConsoleFeature } from '../../page/pages'
import { takeOnce } from '../../page/take-once'
import {
  allocateForm,
  allocateMeta,
  allocationFileScreen,
  allocationScreen,
  findPrison,
  listAddressIn,
} from './allocation'
import { listFile, listScreen, personScreen } from './screens'

declare module 'express-session' {
  interface SessionData {
    /** Who stayed as they are, because others were faster: told once. */
    allocatedInPart: { readonly back: string; readonly given: string; readonly people: readonly string[] }
  }
}

const takeBackMeta = hidden(z.object({ kind: z.enum(assessmentKinds), 'done-on': dayField() }))

/** What is to be assessed of whom, and by when; who does it; and what was done. */
export function assessmentRoutes(feature: ConsoleFeature): Router {
  const { dependencies, page } = feature
  const router = createRouter()
  router.get('/assessments', withoutEmptyFields, page({ may: 'see-assessments', show: listScreen(dependencies) }))
  router.get('/assessments.csv', page({ may: 'see-assessments', show: listFile(dependencies) }))
  allocationRoutes(router, feature)
  personRoutes(router, feature)
  return router
}

function allocationRoutes(router: Router, { dependencies, page, post, perform }: ConsoleFeature): void {
  const t = dependencies.words.in('en')
  const address = '/assessments/allocate'
  const show = allocationScreen(dependencies)
  router.get(address, withoutEmptyFields, page({ may: 'allocate-assessments', show }))
  router.get(`${address}.csv`, page({ may: 'allocate-assessments', show: allocationFileScreen(dependencies) }))

  router.post(
    address,
    post({
      may: 'allocate-assessments',
      find: findPrison(dependencies),
      meta: allocateMeta,
      form: allocateForm,
      again: visit => show({ ...visit, found: undefined }),
      run: async ({ req, by, found: { id: prisonId }, meta: { from }, value }) => {
        const shares = value.map(each => ({ ...each, from }))
        const result = await perform(allocateAssessments, { ...by, prisonId, shares })
        const back = listAddressIn(req.body)
        if (result.changedMeanwhile.length === 0) {
          return result.given === 0
            ? redirect(back, 'assessments-not-allocated')
            : redirect(back, 'assessments-allocated', { count: result.given })
        }
        req.session.allocatedInPart = {
          back,
          given: t('console/assessments:changed.given', { count: result.given }),
          people: result.changedMeanwhile.map(
            ({ firstName, lastName, prisonNumber }) => `${firstName} ${lastName}, ${prisonNumber}`,
          ),
        }
        return redirect(`${address}/changed`)
      },
    }),
  )

  router.get(
    `${address}/changed`,
    page({
      may: 'allocate-assessments',
      show: ({ req }) => {
        const report = takeOnce(req, 'allocatedInPart')
        if (!report) return redirect(address)
        return view('assessments/changed.njk', { pageName: t('console/assessments:changed.title'), ...report }, null)
      },
    }),
  )
}

function personRoutes(router: Router, { dependencies, page, post, perform }: ConsoleFeature): void {
  const address = '/people/:prisonNumber/assessments'
  const find = findPerson(dependencies.database)
  const show = personScreen(dependencies)
  router.get(address, page({ may: 'see-assessments', find, show }))

  router.post(
    address,
    post({
      may: 'record-assessment',
      find,
      form: z.object({
        kind: oneOf(assessmentKinds),
        'done-on': dayField(dependencies.today),
        elsewhere: z
          .literal('yes')
          .optional()
          .catch(undefined)
          .transform(value => value === 'yes'),
      }),
      again: show,
      run: async ({ by, found: person, value: { kind, 'done-on': doneOn, elsewhere: isElsewhere } }) => {
        const result = await perform(recordAssessment, { ...by, person, kind, doneOn, isElsewhere })
        if (result === 'nothing-in-plan') return refused({ field: 'elsewhere', problem: result })
        return redirect(`/people/${person.prisonNumber}/assessments`, `assessment-${result}`)
      },
    }),
  )

  router.post(
    `${address}/take-back`,
    post({
      may: 'record-assessment',
      find,
      meta: takeBackMeta,
      run: async ({ by, found: person, meta: { kind, 'done-on': doneOn } }) => {
        await perform(takeBackAssessment, { ...by, person, kind, doneOn })
        return redirect(`/people/${person.prisonNumber}/assessments`, 'assessment-taken-back')
      },
    }),
  )
}
