import type { Router } from 'express'
import { z } from 'zod'
import type { ImportRun } from '../../../server/database'
import { importDischarges, importReceptions } from '../../../server/use-cases/people/records/import-people'
import { createRouter } from '../../../server/web/addresses/routers'
import { fileError } from '../../forms/upload'
import { gone, redirect, refused, view } from '../../page/answers'
import type { Find, Screen } from '../../page/kernel'
import type { ConsoleDependencies, ConsoleFeature } from '../../page/pages'
import { uploadForm } from './form'
import { presentReport, presentUploadForm } from './presenter'

const may = 'import'

const useCases = { receptions: importReceptions, discharges: importDischarges } as const

const runNumber = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number)

/** Imports of people from the daily files; `readUpload` has read what is posted here. */
export function importRoutes({ dependencies, page, post, perform }: ConsoleFeature): Router {
  const { database } = dependencies
  const t = dependencies.words.in('en')
  const router = createRouter()
  const show = uploadScreen(dependencies)
  router.get('/imports', page({ may, show }))

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
  const report: Screen<ImportRun> = ({ found: run }) =>
    view(
      'imports/report.njk',
      { back: '/imports', ...presentReport(run, t) },
      { action: 'import-viewed', detail: { run: run.id } },
    )
  router.get('/imports/:run', page({ may, find, show: report }))

  return router
}

/** The upload form, with the latest imports. */
function uploadScreen({ database, words }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return async ({ typed }) =>
    view('imports/imports.njk', presentUploadForm(typed?.kind, await database.imports.latest(), t), null)
}
