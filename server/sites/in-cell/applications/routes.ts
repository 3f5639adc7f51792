import type { Router } from 'express'
import { createRouter } from '../../../web/addresses/routers'
import type { InCellFeature } from '../signed-in'
import * as check from './filling-in/check-pages'
import * as pick from './filling-in/pick-page'
import * as question from './filling-in/question-pages'
import * as start from './filling-in/start-pages'
import * as follow from './sent/follow-pages'
import * as sent from './sent/sent-pages'

/** Asking for help: choosing a form, its questions, sending; then where each application is. */
export function applicationRoutes(feature: InCellFeature): Router {
  const router = createRouter()

  router.get('/', sent.list(feature))

  router.get('/new', pick.pickForm(feature))
  router.post('/new', pick.findForms(feature))
  router.get('/new/:form', start.showForm(feature))
  router.post('/new/:form', start.start(feature))

  router.get('/:reference/sent', sent.confirmation(feature))
  router.get('/:reference/withdraw', follow.confirmWithdrawal(feature))
  router.post('/:reference/withdraw', follow.withdraw(feature))
  router.post('/:reference/add', follow.addMessage(feature))
  router.post('/:reference/news', follow.chase(feature))
  router.get('/:reference/another-look', follow.showAppeal(feature))
  router.post('/:reference/another-look', follow.appeal(feature))

  router.get('/:draft/check', check.showCheck(feature))
  router.post('/:draft/check', check.send(feature))
  router.get('/:draft/asked-before', check.showAskedBefore(feature))
  router.get('/:draft/stop', question.showStop(feature))
  router.get('/:draft/delete', check.confirmDeletion(feature))
  router.post('/:draft/delete', check.removeDraft(feature))
  router.post('/:draft/:question/leave-out', question.leaveOut(feature))
  router.get('/:draft/:question', question.showQuestion(feature))
  router.post('/:draft/:question', question.answer(feature))

  router.get('/:reference', sent.show(feature))

  return router
}
