import type { Router } from 'express'
import { importPdus } from '../../../server/use-cases/accounts/import-pdus'
import type { ImportedFile } from '../../../server/use-cases/people/records/import-people'
import { createRouter } from '../../../server/web/addresses/routers'
import { fileError, fileToImport } from '../../forms/upload'
import { redirect, refused, view } from '../../page/answers'
import type { FormReader, Screen } from '../../page/kernel'
import type { ConsoleDependencies, ConsoleFeature } from '../../page/pages'
import { takeOnce } from '../../page/take-once'
import { presentPdus, reportLines } from './presenter'

declare module 'express-session' {
  interface SessionData {
    /** What an import of PDUs did, shown once. */
    pdusImported: readonly string[]
  }
}

const may = 'manage-pdus'
const address = '/pdus'

/** The probation delivery units, and their import; `readUpload` has read what is posted here. */
export function pduRoutes({ dependencies, page, post, perform }: ConsoleFeature): Router {
  const t = dependencies.words.in('en')
  const router = createRouter()
  const show = listScreen(dependencies)
  const form: FormReader<ImportedFile, undefined> = {
    fields: [],
    freeText: [],
    read: (_body, { req }) => fileToImport(req, t),
  }
  router.get(address, page({ may, show }))
  router.post(
    address,
    post({
      may,
      form,
      again: show,
      run: async ({ req, by, value: file }) => {
        const result = await perform(importPdus, file, by)
        if (!result.taken) return refused(fileError(t('console/imports:errors.refused', { why: result.why })))
        req.session.pdusImported = reportLines(result, t)
        return redirect(address)
      },
    }),
  )
  return router
}

function listScreen({ database, words }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return async ({ req }) => {
    const done = takeOnce(req, 'pdusImported')
    return view('pdus/pdus.njk', presentPdus(await database.pdus.withAccounts(), done, t), null)
  }
}
