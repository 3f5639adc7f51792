import type { Request, Response } from 'express'
import { noStoreHeader } from '../responses/no-store'
import type { Language } from './language'
import type { Views } from './views'

/** Renders a template in the request's language and sends it. */
export type ShowPage = (req: Request, res: Response, template: string, context?: object, status?: number) => void

/**
 * @param common the context that every page of a site needs, such as who is signed in and the CSRF token
 */
export function pages(
  views: Views,
  common: (req: Request, res: Response) => { language: Language } & object,
): ShowPage {
  return (req, res, template, context = {}, status = 200) => {
    const shared = common(req, res)
    res
      .status(status)
      .set('Cache-Control', noStoreHeader)
      .set('Content-Language', shared.language)
      .type('html')
      .send(views.render(template, shared.language, { ...shared, ...context }))
  }
}
