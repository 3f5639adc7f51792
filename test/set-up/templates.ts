import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Views } from '../../server/web/pages/views'

const root = join(__dirname, '../../views')

/**
 * Notes which templates pages are made from, so that a walk can tell whether it has met them all.
 *
 * @returns the page templates below a folder of `views` that no page has been made from since
 */
export function templatesLeft(views: Views, folder: string): () => string[] {
  const met = new Set<string>()
  const render = views.render.bind(views)
  Object.assign(views, {
    render: (...page: Parameters<Views['render']>) => {
      met.add(page[0])
      return render(...page)
    },
  })
  return () => pageTemplates(folder).filter(template => !met.has(template))
}

/** Those that extend a layout, and that nothing extends; the others are layouts and parts of pages. */
function pageTemplates(folder: string): string[] {
  const templates = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.njk'))
    .map(name => join(folder, name))
  const extended = new Map(
    templates.map(name => [name, /{% extends "(.*)" %}/.exec(readFileSync(join(root, name), 'utf8'))?.[1]]),
  )
  const layouts = new Set(extended.values())
  return templates.filter(name => extended.get(name) !== undefined && !layouts.has(name)).sort()
}
