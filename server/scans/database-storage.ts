import type { Database } from '../database'
import { StorageUnavailable, type ScanStorage } from './scan-storage'

/** Stores files in the database itself, in the row that records each. */
export function databaseStorage({ scanObjects }: Pick<Database, 'scanObjects'>): ScanStorage {
  return {
    name: 'database',
    put: (id, content) => scanObjects.setContent(id, content),
    async get(id) {
      const content = await scanObjects.content(id)
      if (!content) throw new StorageUnavailable('The database has no content for a file')
      return content
    },
    // The content is deleted with its row.
    delete: () => Promise.resolve(),
  }
}
