import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Database } from '../../database'
import { estates, prisonFunctions, regions } from '../../domain/routing'

const prison = z.object({
  id: z.string().regex(/^[A-Z]{3}$/, 'must be three capital letters'),
  name: z.string().min(1),
  nameCy: z.string().min(1).optional(),
  nation: z.enum(['england', 'wales']),
  region: z.enum(regions),
  estate: z.enum(estates),
  functions: z.array(z.enum(prisonFunctions)).optional(),
  active: z.boolean(),
})

/** The prisons register is invalid. The message is one line naming the file and the entry at fault. */
export class RegisterError extends Error {
  override name = 'RegisterError'
}

/**
 * Updates the prisons in the database from the register, `prisons.json`. Must run at every start and before an import.
 *
 * @param contentDir the folder `content`
 * @throws {RegisterError} naming the file, entry and field; nothing is changed then
 */
export async function keepPrisonsRegister(database: Database, contentDir: string): Promise<void> {
  const file = join(contentDir, 'prisons.json')
  const prisons = entriesOf(file, await readFile(file, 'utf8')).map((entry, index) => {
    const read = prison.safeParse(entry)
    if (read.success) return { ...read.data, nameCy: read.data.nameCy ?? null, functions: read.data.functions ?? null }
    const faults = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    throw new RegisterError(`${file}: entry ${index + 1} (${idOf(entry)}): ${faults.join('; ')}`)
  })
  const twice = prisons.find(({ id }, index) => prisons.findIndex(each => each.id === id) !== index)
  if (twice) throw new RegisterError(`${file}: ${twice.id} is there twice`)
  await database.prisons.keep(prisons)
}

function entriesOf(file: string, text: string): unknown[] {
  try {
    const entries: unknown = JSON.parse(text)
    if (Array.isArray(entries) && entries.length > 0) return entries
  } catch (error) {
    throw new RegisterError(`${file}: ${(error as Error).message}`)
  }
  throw new RegisterError(`${file}: must be a list of prisons`)
}

function idOf(entry: unknown): string {
  const { id } = z.object({ id: z.string() }).catch({ id: 'without id' }).parse(entry)
  return id
}
