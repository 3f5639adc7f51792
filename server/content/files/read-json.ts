import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import type { Faults } from './content-error'

/** Reads a content data file; a schema mismatch is a fault that names its place in the file. */
export function readJson<T>(file: { path: string; name: string }, schema: z.ZodType<T>, faults: Faults): T | null {
  let data: unknown
  try {
    data = JSON.parse(readFileSync(file.path, 'utf8'))
  } catch (error) {
    faults.add(file.name, null, error instanceof Error ? error.message : String(error))
    return null
  }
  const result = schema.safeParse(data)
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    faults.add(file.name, null, `${placeOf(issue.path, data)}: ${issue.message}`)
  }
  return null
}

/** Names an item by its id if it has one, since an index such as 57 is hard to find in the file. */
function placeOf(path: readonly PropertyKey[], data: unknown): string {
  const [index, ...rest] = path
  const item: unknown = Array.isArray(data) && typeof index === 'number' ? data[index] : undefined
  const id = typeof item === 'object' && item !== null && 'id' in item ? String(item.id) : undefined
  return [id ?? String(index ?? 'the file'), ...rest.map(String)].join('.')
}
