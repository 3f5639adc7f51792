import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { findForm, parseText } from '../../../domain/applications'
import { noteLimit, savedStatuses } from '../../../domain/checklist'
import {
  checklistNews,
  markChecklistSeen,
  personsChecklist,
  type ChecklistLine,
} from '../../../use-cases/people/checklist'
import { keepOwnNote } from '../../../use-cases/applications/late-words'
import { PageError } from '../../../web/errors'
import { publicAddresses } from '../../public/addresses-in-content'
import { languageOf, personOf, timeToWrite, wordsFor, type InCellFeature } from '../signed-in'
import { wordsSeal } from '../words-pages'
import { presentChecklist, presentNews, presentTask, type ChapterLink } from './presenter'

const seenForm = z.object({ key: z.string().max(100) })
const statusForm = z.object({ status: z.enum(savedStatuses) })

/** The tasks before release, and what the person says of each. */
export function checklistRoutes({ dependencies, show }: InCellFeature): Router {
  const seal = wordsSeal(dependencies.sessionSecret)
  const router = Router()

  router.get('/', async (req, res) => {
    const person = personOf(res)
    const context = dependencies.context()
    const [checklist, news] = await Promise.all([
      personsChecklist(dependencies.database, context, person),
      checklistNews(dependencies.database, context, person),
    ])
    const t = wordsFor(req, dependencies)
    show(req, res, 'in-cell/checklist/checklist.njk', {
      section: 'checklist',
      releaseDate: person.releaseDate,
      news: news && presentNews(news, person, t, languageOf(req)),
      ...presentChecklist(checklist, t, languageOf(req)),
    })
  })

  router.post('/seen', async (req, res) => {
    const form = seenForm.safeParse(req.body)
    if (!form.success) throw new PageError(400, 'bad-request')
    await markChecklistSeen(dependencies.database, dependencies.context(), personOf(res), form.data.key)
    res.redirect(303, '/my/checklist')
  })

  router.get('/:task', async (req, res) => showTask(req, res, await findLine(req, res)))

  router.post('/:task', async (req, res) => {
    const line = await findLine(req, res)
    const form = statusForm.safeParse(req.body)
    if (!form.success) {
      const error = {
        href: '#status',
        text: wordsFor(req, dependencies)('in-cell/checklist:errors.status'),
        field: 'status',
      }
      return showTask(req, res, line, { errors: [error] })
    }
    await dependencies.database.tasks.set(personOf(res).id, line.task, form.data.status, dependencies.now())
    res.redirect(303, '/my/checklist')
  })

  router.post('/:task/note', async (req, res) => {
    const line = await findLine(req, res)
    const posted = (req.body as Record<string, unknown> | undefined)?.note
    const note = parseText(posted, noteLimit)
    if (!note.ok && note.problem !== 'nothing-written') {
      const text = wordsFor(req, dependencies)(`in-cell/checklist:errors.${note.problem}`, {
        count: note.over,
        limit: noteLimit,
      })
      return showTask(req, res, line, { errors: [{ href: '#note', text, field: 'note' }], written: note.given })
    }
    const kept = { personId: personOf(res).id, task: line.task, note: note.ok ? note.text : null }
    await keepOwnNote(dependencies.database, dependencies.context(), kept)
    res.redirect(303, `/my/checklist/${line.task}#own-note`)
  })

  async function findLine(req: Request, res: Response): Promise<ChecklistLine> {
    const checklist = await personsChecklist(dependencies.database, dependencies.context(), personOf(res))
    const line = checklist.find(({ task }) => task === req.params.task)
    if (!line) throw new PageError(404, 'not-found')
    return line
  }

  /** @param again what was wrong, and the note as it was typed when it was the note */
  async function showTask(
    req: Request,
    res: Response,
    line: ChecklistLine,
    again?: { readonly errors: readonly object[]; readonly written?: string },
  ): Promise<void> {
    const form = line.form === null ? undefined : findForm(line.form)
    const { id: personId } = personOf(res)
    const [notes, [late]] = await Promise.all([
      dependencies.database.tasks.notes(personId),
      dependencies.database.lateWords.waitingOf(personId, line.task),
    ])
    const kept = notes.get(line.task)
    const mayShow = req.query.note === 'show' || again?.written !== undefined
    const chapter = line.chapter && (await chapterLink(req, res, line, line.chapter))
    const task = presentTask(line, form, chapter, wordsFor(req, dependencies), languageOf(req))
    const note = {
      isHidden: (kept ?? late) !== undefined && !mayShow,
      late,
      sealed: seal.close({ personId, kind: 'note', about: line.task, madeAt: dependencies.now() }),
      text: again?.written ?? late?.words ?? kept,
      limit: noteLimit,
      address: `/my/checklist/${line.task}/note`,
      showAddress: `/my/checklist/${line.task}?note=show#own-note`,
    }
    const context = {
      section: 'checklist',
      back: '/my/checklist',
      ...task,
      note,
      // A note that shows is not left on the screen.
      writing: note.isHidden ? undefined : timeToWrite(req, dependencies, note.text !== undefined),
      errors: again?.errors,
    }
    show(req, res, 'in-cell/checklist/task.njk', context, again ? 422 : 200)
  }

  /** The chapter with what the person's own prison adds to it, by its name unless that would tell what the task does not. */
  async function chapterLink(req: Request, res: Response, line: ChecklistLine, chapter: string): Promise<ChapterLink> {
    const { prisonId } = personOf(res)
    const added = await dependencies.database.localServices.chaptersOf(prisonId)
    const named = dependencies.published.content.chapters[languageOf(req)].find(({ id }) => id === chapter)
    return {
      href: publicAddresses(req, res, dependencies).chapter(chapter, added.has(chapter) ? prisonId : undefined),
      title: line.isPrivate ? undefined : named?.title,
    }
  }

  return router
}
