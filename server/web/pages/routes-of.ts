import type { IRouter, RequestHandler } from 'express'

/** One method of one address that a site answers. */
export interface SiteRoute {
  readonly method: 'GET' | 'POST'
  /** As it was declared, such as `/people/:prisonNumber`. */
  readonly pattern: string
  /** The last of its handlers: those before it only read what was sent. */
  readonly handler: RequestHandler
}

/** Every route of a router and of the routers in it, in the order in which they are tried. */
export function routesOf(router: Pick<IRouter, 'stack'>): readonly SiteRoute[] {
  return router.stack.flatMap(({ route, handle }): readonly SiteRoute[] => {
    if (!route) return 'stack' in handle ? routesOf(handle as unknown as IRouter) : []
    const { path } = route as { readonly path: unknown }
    if (typeof path !== 'string') throw new Error('A route is declared without an address')
    return (['GET', 'POST'] as const).flatMap(method => {
      const last = route.stack.findLast(layer => (layer as { method?: string }).method === method.toLowerCase())
      return last ? [{ method, pattern: path, handler: last.handle }] : []
    })
  })
}

/** The address that a pattern makes of the same values. */
export function fillPattern(pattern: string, params: Readonly<Record<string, string | readonly string[]>>): string {
  return pattern.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(String(params[name])))
}

/** A pattern without the names of its values, to compare two. */
export function shapeOf(pattern: string): string {
  return pattern.replace(/:\w+/g, ':')
}

/** The page that an address belongs to: the nearest above it; undefined when there is none but the first. */
export function pageAbove(pattern: string, pages: readonly string[]): string | undefined {
  const shapes = new Map(pages.map(page => [shapeOf(page), page]))
  for (let above = pattern; above !== ''; above = above.slice(0, above.lastIndexOf('/'))) {
    const page = shapes.get(shapeOf(above))
    if (page !== undefined) return fillNames(page, pattern)
  }
  return undefined
}

/** The part of a pattern that is as long as a page's: its values have the names that the address has. */
function fillNames(page: string, pattern: string): string {
  return pattern.split('/').slice(0, page.split('/').length).join('/')
}
