import { randomBytes } from 'node:crypto'
import { access, link, open, rename, rm, writeFile } from 'node:fs/promises'

/** Writes a file atomically. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const draft = `${file}.draft-${randomBytes(4).toString('hex')}`
  await writeFile(draft, text, { mode: 0o600, flush: true })
  await rename(draft, file)
}

/** @returns false when the file already exists, which is then left unchanged */
export async function writeOnce(file: string, text: string): Promise<boolean> {
  const draft = `${file}.draft-${randomBytes(4).toString('hex')}`
  await writeFile(draft, text, { mode: 0o644 })
  try {
    await link(draft, file)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

/** Syncs a folder's entries to disk. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Whether a path exists, as far as this account can see. */
export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** The system error code, such as ENOENT. */
export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code
}
