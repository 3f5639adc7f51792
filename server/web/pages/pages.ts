import type { Request, Response } from 'express'
import { noStoreHeader } from '../responses/no-store'
import type { Language } from './language'
import type { Views } from './views'

/** Renders a template in the request's language and sends it, at once or later. */
export type ShowPage<Shown = void> = (
  req: Request,
  res: Response,
  template: string,
  context?: object,
  status?: number,
) => Shown

/** A page that was rendered. */
export interface RenderedPage {
  readonly status: number
  readonly language: Language
  readonly html: string
}

/** Sends what {@link renderer} renders. */
export function pages(render: ShowPage<RenderedPage>): ShowPage {
  return (req, res, template, context, status) => sendPage(res, render(req, res, template, context, status))
}

/**
 * Renders the pages of a site.
 *
 * @param common the context that every page of a site needs, such as who is signed in and the CSRF token
 */
export function renderer(
  views: Views,
  common: (req: Request, res: Response) => { language: Language } & object,
): ShowPage<RenderedPage> {
  return (req, res, template, context = {}, status = 200) => {
    const { language, ...shared } = common(req, res)
    return { status, language, html: views.render(template, language, { language, ...shared, ...context }) }
  }
}

/** Sends a page, which no cache may keep. */
export function sendPage(res: Response, { status, language, html }: RenderedPage): void {
  res.status(status).set('Cache-Control', noStoreHeader).set('Content-Language', language).type('html').send(html)
}
