import { randomUUID } from 'node:crypto'
import type { Router } from 'express'
import type { Person } from '../../../server/database'
import { enterPaperForm } from '../../../server/use-cases/applications/sending/enter-paper-form'
import { createRouter } from '../../../server/web/addresses/routers'
import { findPerson } from '../../access/person-finder'
import { gone, redirect, refusedAs, view, type Audited } from '../../page/answers'
import type { Screen } from '../../page/kernel'
import type { ConsoleDependencies, ConsoleFeature } from '../../page/pages'
import { findPaper, formsFor, type Found } from './find'
import { paperForm, parseEntryId } from './form'
import { presentPaperForm, presentPick } from './presenter'

const may = 'enter-paper-form'
const address = '/people/:prisonNumber/paper'

/** Entering what somebody filled in by hand: all questions of a form on one page, from its declaration. */
export function paperRoutes({ dependencies, page, post, perform }: ConsoleFeature): Router {
  const { database, words } = dependencies
  const t = words.in('en')
  const router = createRouter()
  const find = findPaper(database)
  const show = enterScreen(dependencies)
  router.get(address, page({ may, find: findPerson(database), show: pickScreen(dependencies) }))
  router.get(`${address}/:form`, page({ may, find, show }))

  router.post(
    `${address}/:form`,
    post({
      may,
      find,
      meta: parseEntryId,
      form: paperForm(dependencies.today, t),
      again: show,
      run: async ({ by, scope, found: { person, form }, meta, value }) => {
        const { prisonNumber } = person
        const entered = await perform(enterPaperForm, { ...by, ...meta, ...value, scope, prisonNumber, form, words })
        if (!entered) return gone()
        const { reference } = entered.application
        const isInScope = await database.applications.findInScope(reference, scope)
        const href = isInScope ? `/applications/${reference}` : `/people/${prisonNumber}`
        if (entered.kind === 'sent') return redirect(href, 'paper-entered')
        return refusedAs(409, {
          field: 'open-already',
          href,
          text: t('console/paper:enter.open-already', { reference }),
        })
      },
    }),
  )

  return router
}

/** The forms to choose from. */
function pickScreen({ config, words }: ConsoleDependencies): Screen<Person> {
  const t = words.in('en')
  return ({ staff, found: person }) =>
    view('paper/pick.njk', presentPick(person, formsFor(person, staff), config.portalUrl, t), viewOf(person))
}

/** A form to type in, with what was typed. */
function enterScreen({ words }: ConsoleDependencies): Screen<Found> {
  const t = words.in('en')
  return ({ req, found, typed }) => {
    const body = typed ? (req.body as Readonly<Record<string, unknown>>) : {}
    const entryId = typed?.entryId ?? randomUUID()
    return view('paper/enter.njk', presentPaperForm({ ...found, t, body, entryId }), viewOf(found.person))
  }
}

function viewOf({ id }: Person): Audited {
  return { action: 'person-viewed', personId: id }
}
