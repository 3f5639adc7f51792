import type { Config } from '../config'
import type { Database } from '../database'
import { databaseStorage } from './database-storage'
import { s3Storage } from './s3-storage'
import { StorageUnavailable, type ScanStorage } from './scan-storage'
import { clamd, type VirusScanner } from './virus-scanner'

/** What is done with the files of scans: where they are stored, and what looks for viruses in them. */
export interface ScanFiles {
  /** Where new files are stored. */
  readonly current: ScanStorage
  /** All storages that there are settings for: files stay where they were stored when a setting changes. */
  readonly storages: readonly ScanStorage[]
  /** Undefined where no virus scanner is set. */
  readonly scanner: VirusScanner | undefined
}

/** The storages and the virus scanner that the settings name. */
export function scanFiles({ scansS3, clamd: address }: Config, database: Pick<Database, 'scanObjects'>): ScanFiles {
  const inDatabase = databaseStorage(database)
  const inS3 = scansS3 && s3Storage(scansS3)
  return {
    current: inS3 ?? inDatabase,
    storages: inS3 ? [inDatabase, inS3] : [inDatabase],
    scanner: address && clamd(address),
  }
}

/** @throws {StorageUnavailable} when the storage has no settings any more */
export function storageNamed({ storages }: Pick<ScanFiles, 'storages'>, name: ScanStorage['name']): ScanStorage {
  const storage = storages.find(each => each.name === name)
  if (!storage) throw new StorageUnavailable(`There are no settings for ${name}`)
  return storage
}
