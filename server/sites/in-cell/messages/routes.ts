import type { Router } from 'express'
import { applicationTitle } from '../../../content/words/application-title'
import { isPrivate } from '../../../domain/checklist'
import { createRouter } from '../../../web/addresses/routers'
import { longDayOf } from '../../../web/pages/days'
import { firstWords } from '../../../web/pages/first-words'
import { languageOf, personOf, wordsFor, type InCellFeature } from '../signed-in'

/** What staff have written; the words themselves show on the application's page, when they are asked for. */
export function messageRoutes({ dependencies, show }: InCellFeature): Router {
  const router = createRouter()

  router.get('/', async (req, res) => {
    const t = wordsFor(req, dependencies)
    const messages = await dependencies.database.messages.toPerson(personOf(res).id)
    show(req, res, 'in-cell/messages.njk', {
      section: 'messages',
      messages: messages.map(message => ({
        title: applicationTitle(message, t),
        href: `/my/applications/${message.reference}`,
        reference: message.reference,
        at: longDayOf(message.sentAt, languageOf(req)),
        isNew: message.readAt === null,
        words: isPrivate(message) ? null : firstWords(message.body),
      })),
    })
  })

  return router
}
