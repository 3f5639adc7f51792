import { Router } from 'express'
import type { InCellFeature } from '../signed-in'
import { draftPages } from './draft-pages'
import { sentPages } from './sent-pages'

/** Asking for help: picking a form, its questions, sending; then where each application is. */
export function applicationRoutes(feature: InCellFeature): Router {
  const draft = draftPages(feature)
  const sent = sentPages(feature)
  const router = Router()

  router.get('/', sent.list)

  router.get('/new', draft.pickForm)
  router.get('/new/:form', draft.beforeStarting)
  router.post('/new/:form', draft.start)

  router.get('/:reference/sent', sent.confirmation)
  router.get('/:reference/withdraw', sent.askWithdraw)
  router.post('/:reference/withdraw', sent.withdraw)
  router.post('/:reference/add', sent.add)
  router.post('/:reference/news', sent.chaseApplication)
  router.get('/:reference/another-look', sent.askToDisagree)
  router.post('/:reference/another-look', sent.disagree)

  router.get('/:draft/check', draft.check)
  router.post('/:draft/check', draft.send)
  router.get('/:draft/asked-before', draft.askedBefore)
  router.get('/:draft/stop', draft.stop)
  router.get('/:draft/delete', draft.askDelete)
  router.post('/:draft/delete', draft.remove)
  router.get('/:draft/:number/help-now', draft.helpNow)
  router.post('/:draft/:number/leave-out', draft.leaveOutLateAnswer)
  router.get('/:draft/:number', draft.question)
  router.post('/:draft/:number', draft.answer)

  router.get('/:reference', sent.show)

  return router
}
