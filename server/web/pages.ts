import type { Request, Response } from 'express'
import { nothingKept } from './no-store'
import type { Language } from './language'
import type { Views } from './views'

/** Sends a page: the template with its context, in the language of the request. */
export type ShowPage = (req: Request, res: Response, template: string, context?: object, status?: number) => void

/**
 * @param common what every page of a site needs: its name, who is signed in, the form token
 */
export function pages(
  views: Views,
  common: (req: Request, res: Response) => { language: Language } & object,
): ShowPage {
  return (req, res, template, context = {}, status = 200) => {
    const shared = common(req, res)
    res
      .status(status)
      .set('Cache-Control', nothingKept)
      .set('Content-Language', shared.language)
      .type('html')
      .send(views.render(template, shared.language, { ...shared, ...context }))
  }
}
