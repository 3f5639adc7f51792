import type { Request, RequestHandler } from 'express'
import { createRouter } from '../../server/web/addresses/routers'
import { sendPage } from '../../server/web/pages/pages'
import { fillPattern, pageAbove, shapeOf, type SiteRoute } from '../../server/web/pages/routes-of'
import { staffOf } from '../access/signed-in-staff'
import { expiredForms, goOnQuery, pathOf, type ExpiredForm } from './expired-form'
import { asksForAnswer, keptAnswers, withAnswer } from './kept-answers'
import { formBehind, screenOf } from './kernel'
import type { ConsoleFeature } from './pages'

const opening = new WeakSet<RequestHandler>()

/** Whether a handler only opens the address of a form, and has no page of its own. */
export function opensForm(handler: RequestHandler): boolean {
  return opening.has(handler)
}

/**
 * Opens the address of every form as a page. What answered it is shown again, to whoever may still see what it is about;
 * what was typed in a form whose session ended stands in it again; otherwise the address leads to the page that the form
 * stands on. Made from the routes themselves, so that no form can be left out.
 */
export function openFormAddresses(
  { dependencies }: Pick<ConsoleFeature, 'dependencies'>,
  routes: readonly SiteRoute[],
) {
  const forms = expiredForms(dependencies)
  const answers = keptAnswers(dependencies)
  const pages = routes.filter(({ method }) => method === 'GET')
  const patterns = pages.map(({ pattern }) => pattern)
  const shapes = new Set(patterns.map(shapeOf))

  const pageOf = ({ pattern, handler }: SiteRoute): string => {
    const again = formBehind(handler)?.again
    const own = pages.find(
      page => again !== undefined && screenOf(page.handler) === again && isFilledBy(page.pattern, pattern),
    )
    return own?.pattern ?? pageAbove(pattern, patterns) ?? '/'
  }

  const router = createRouter()
  for (const route of routes) {
    const form = route.method === 'POST' ? formBehind(route.handler) : undefined
    if (!form) continue
    const isPage = shapes.has(shapeOf(route.pattern))
    const standsOn = pageOf(route)
    const open: RequestHandler = async (req, res, next) => {
      if (asksForAnswer(req)) {
        const answer = await answers.open(req, res)
        if (!answer) return res.redirect(303, withAnswer(req, undefined))
        await form.expectVisible(req, res)
        return sendPage(res, answer)
      }
      const typed = form.reopen && (await typedIn(req, staffOf(res).id))
      if (typed && form.reopen) {
        req.body = typed.fields
        return form.reopen(req, res)
      }
      if (isPage) return next()
      res.redirect(303, fillPattern(standsOn, req.params))
    }
    opening.add(open)
    router.get(route.pattern, open)
  }
  return router

  async function typedIn({ session, query, path }: Request, reader: number): Promise<ExpiredForm | undefined> {
    if (query[goOnQuery] === undefined) return undefined
    const form = await forms.open(session.expiredForm)
    return form?.owner === reader && pathOf(form) === path ? form : undefined
  }
}

/** Whether the values of one address are enough for another. */
function isFilledBy(pattern: string, other: string): boolean {
  const names = (text: string): readonly string[] => text.match(/:\w+/g) ?? []
  return names(pattern).every(name => names(other).includes(name))
}
