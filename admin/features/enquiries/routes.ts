import type { Router } from 'express'
import type { Enquiry } from '../../../server/database'
import type { EnquiryAction } from '../../../server/domain/work/enquiries'
import { askingScopeFor, enquiryScopeFor } from '../../../server/use-cases/accounts/access-scopes'
import { makeEnquiry, moveEnquiry, seeEnquiry } from '../../../server/use-cases/work/enquiries'
import { createRouter } from '../../../server/web/addresses/routers'
import { findPersonToAskAbout } from '../../access/person-finder'
import { withoutEmptyFields } from '../../lists/clean-address'
import { changed, gone, redirect, refused } from '../../page/answers'
import { tellMeanwhile } from '../../page/confirmation'
import { parseFormMeta, parseKeyMeta } from '../../page/form-meta'
import { idIn } from '../../page/id-in-address'
import type { Find } from '../../page/kernel'
import type { ConsoleFeature } from '../../page/pages'
import { askForm, reportForms, type EnquiryReport } from './forms'
import { permissionFor, presentSteps } from './presenter'
import { enquiryScreen, listFile, listScreen, personScreen } from './screens'

/** The last part of the address of each action. */
const actions: Readonly<Record<string, EnquiryAction>> = {
  answer: 'answered',
  'ask-back': 'asked-back',
  add: 'added',
  chase: 'chased',
  outside: 'answered-outside',
  correct: 'corrected',
  withdraw: 'withdrawn',
  read: 'read',
  close: 'closed',
  take: 'taken',
}

const nothingWritten: EnquiryReport = { words: null }

/** Enquiries about people: made by the team and COMs, answered by those whom they are put to. */
export function enquiryRoutes(feature: ConsoleFeature): Router {
  const router = createRouter()
  const { dependencies, page } = feature
  router.get('/questions', withoutEmptyFields, page({ may: 'see-enquiries', show: listScreen(dependencies) }))
  router.get('/questions.csv', page({ may: 'see-enquiries', show: listFile(dependencies) }))
  enquiryPageRoutes(feature, router)
  personRoutes(feature, router)
  return router
}

/** One enquiry, and what is done with it. */
function enquiryPageRoutes({ dependencies, page, post, perform }: ConsoleFeature, router: Router): void {
  const { database, words } = dependencies
  const t = words.in('en')
  const show = enquiryScreen(dependencies)
  const find: Find<Enquiry> = async ({ req, staff }) =>
    (await database.enquiries.findInScope(idIn(req.params.id), enquiryScopeFor(staff, dependencies.today()))) ?? gone()
  router.get(
    '/questions/:id',
    page({
      may: 'see-enquiries',
      find,
      show: async visit => {
        const { id, isForReader, seenAt, endedAt } = visit.found
        if (!isForReader || seenAt !== null || endedAt !== null) return show(visit)
        await perform(seeEnquiry, { ...visit.by, id, scope: enquiryScopeFor(visit.staff, dependencies.today()) })
        return show({ ...visit, found: await find(visit) })
      },
    }),
  )

  const forms = reportForms(dependencies.today, dependencies.config.extraBankHolidays)
  for (const [name, action] of Object.entries(actions)) {
    const form = forms[action]
    router.post(
      `/questions/:id/${name}`,
      post({
        may: permissionFor(action),
        find,
        meta: parseFormMeta,
        ...(form && { form }),
        again: show,
        run: async ({ req, by, found, meta, value: report = nothingWritten }) => {
          const { id } = found
          const scope = enquiryScopeFor(by.staff, dependencies.today())
          const result = await perform(moveEnquiry, { ...by, ...meta, ...report, scope, id, action })
          if (result.kind === 'gone') return gone()
          if (result.kind === 'needs-verdict') return refused({ field: 'question-verdict', problem: 'nothing-chosen' })
          if (result.kind === 'changed') return changed
          tellMeanwhile(req, presentSteps(found, result.since ?? [], t))
          return redirect(`/questions/${id}`, `question-${action}`)
        },
      }),
    )
  }
}

/** All the enquiries about a person, and making one. */
function personRoutes({ dependencies, page, post, perform }: ConsoleFeature, router: Router): void {
  const address = '/people/:prisonNumber/questions'
  const find = findPersonToAskAbout(dependencies.database)
  const show = personScreen(dependencies)
  router.get(address, page({ may: 'make-enquiry', find, show }))

  router.post(
    address,
    post({
      may: 'make-enquiry',
      find,
      meta: parseKeyMeta,
      form: askForm(dependencies.today, dependencies.config.extraBankHolidays),
      again: show,
      run: async ({ by, found: person, meta, value: enquiry }) => {
        const scope = askingScopeFor(by.staff)
        const result = await perform(makeEnquiry, { ...by, ...meta, scope, person, request: enquiry })
        if (result.kind === 'nobody') return refused({ field: 'question-body', problem: 'nobody' })
        return result.kind === 'done' ? redirect(`/questions/${result.id}`, 'question-asked') : gone()
      },
    }),
  )
}
