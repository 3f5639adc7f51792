import { randomBytes } from 'node:crypto'
import { chown, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The secret that signs session cookies in development: generated at first start and stored, so that restarts keep
 * people signed in. Processes that start together get the same one.
 *
 * @param dataDir created when missing
 * @throws the file system's error, when the folder cannot be written
 */
export async function keepSessionSecret(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const file = join(dataDir, 'session-secret')
  const stored = await readFile(file, 'utf8').catch(() => '')
  if (stored) return stored
  const draft = `${file}.draft-${randomBytes(4).toString('hex')}`
  try {
    await writeFile(draft, randomBytes(48).toString('base64url'), { mode: 0o600, flush: true })
    if (process.getuid?.() === 0) {
      const { uid, gid } = await stat(dataDir)
      await chown(draft, uid, gid)
    }
    await link(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft, { force: true })
  }
  return readFile(file, 'utf8')
}
