import type { Router } from 'express'
import type { Translate } from '../../../server/content/words/words'
import { scanPageSize, type Person, type Scan } from '../../../server/database'
import { parseReference } from '../../../server/domain/applications'
import { mostScanMegabytes, mostScansOfPerson } from '../../../server/domain/people/scans'
import { addScan, readScan, removeScan, type AddScanResult } from '../../../server/use-cases/people/records/scans'
import { createRouter } from '../../../server/web/addresses/routers'
import { can } from '../../access/permissions'
import { findPerson } from '../../access/person-finder'
import type { FieldError } from '../../forms/form'
import { fileError } from '../../forms/upload'
import { pageField, pageOf } from '../../lists/page-of'
import { download, gone, redirect, refusedAs, view } from '../../page/answers'
import { parseKeyMeta } from '../../page/form-meta'
import { idIn } from '../../page/id-in-address'
import type { Find, Screen, Visit } from '../../page/kernel'
import type { ConsoleDependencies, ConsoleFeature } from '../../page/pages'
import { personFrame } from '../../presenting/people/person-frame'
import { addForm, removeForm } from './form'
import { mayRemove, presentRemoval, presentScans, scansAddress } from './presenter'

const address = '/people/:prisonNumber/papers'

interface PersonsScan {
  readonly person: Person
  readonly scan: Scan
}

/** Scans of paper about a person: listed, added, downloaded and removed. `readUpload` has read what is posted here. */
export function scanRoutes({ dependencies, page, post, perform }: ConsoleFeature): Router {
  const { database, log, scanFiles: files, words } = dependencies
  const t = words.in('en')
  const router = createRouter()
  const findOnePerson = findPerson(database)
  const list = listScreen(dependencies)

  router.get(address, page({ may: 'see-scans', find: findOnePerson, show: list }))
  router.post(
    address,
    post({
      may: 'add-scan',
      find: findOnePerson,
      meta: parseKeyMeta,
      form: addForm(t),
      again: list,
      run: async ({ by, scope, found: person, meta, value: added }) => {
        const result = await perform(addScan, { ...by, ...meta, person, scope, files, added })
        if (result.kind === 'added') return redirect(scansAddress(person), 'scan-added')
        if (result.kind === 'gone') return gone()
        if ('why' in result) log.warn({ why: result.why }, 'a scan was not stored')
        return refusedAs('why' in result ? 503 : 422, fileError(whyNotAdded(result, t)))
      },
    }),
  )

  const find: Find<PersonsScan> = async asker => {
    const person = await findOnePerson(asker)
    const scan = await database.scans.findInScope(idIn(asker.req.params.id), person.id, asker.scope)
    return scan ? { person, scan } : gone()
  }
  const file: Screen<PersonsScan> = async visit => {
    const { person, scan } = visit.found
    const read = await perform(readScan, { files, scan })
    if (read.kind === 'unavailable') {
      log.warn({ why: read.why }, 'a scan could not be fetched')
      const text = t('console/scans:errors.unavailable')
      return listScreen(
        dependencies,
        503,
      )({ ...visit, found: person, faults: [{ field: 'scans', href: '#scans', text }] })
    }
    const audited = { action: 'scan-downloaded', personId: person.id, detail: { scan: scan.id } }
    const { applicationId } = scan
    return download(scan.fileName ?? '', scan.type, read.content, {
      ...audited,
      ...(applicationId !== null && { applicationId }),
    })
  }
  router.get(`${address}/:id/file`, page({ may: 'see-scans', find, show: file }))

  const findToRemove: Find<PersonsScan> = async asker => {
    const found = await find(asker)
    return mayRemove(found.scan, asker.staff) ? found : gone()
  }
  const frame = personFrame(dependencies)
  const removal: Screen<PersonsScan> = async visit => {
    const { person, scan } = visit.found
    const context = { ...(await frame(visit, person, 'scans')), ...presentRemoval(person, scan, t) }
    return view('scans/remove.njk', context, viewOf(person))
  }
  router.get(`${address}/:id/remove`, page({ may: 'add-scan', find: findToRemove, show: removal }))
  router.post(
    `${address}/:id/remove`,
    post({
      may: 'add-scan',
      find: findToRemove,
      form: removeForm,
      again: removal,
      run: async ({ by, scope, staff, found: { person, scan }, value: { 'scan-because': because } }) => {
        const isForAny = can(staff.role, 'remove-any-scan')
        const isRemoved = await perform(removeScan, { ...by, person, scope, id: scan.id, because, isForAny })
        return isRemoved ? redirect(scansAddress(person), 'scan-removed') : gone()
      },
    }),
  )

  return router
}

/** A person's scans, with the form to add one. @param status where it is not the usual one */
function listScreen(dependencies: ConsoleDependencies, status?: number): Screen<Person> {
  const { database, scanFiles, words } = dependencies
  const t = words.in('en')
  const frame = personFrame(dependencies)
  return async (visit: Visit<Person>) => {
    const { req, staff, scope, found: person, typed, faults } = visit
    const listed = await pageOf(pageField.parse(req.query.page), scanPageSize, each =>
      database.scans.ofPersonInScope(person.id, scope, each),
    )
    const seesApplications = can(staff.role, 'see-application')
    const applications = seesApplications ? await database.applications.ofPersonInScope(person.id, scope) : []
    const wanted = req.query.application
    const reference = typeof wanted === 'string' ? parseReference(wanted) : undefined
    const isAgain = typed !== null
    const form = {
      applications: can(staff.role, 'add-scan') ? applications : null,
      reference: applications.find(each => each.reference === reference)?.reference ?? null,
      isAgain,
      isChecked: scanFiles.scanner !== undefined,
    }
    const context = { ...(await frame(visit, person, 'scans')), ...presentScans(person, listed, form, staff, t) }
    return view(
      'scans/scans.njk',
      { ...context, ...(status !== undefined && { errors: faults }) },
      viewOf(person),
      status,
    )
  }
}

function whyNotAdded(
  result: Exclude<AddScanResult, { readonly kind: 'added' | 'gone' }>,
  t: Translate,
): FieldError['text'] {
  const { kind } = result
  if (kind === 'named-otherwise')
    return t('console/scans:errors.named-otherwise', { type: t(`console/scans:types.${result.type}`) })
  return t(`console/scans:errors.${kind}`, { megabytes: mostScanMegabytes, most: mostScansOfPerson })
}

function viewOf({ id }: Person) {
  return { action: 'scans-viewed', personId: id }
}
