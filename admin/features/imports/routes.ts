import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { importDischarges, importReceptions } from '../../../server/use-cases/people/import-people'
import { mostMegabytes } from '../../../server/use-cases/people/read-csv'
import { PageError } from '../../../server/web/errors'
import type { FieldError } from '../../forms/form'
import type { ConsoleFeature } from '../../page/pages'
import { may } from '../../access/permissions'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import { presentReport, presentRuns } from './presenter'
import { isTooBig } from './upload'

const kinds = ['receptions', 'discharges'] as const
const kindForm = z.object({ kind: z.enum(kinds) })

const imports = {
  receptions: importReceptions,
  discharges: importDischarges,
} satisfies Record<(typeof kinds)[number], unknown>

const runNumber = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number)

/** People in, from the daily files; {@link readUpload} has read what is posted here. */
export function importRoutes({ dependencies, show, perform }: ConsoleFeature): Router {
  const { database } = dependencies
  const t = dependencies.words.in('en')
  const router = Router()

  router.get('/imports', may('import'), (req, res) => showForm(req, res))

  router.post('/imports', may('import'), async (req, res) => {
    const form = kindForm.safeParse(req.body)
    const kind = form.data?.kind
    const { file } = req
    const faults: FieldError[] = []
    if (kind === undefined) faults.push(errorOf('kind', t('console/imports:errors.kind')))
    if (isTooBig(res)) faults.push(errorOf('file', t('console/imports:errors.too-big', { megabytes: mostMegabytes })))
    else if (!file) faults.push(errorOf('file', t('console/imports:errors.file')))
    if (kind === undefined || !file || faults.length > 0) return showForm(req, res, kind, faults)

    const upload = { name: file.originalname, content: file.buffer }
    const by = { staff: staffOf(res), fromAddress: req.ip }
    const result = await perform(imports[kind], upload, by)
    if (result.taken) return res.redirect(303, `/imports/${result.run}`)
    await showForm(req, res, kind, [errorOf('file', t('console/imports:errors.refused', { why: result.why }))])
  })

  router.get('/imports/:run', may('import'), async (req, res) => {
    const id = runNumber.safeParse(req.params.run)
    const run = id.success ? await database.imports.find(id.data) : undefined
    if (!run) throw new PageError(404, 'not-found')
    await database.audit.record({
      ...auditedBy(req, res),
      action: 'import-viewed',
      detail: { run: run.id },
    })
    show(req, res, 'console/imports/report.njk', { back: '/imports', ...presentReport(run, t) })
  })

  async function showForm(
    req: Request,
    res: Response,
    kind?: (typeof kinds)[number],
    errors: readonly FieldError[] = [],
  ): Promise<void> {
    const context = {
      pageName: t('console/imports:title'),
      kinds: kinds.map(value => ({
        value,
        text: t(`console/imports:kinds.${value}`),
        hint: { text: t(`console/imports:kind-hints.${value}`) },
        checked: value === kind,
      })),
      megabytes: mostMegabytes,
      ...presentRuns(await database.imports.latest(), t),
      ...(errors.length > 0 && { errors }),
    }
    show(req, res, 'console/imports/imports.njk', context, errors.length > 0 ? 422 : 200)
  }

  return router
}

function errorOf(field: 'kind' | 'file', text: string): FieldError {
  return { field, href: `#${field}`, text }
}
