import type { ScanStorageName } from '../database/people/records/scan-objects'

/** A place for the files of scans. */
export interface ScanStorage {
  readonly name: ScanStorageName
  /** @throws {StorageUnavailable} when it is not certain that the file is stored */
  put(id: string, content: Buffer): Promise<void>
  /** @throws {StorageUnavailable} when the file is not there or cannot be read */
  get(id: string): Promise<Buffer>
  /**
   * Deletes a file; one that is not there is no error.
   *
   * @throws {StorageUnavailable}
   */
  delete(id: string): Promise<void>
}

/** A storage does not answer, or refuses. The message says why, without what the file is or whose. */
export class StorageUnavailable extends Error {
  override name = 'StorageUnavailable'
}
