import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The project's root folder, whether this runs from the source or from `dist`. */
export const root = __dirname.endsWith(join('dist', 'server')) ? join(__dirname, '../..') : join(__dirname, '..')

/** The name and version of the service. */
export const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly name: string
  readonly version: string
}
