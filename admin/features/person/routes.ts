import type { Router } from 'express'
import type { Person } from '../../../server/database'
import { writePersonNote } from '../../../server/use-cases/people/records/write-person-note'
import { createRouter } from '../../../server/web/addresses/routers'
import { findPerson, findPersonToAskAbout } from '../../access/person-finder'
import { gone, redirect } from '../../page/answers'
import { parseKeyMeta } from '../../page/form-meta'
import type { Find } from '../../page/kernel'
import type { ConsoleFeature } from '../../page/pages'
import { noteForm } from './form'
import { closedScreen, factsScreen, historyScreen, notesScreen, summaryScreen, workScreen } from './screens'

const address = '/people/:prisonNumber'

/** A person's own pages: all open work, what is closed, notes and calls, facts, history, and a summary to print. */
export function personRoutes(feature: ConsoleFeature): Router {
  const { dependencies, page, perform } = feature
  const router = createRouter()
  const may = 'see-people'
  const find: Find<Person> = findPerson(dependencies.database)
  router.get(address, page({ may, find, show: workScreen(dependencies) }))
  router.get(`${address}/closed`, page({ may, find, show: closedScreen(dependencies) }))
  router.get(`${address}/facts`, page({ may, find, show: factsScreen(dependencies, perform) }))
  router.get(`${address}/history`, page({ may, find, show: historyScreen(dependencies) }))
  router.get(`${address}/summary`, page({ may, find, show: summaryScreen(dependencies) }))
  noteRoutes(router, feature)
  return router
}

function noteRoutes(router: Router, { dependencies, page, post, perform }: ConsoleFeature): void {
  const may = 'keep-person-notes'
  const find = findPersonToAskAbout(dependencies.database)
  const show = notesScreen(dependencies)
  router.get(`${address}/notes`, page({ may, find, show }))
  router.post(
    `${address}/notes`,
    post({
      may,
      find,
      meta: parseKeyMeta,
      form: noteForm(dependencies.today),
      again: show,
      run: async ({ by, found: person, meta, value: note }) => {
        const { kind } = await perform(writePersonNote, { ...by, ...meta, person, note })
        return kind === 'done' ? redirect(`/people/${person.prisonNumber}/notes`, 'person-note') : gone()
      },
    }),
  )
}
