import type { Request, RequestHandler } from 'express'
import { formWords } from '../../../../content/words/form-words'
import type { Person } from '../../../../database'
import { findFormByCode, openBeforeStarting, type Form } from '../../../../domain/applications'
import { findTask, wayToAct } from '../../../../domain/checklist'
import { openDraft } from '../../../../use-cases/applications/sending/fill-in-draft'
import { formFacts } from '../../../../use-cases/applications/sending/form-facts'
import { PageError } from '../../../../web/pages/errors'
import { languageOf, personOf, wordsFor, type InCellFeature } from '../../signed-in'
import { presentAskedBefore } from '../sent/sent-presenter'
import { draftAddress, nextAddress } from './draft-in-request'
import { isFor } from './pick-page'

/** What a form is for, before its first question; or what the person has open about the same. */
export function showForm({ dependencies, show }: InCellFeature): RequestHandler {
  return async (req, res) => {
    const person = personOf(res)
    const form = formInAddress(req, person)
    const sent = await dependencies.database.applications.ofPerson(person.id)
    const { open, another } = openBeforeStarting(form, sent)
    const isAboutAnother = another && req.query.about === 'something-else'
    if (open.length > 0 && !isAboutAnother) {
      const drafts = await dependencies.database.drafts.of(person.id)
      const draft = drafts.find(each => each.form === form.id)
      return show(req, res, 'in-cell/applications/asked-before.njk', {
        section: 'applications',
        ...presentAskedBefore(form, open, wordsFor(req, dependencies), languageOf(req)),
        back: '/my/applications/new',
        another: another ? `/my/applications/new/${form.code}?${anotherOf(req)}` : null,
        check: draft ? `${draftAddress(draft)}/check` : null,
        remove: draft ? `${draftAddress(draft)}/delete` : null,
      })
    }
    const words = formWords(wordsFor(req, dependencies), form)
    show(req, res, 'in-cell/applications/before.njk', {
      section: 'applications',
      back: '/my/applications/new',
      form: {
        code: form.code,
        title: words('shortTitle'),
        what: words('what'),
        before: words('before'),
        private: form.private,
      },
      task: cameFrom(form, req.query.task)?.task ?? '',
      draftDays: dependencies.config.draftDays,
    })
  }
}

/** Starts a form, or goes on with the draft of it. */
export function start({ dependencies, perform }: InCellFeature): RequestHandler {
  return async (req, res) => {
    const person = personOf(res)
    const form = formInAddress(req, person)
    const { another } = openBeforeStarting(form, await dependencies.database.applications.ofPerson(person.id))
    if (!another) return res.redirect(303, `/my/applications/new/${form.code}`)
    const from = cameFrom(form, (req.body as { task?: unknown } | undefined)?.task)
    const draft = await perform(openDraft, person, form, from)
    res.redirect(303, nextAddress({ draft, form, person, facts: formFacts(person, dependencies.today()) }))
  }
}

function formInAddress(req: Request, person: Person): Form {
  const form = findFormByCode(String(req.params.form))
  if (!form || !isFor(form, person)) throw new PageError(404, 'not-found')
  return form
}

function anotherOf(req: Request): string {
  const { task } = req.query
  return new URLSearchParams({ about: 'something-else', ...(typeof task === 'string' && { task }) }).toString()
}

/** The task that the person came from, with the answers that it decides; null where it does not start this form. */
function cameFrom(form: Form, given: unknown) {
  const task = typeof given === 'string' ? findTask(given) : undefined
  const way = task && wayToAct(task.id)
  return task && way?.kind === 'form' && way.form === form.id ? { task: task.id, answers: way.answers } : null
}
