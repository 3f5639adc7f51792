import { createHash, randomUUID } from 'node:crypto'
import type { AccessScope, Database, Person, Scan, StaffMember } from '../../../database'
import {
  isNamedAsAnotherType,
  mostScanBytes,
  mostScansOfPerson,
  scanFileName,
  type ScanKind,
  type ScanType,
} from '../../../domain/people/scans'
import { scanTypeOf } from '../../../scans/file-type'
import { storageNamed, type ScanFiles } from '../../../scans/scan-files'
import { StorageUnavailable } from '../../../scans/scan-storage'
import { ScannerUnavailable } from '../../../scans/virus-scanner'
import { isUnchanged } from '../../accounts/lock-accounts'
import type { Caller, Context } from '../../context'
import { idempotencyKeyFrom } from '../../idempotency-key'

interface ScanCommand extends Caller {
  readonly staff: StaffMember
  readonly person: Person
  readonly scope: AccessScope
}

/** What whoever adds a scan says of it. */
export interface AddedScan {
  readonly kind: ScanKind
  readonly title: string | null
  /** The application that the paper belongs to. */
  readonly reference: string | null
  readonly file: { readonly name: string; readonly content: Buffer }
}

export type AddScanResult =
  | { readonly kind: 'added' }
  /** The person, the application or the account of whoever adds it is not there as it was. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'empty' | 'too-big' | 'wrong-type' | 'too-many' | 'infected' }
  | { readonly kind: 'named-otherwise'; readonly type: ScanType }
  | { readonly kind: 'scanner-unavailable' | 'storage-unavailable'; readonly why: string }

/** The job that deletes files which no scan has. One waits at a time. */
export const deleteUnusedJob = { kind: 'delete-unused-scans', payload: {}, key: 'delete-unused-scans' } as const

/**
 * Adds a scan: looks at the file, stores it, and only then names it. When anything fails on the way there is no scan, and
 * what was stored is deleted by a job.
 */
export async function addScan(
  database: Database,
  context: Context,
  command: ScanCommand & { readonly files: ScanFiles; readonly added: AddedScan; readonly idempotencyKey: string },
): Promise<AddScanResult> {
  const { files, added, person } = command
  const { content, name } = added.file
  if (content.length === 0) return { kind: 'empty' }
  if (content.length > mostScanBytes) return { kind: 'too-big' }
  const type = await scanTypeOf(content)
  if (!type) return { kind: 'wrong-type' }
  if (isNamedAsAnotherType(name, type)) return { kind: 'named-otherwise', type }
  const sha256 = createHash('sha256').update(content).digest('hex')
  // The key of a form knows its fields only: another file from the same page is another scan.
  const idempotencyKey = idempotencyKeyFrom(command.idempotencyKey, sha256)
  if (await database.scans.isAdded(idempotencyKey)) return { kind: 'added' }
  if ((await database.scans.countOf(person.id)) >= mostScansOfPerson) return { kind: 'too-many' }
  try {
    if (await isInfected(database, command)) return { kind: 'infected' }
    const objectId = randomUUID()
    await database.scanObjects.record({ id: objectId, storage: files.current.name }, context.now)
    await files.current.put(objectId, content)
    return await nameStored(database, context, command, { type, sha256, objectId, idempotencyKey })
  } catch (error) {
    if (error instanceof ScannerUnavailable) return { kind: 'scanner-unavailable', why: error.message }
    if (error instanceof StorageUnavailable) return { kind: 'storage-unavailable', why: error.message }
    throw error
  }
}

async function isInfected(
  { audit }: Database,
  { files, added, staff, person, fromAddress }: Parameters<typeof addScan>[2],
): Promise<boolean> {
  const found = await files.scanner?.find(added.file.content)
  if (found === undefined || found === null) return false
  const detail = { found: found.slice(0, 200) }
  const event = { site: 'staff', staffId: staff.id, personId: person.id, action: 'scan-infected' } as const
  await audit.record({ ...event, detail, fromAddress })
  return true
}

function nameStored(
  database: Database,
  { now }: Context,
  { staff, person, scope, added, fromAddress }: Parameters<typeof addScan>[2],
  stored: Pick<Scan, 'type'> & {
    readonly sha256: string
    readonly objectId: string
    readonly idempotencyKey: string
  },
): Promise<AddScanResult> {
  const { kind, title, reference, file } = added
  return database.transaction(async transaction => {
    if (!(await isUnchanged(transaction, staff)) || !(await transaction.people.lock(person.id))) return { kind: 'gone' }
    const application = reference === null ? null : await transaction.applications.lockInScope(reference, scope)
    if (application === undefined || (application && application.personId !== person.id)) return { kind: 'gone' }
    if ((await transaction.scans.countOf(person.id)) >= mostScansOfPerson) return { kind: 'too-many' }
    const applicationId = application?.id ?? null
    const id = await transaction.scans.add({
      ...stored,
      personId: person.id,
      applicationId,
      kind,
      title,
      fileName: scanFileName(file.name, stored.type),
      bytes: file.content.length,
      addedBy: staff.id,
      addedAt: now,
    })
    if (id === undefined) return { kind: 'added' }
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      personId: person.id,
      ...(application && { applicationId: application.id }),
      action: 'scan-added',
      detail: { scan: id },
      fromAddress,
    })
    return { kind: 'added' }
  })
}

/** The file of a scan, or why it cannot be had. */
export type ScanContent =
  { readonly kind: 'content'; readonly content: Buffer } | { readonly kind: 'unavailable'; readonly why: string }

/** Reads the file of a scan whole, so that nobody gets one that is cut off or is not the one that was added. */
export async function readScan(
  { scanObjects }: Database,
  _context: Context,
  { files, scan }: { readonly files: Pick<ScanFiles, 'storages'>; readonly scan: Scan },
): Promise<ScanContent> {
  try {
    const object = scan.objectId === null ? undefined : await scanObjects.find(scan.objectId)
    if (!object) return { kind: 'unavailable', why: 'The file is not recorded' }
    const content = await storageNamed(files, object.storage).get(object.id)
    const isSame = createHash('sha256').update(content).digest('hex') === scan.sha256
    return isSame
      ? { kind: 'content', content }
      : { kind: 'unavailable', why: 'The file is not the one that was added' }
  } catch (error) {
    if (error instanceof StorageUnavailable) return { kind: 'unavailable', why: error.message }
    throw error
  }
}

/**
 * Removes a scan with a reason. Its file is deleted by a job.
 *
 * @param isForAny whether the reader may remove scans that others added
 * @returns false when it is not there any more, or not theirs to remove
 */
export function removeScan(
  database: Database,
  { now }: Context,
  {
    staff,
    person,
    scope,
    id,
    because,
    isForAny,
    fromAddress,
  }: ScanCommand & { readonly id: number; readonly because: string; readonly isForAny: boolean },
): Promise<boolean> {
  return database.transaction(async transaction => {
    if (!(await isUnchanged(transaction, staff))) return false
    const scan = await transaction.scans.lockInScope(id, person.id, scope)
    if (!scan || (!isForAny && scan.addedBy !== staff.id)) return false
    await transaction.scans.remove(id, { by: staff.id, at: now, because })
    await transaction.jobs.add(deleteUnusedJob)
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      personId: person.id,
      ...(scan.applicationId !== null && { applicationId: scan.applicationId }),
      action: 'scan-removed',
      detail: { scan: id },
      fromAddress,
    })
    return true
  })
}

/** Longer than any upload takes: a newer file may be about to get its scan. */
const hourMs = 60 * 60 * 1000
const objectsAtOnce = 100

/**
 * Deletes files that no scan has, from their storage first: what cannot be deleted stays recorded, and is tried again.
 *
 * @returns how many were deleted
 * @throws {StorageUnavailable}
 */
export async function deleteUnusedScans(
  { scanObjects }: Database,
  { now }: Context,
  files: Pick<ScanFiles, 'storages'>,
  isEnding: () => boolean,
): Promise<number> {
  const before = new Date(now.getTime() - hourMs)
  const storages = files.storages.map(({ name }) => name)
  let deleted = 0
  for (;;) {
    const unused = await scanObjects.unused(before, storages, objectsAtOnce)
    for (const { id, storage } of unused) {
      if (isEnding()) return deleted
      await storageNamed(files, storage).delete(id)
      await scanObjects.delete(id)
      deleted += 1
    }
    if (unused.length < objectsAtOnce) return deleted
  }
}
