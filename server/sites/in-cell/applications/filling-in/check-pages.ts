import type { RequestHandler } from 'express'
import { formWords } from '../../../../content/words/form-words'
import { nextQuestion, openBeforeStarting, questionsAsked } from '../../../../domain/applications'
import { draftsToReview } from '../../../../use-cases/applications/sending/expired-forms'
import { deleteDraft } from '../../../../use-cases/applications/sending/fill-in-draft'
import { submitApplication } from '../../../../use-cases/applications/sending/submit-application'
import { PageError } from '../../../../web/pages/errors'
import { languageOf, personOf, wordsFor, type InCellFeature } from '../../signed-in'
import { presentAskedBefore } from '../sent/sent-presenter'
import {
  draftAddress,
  draftIdOf,
  findDraft,
  nextAddress,
  pageAddress,
  pagesOf,
  questionAddress,
} from './draft-in-request'
import { presentCheck } from './question-presenter'

/** All answers, to read before sending; the first question that still needs the person comes before that. */
export function showCheck({ dependencies, show, perform }: InCellFeature): RequestHandler {
  return async (req, res) => {
    const open = await findDraft(dependencies, req, res)
    const { draft, form, person, facts } = open
    const toReview = (await perform(draftsToReview, person, [draft])).get(draft.id)
    if (toReview) return res.redirect(303, questionAddress(open, toReview))
    if (nextQuestion(form, draft.answers, facts)) return res.redirect(303, nextAddress(open))
    const questions = questionsAsked(form, draft.answers, facts)
    const last = pagesOf(open).at(-1)
    const t = wordsFor(req, dependencies)
    show(req, res, 'in-cell/applications/check.njk', {
      section: 'applications',
      back: last && pageAddress(open, last),
      form: { title: formWords(t, form)('shortTitle'), private: form.private },
      draft: draftAddress(draft),
      hasAlert: draft.alertId !== null,
      rows: presentCheck(open, questions, t, languageOf(req)),
      who: formWords(t, form)('before'),
    })
  }
}

/** Sends the application. */
export function send({ dependencies, perform }: InCellFeature): RequestHandler {
  return async (req, res) => {
    const draftId = draftIdOf(req)
    const result = await perform(submitApplication, {
      draftId,
      personId: personOf(res).id,
      words: dependencies.words,
      fromAddress: req.ip,
    })
    if (result.kind === 'no-such-draft') throw new PageError(404, 'not-found')
    if (result.kind === 'not-finished') return res.redirect(303, `/my/applications/${draftId}/check`)
    if (result.kind === 'open-already') return res.redirect(303, `/my/applications/${draftId}/asked-before`)
    res.redirect(303, `/my/applications/${result.application.reference}/sent`)
  }
}

/** Shows what is open about the same. The draft is not sent, and can be deleted. */
export function showAskedBefore({ dependencies, show }: InCellFeature): RequestHandler {
  return async (req, res) => {
    const { draft, form, person } = await findDraft(dependencies, req, res)
    const { open } = openBeforeStarting(form, await dependencies.database.applications.ofPerson(person.id))
    const check = `${draftAddress(draft)}/check`
    if (open.length === 0) return res.redirect(303, check)
    show(req, res, 'in-cell/applications/asked-before.njk', {
      section: 'applications',
      ...presentAskedBefore(form, open, wordsFor(req, dependencies), languageOf(req)),
      back: check,
      another: null,
      check,
      remove: `${draftAddress(draft)}/delete`,
    })
  }
}

/** Asks whether to delete the draft. */
export function confirmDeletion({ dependencies, show }: InCellFeature): RequestHandler {
  return async (req, res) => {
    const { draft, form } = await findDraft(dependencies, req, res)
    show(req, res, 'in-cell/applications/delete.njk', {
      section: 'applications',
      back: '/my/applications',
      title: formWords(wordsFor(req, dependencies), form)('shortTitle'),
      private: form.private,
      hasAlert: draft.alertId !== null,
      draft: draftAddress(draft),
    })
  }
}

/** Deletes the draft. */
export function removeDraft({ dependencies, perform }: InCellFeature): RequestHandler {
  return async (req, res) => {
    const { draft } = await findDraft(dependencies, req, res)
    await perform(deleteDraft, draft)
    res.redirect(303, '/my/applications')
  }
}
