import type { Router } from 'express'
import { createRouter } from '../../../server/web/addresses/routers'
import { PageError } from '../../../server/web/pages/errors'
import type { ConsoleFeature } from '../../page/pages'
import { presentParagraph } from './presenter'

/** The words of the policy's paragraphs, which reasons link to. */
export function policyRoutes({ dependencies, show }: ConsoleFeature): Router {
  const t = dependencies.words.in('en')
  const router = createRouter()

  router.get('/policy/:citation', (req, res) => {
    const paragraph = dependencies.policyTexts.get(req.params.citation)
    if (!paragraph) throw new PageError(404, 'no-paragraph')
    return show(req, res, 'console/policy.njk', {
      pageName: t('console/policy:title', { citation: paragraph.cited[0] }),
      ...presentParagraph(paragraph),
    })
  })

  return router
}
