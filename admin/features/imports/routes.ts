import type { Router } from 'express'
import { z } from 'zod'
import type { ImportRun } from '../../../server/database'
import { importDischarges, importReceptions } from '../../../server/use-cases/people/records/import-people'
import { createRouter } from '../../../server/web/addresses/routers'
import { fileError } from '../../forms/upload'
import { gone, redirect, refused, view } from '../../page/answers'
import type { Find, Screen } from '../../page/kernel'
import type { ConsoleDependencies, ConsoleFeature } from '../../page/pages'
import { takeOnce } from '../../page/take-once'
import { uploadForm } from './form'
import { mostPeople, mostRefused, presentReport, presentUploadForm } from './presenter'
import { presentReceptions } from './receptions/presenter'
import { receptionRoutes } from './receptions/routes'
import { readReceptions } from './receptions/screens'

const may = 'import'

const useCases = { receptions: importReceptions, discharges: importDischarges } as const

const runNumber = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number)

/** Imports of people from the daily files; `readUpload` has read what is posted here. */
export function importRoutes(feature: ConsoleFeature): Router {
  const { dependencies, page, post, perform } = feature
  const { database } = dependencies
  const t = dependencies.words.in('en')
  const router = createRouter()
  const show = uploadScreen(dependencies)
  router.get('/imports', page({ may, show }))
  router.use(receptionRoutes(feature))

  router.post(
    '/imports',
    post({
      may,
      form: uploadForm(t),
      again: show,
      run: async ({ by, value: { kind, file } }) => {
        const result = await perform(useCases[kind], file, by)
        if (result.taken) return redirect(`/imports/${result.run}`)
        return refused(fileError(t('console/imports:errors.refused', { why: result.why })))
      },
    }),
  )

  const find: Find<ImportRun> = async ({ req }) => {
    const id = runNumber.safeParse(req.params.run)
    return (id.success ? await database.imports.find(id.data) : undefined) ?? gone()
  }
  router.get('/imports/:run', page({ may, find, show: reportScreen(dependencies) }))

  return router
}

/** One import: its own prisons' people as work, and how many others it had. */
function reportScreen(dependencies: ConsoleDependencies): Screen<ImportRun> {
  const { database, words } = dependencies
  const t = words.in('en')
  return async asker => {
    const { req, scope, staff, found: run } = asker
    const [people, refused, list] = await Promise.all([
      database.imports.people(run.id, scope, mostPeople),
      database.imports.refusedLines(run.id, scope, mostRefused),
      readReceptions(dependencies, asker, { run: run.id }),
    ])
    const isReceptions = run.kind === 'receptions'
    const context = {
      back: '/imports',
      ...presentReport({ run, people, refused }, t),
      work: isReceptions ? presentReceptions(list, staff, takeOnce(req, 'receptionsReport'), t) : null,
      prisonItems: list.prisons.map(({ id, name }) => ({ value: id, text: name, selected: id === list.query.prison })),
      nobody: t('console/receptions:none-in-import', { prison: list.prison?.name ?? '' }),
    }
    return view('imports/report.njk', context, {
      action: 'import-viewed',
      detail: {
        run: run.id,
        shown: [...new Set([...people, ...(isReceptions ? list.people : [])].map(({ id }) => id))],
      },
    })
  }
}

/** The upload form, with the latest imports. */
function uploadScreen({ database, words }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return async ({ typed }) =>
    view('imports/imports.njk', presentUploadForm(typed?.kind, await database.imports.latest(), t), null)
}
