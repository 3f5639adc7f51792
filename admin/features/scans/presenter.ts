import type { Translate } from '../../../server/content/words/words'
import { scanPageSize, type Application, type Person, type Scan, type StaffMember } from '../../../server/database'
import { mostScanMegabytes, scanKinds } from '../../../server/domain/people/scans'
import { can } from '../../access/permissions'
import { pagesFor, presentPagination } from '../../lists/pagination'
import { presentApplicationRow } from '../../presenting/applications/application-rows'
import { momentInWords } from '../../presenting/moments'
import { becauseLimit } from './form'

/** Whether a member of staff may remove a scan: one that they added, or any. */
export function mayRemove({ addedBy, removedAt }: Scan, { id, role }: Pick<StaffMember, 'id' | 'role'>): boolean {
  return removedAt === null && (can(role, 'remove-any-scan') || (can(role, 'add-scan') && addedBy === id))
}

/** The address of a page of a person's scans. */
export function scansAddress({ prisonNumber }: Person, page = 1): string {
  const address = `/people/${prisonNumber}/papers`
  return page > 1 ? `${address}?page=${page}` : address
}

/** A person's scans, and the form to add one. */
export function presentScans(
  person: Person,
  { rows: scans, page }: { readonly rows: readonly (Scan & { readonly total: number })[]; readonly page: number },
  {
    applications,
    reference,
    isAgain,
    isChecked,
  }: {
    /** To which a scan can belong; null where the reader adds none. */
    readonly applications: readonly Application[] | null
    /** The application that the reader came from. */
    readonly reference: string | null
    /** The form is shown again, without its file. */
    readonly isAgain: boolean
    /** Files are checked for viruses. */
    readonly isChecked: boolean
  },
  staff: StaffMember,
  t: Translate,
) {
  const total = scans[0]?.total ?? 0
  const address = scansAddress(person)
  return {
    pageName: t('console/scans:title'),
    empty: t('console/scans:none', { name: `${person.firstName} ${person.lastName}` }),
    count: t('console/scans:count', { count: total }),
    scans: scans.map(scan => presentScan(scan, address, staff, t)),
    pagination: presentPagination(page, pagesFor(total, scanPageSize), each => scansAddress(person, each), t),
    add: applications && {
      address,
      kinds: scanKinds.map(value => ({ value, text: t(`console/scans:kinds.${value}`) })),
      kind: reference === null ? '' : 'application-form',
      reference: reference ?? '',
      applications: [
        { value: '', text: t('console/scans:add.application-none') },
        ...applications.map(application => {
          const { topic, reference: value } = presentApplicationRow(application, t)
          return { value, text: `${value}, ${topic}` }
        }),
      ],
      fileHint: t(`console/scans:add.${isAgain ? 'file-again' : 'file-hint'}`, { megabytes: mostScanMegabytes }),
      checked: t(`console/scans:add.${isChecked ? 'checked' : 'not-checked'}`),
    },
  }
}

function presentScan(scan: Scan, address: string, staff: StaffMember, t: Translate) {
  const { id, reference, fileName, addedByName, addedAt, removedAt, removedByName, removedBecause } = scan
  return {
    what: whatItIs(scan, t),
    href: removedAt === null ? `${address}/${id}/file` : null,
    fileName,
    application: reference === null ? null : { text: reference, href: `/applications/${reference}` },
    addedBy: addedByName,
    addedAt: momentInWords(addedAt),
    file: removedAt === null ? typeAndSize(scan, t) : null,
    removed:
      removedAt === null
        ? null
        : t('console/scans:removed', { name: removedByName, when: momentInWords(removedAt), because: removedBecause }),
    remove: mayRemove(scan, staff) ? `${address}/${id}/remove` : null,
  }
}

/** The page that asks why a scan is removed. */
export function presentRemoval(person: Person, scan: Scan, t: Translate) {
  const address = scansAddress(person)
  return {
    pageName: t('console/scans:remove.page-name'),
    back: address,
    address: `${address}/${scan.id}/remove`,
    scan: presentRemoved(scan, t),
    limit: becauseLimit,
  }
}

function presentRemoved(scan: Scan, t: Translate): string {
  return [whatItIs(scan, t), scan.fileName, typeAndSize(scan, t)].filter(each => each !== null).join(', ')
}

function whatItIs({ kind, title }: Scan, t: Translate): string {
  const name = t(`console/scans:kinds.${kind}`)
  return title === null ? name : t('console/scans:kind-and-title', { kind: name, title })
}

const kilobyte = 1024
const megabyte = kilobyte * kilobyte

function typeAndSize({ type, bytes }: Scan, t: Translate): string {
  const name = t(`console/scans:types.${type}`)
  return bytes < megabyte
    ? t('console/scans:type-and-size.kb', { type: name, size: Math.ceil(bytes / kilobyte) })
    : t('console/scans:type-and-size.mb', { type: name, size: Math.round((bytes / megabyte) * 10) / 10 })
}
