import type { RequestHandler } from 'express'
import { draftsToReview } from '../../../../use-cases/applications/sending/expired-forms'
import { markMessagesRead } from '../../../../use-cases/applications/sending/follow-application'
import { formFacts } from '../../../../use-cases/applications/sending/form-facts'
import { languageOf, personOf, wordsFor, type InCellFeature } from '../../signed-in'
import { findApplication } from './application-in-request'
import { showApplication } from './application-page'
import { presentDraftLine, presentSent, presentSentLine } from './sent-presenter'

/** A person's drafts and applications. */
export function list({ dependencies, show, perform }: InCellFeature): RequestHandler {
  const { database } = dependencies
  return async (req, res) => {
    const person = personOf(res)
    const t = wordsFor(req, dependencies)
    const language = languageOf(req)
    const [drafts, applications] = await Promise.all([
      database.drafts.of(person.id),
      database.applications.ofPerson(person.id),
    ])
    const toReview = await perform(draftsToReview, person, drafts)
    const facts = {
      facts: formFacts(person, dependencies.today()),
      today: dependencies.today(),
      draftDays: dependencies.config.draftDays,
    }
    show(req, res, 'in-cell/applications/list.njk', {
      section: 'applications',
      drafts: drafts.map(draft => presentDraftLine(draft, { ...facts, toReview: toReview.has(draft.id) }, t, language)),
      applications: applications.map(application => presentSentLine(application, t, language)),
    })
  }
}

/** The confirmation that an application was sent. */
export function confirmation({ dependencies, show }: InCellFeature): RequestHandler {
  return async (req, res) => {
    const application = await findApplication(dependencies, req, res)
    const { notifications } = dependencies.database
    const receipts = await notifications.receipts(application.id, dependencies.today())
    show(req, res, 'in-cell/applications/sent.njk', {
      section: 'applications',
      ...presentSent(application, receipts, wordsFor(req, dependencies), languageOf(req)),
    })
  }
}

/** One application. Its messages are read when the page was shown. */
export function show(feature: InCellFeature): RequestHandler {
  const { dependencies, perform } = feature
  return async (req, res) => {
    const application = await findApplication(dependencies, req, res)
    await showApplication(feature, req, res, application)
    await perform(markMessagesRead, application)
  }
}
