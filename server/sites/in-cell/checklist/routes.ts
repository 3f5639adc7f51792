import type { Router, Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import type { SiteDependencies } from '../../../dependencies'
import { findForm, parseText } from '../../../domain/applications'
import { noteLimit, savedStatuses } from '../../../domain/checklist'
import {
  checklistNews,
  markChecklistSeen,
  personsChecklist,
  saveTaskStatus,
  type ChecklistLine,
} from '../../../use-cases/people/in-cell/checklist'
import { saveOwnNote } from '../../../use-cases/people/in-cell/own-note'
import type { Perform } from '../../../use-cases/perform'
import { createRouter } from '../../../web/addresses/routers'
import { PageError } from '../../../web/pages/errors'
import { pageSeal, textFormAddress } from '../form-pages'
import { publicAddresses } from '../public-addresses'
import { languageOf, personOf, timeToWrite, wordsFor, type InCellFeature } from '../signed-in'
import { presentChecklist, presentNews, presentTask, type ChapterLink } from './presenter'

const seenForm = z.object({ key: z.string().max(100) })
const statusForm = z.object({ status: z.enum(savedStatuses) })

/** The tasks before release, and the person's status and note for each. */
export function checklistRoutes(feature: InCellFeature): Router {
  const { perform } = feature
  const router = createRouter()

  router.get('/', showChecklist(feature))
  router.post('/seen', async (req, res) => {
    const form = seenForm.safeParse(req.body)
    if (!form.success) throw new PageError(400, 'bad-request')
    await perform(markChecklistSeen, personOf(res), form.data.key)
    res.redirect(303, '/my/checklist')
  })
  router.get('/:task', async (req, res) => showTask(feature, req, res, await findLine(perform, req, res)))
  router.post('/:task', setStatus(feature))
  router.post('/:task/note', saveNote(feature))

  return router
}

function showChecklist({ dependencies, show, perform }: InCellFeature): RequestHandler {
  return async (req, res) => {
    const person = personOf(res)
    const [checklist, news] = await Promise.all([perform(personsChecklist, person), perform(checklistNews, person)])
    const t = wordsFor(req, dependencies)
    show(req, res, 'in-cell/checklist/checklist.njk', {
      section: 'checklist',
      releaseDate: person.releaseDate,
      news: news && presentNews(news, person, t, languageOf(req)),
      ...presentChecklist(checklist, t, languageOf(req)),
    })
  }
}

function setStatus(feature: InCellFeature): RequestHandler {
  const { dependencies, perform } = feature
  return async (req, res) => {
    const line = await findLine(perform, req, res)
    const form = statusForm.safeParse(req.body)
    if (!form.success) {
      const text = wordsFor(req, dependencies)('in-cell/checklist:errors.status')
      return showTask(feature, req, res, line, { errors: [{ href: '#status', text, field: 'status' }] })
    }
    await perform(saveTaskStatus, personOf(res), line.task, form.data.status)
    res.redirect(303, '/my/checklist')
  }
}

function saveNote(feature: InCellFeature): RequestHandler {
  const { dependencies, perform } = feature
  return async (req, res) => {
    const line = await findLine(perform, req, res)
    const note = parseText((req.body as { note?: unknown } | undefined)?.note, noteLimit)
    if (!note.ok && note.problem !== 'nothing-written') {
      const parameters = { count: note.over, limit: noteLimit }
      const text = wordsFor(req, dependencies)(`in-cell/checklist:errors.${note.problem}`, parameters)
      const errors = [{ href: '#note', text, field: 'note' }]
      return showTask(feature, req, res, line, { errors, written: note.given })
    }
    const saved = { personId: personOf(res).id, task: line.task, note: note.ok ? note.text : null }
    await perform(saveOwnNote, saved)
    res.redirect(303, `/my/checklist/${line.task}#own-note`)
  }
}

async function findLine(perform: Perform, req: Request, res: Response): Promise<ChecklistLine> {
  const checklist = await perform(personsChecklist, personOf(res))
  const line = checklist.find(({ task }) => task === req.params.task)
  if (!line) throw new PageError(404, 'not-found')
  return line
}

interface FailedForm {
  readonly errors: readonly object[]
  /** The note as it was typed, when it is the note that failed. */
  readonly written?: string
}

async function showTask(
  { dependencies, show }: InCellFeature,
  req: Request,
  res: Response,
  line: ChecklistLine,
  failed?: FailedForm,
): Promise<void> {
  const form = line.form === null || line.form === 'about-you' ? undefined : findForm(line.form)
  const chapter = line.chapter && (await chapterLink(dependencies, req, res, line, line.chapter))
  const note = await noteOf(dependencies, req, res, line, failed)
  const context = {
    section: 'checklist',
    back: '/my/checklist',
    ...presentTask(line, form, chapter, wordsFor(req, dependencies), languageOf(req)),
    note,
    // The page goes when the session expires, so that a note does not stay on the screen.
    writing: note.isHidden ? undefined : timeToWrite(req, dependencies, note.text !== undefined),
    errors: failed?.errors,
  }
  show(req, res, 'in-cell/checklist/task.njk', context, failed ? 422 : 200)
}

async function noteOf(
  { database, sessionSecret, now }: SiteDependencies,
  req: Request,
  res: Response,
  line: ChecklistLine,
  failed: FailedForm | undefined,
) {
  const { id: personId } = personOf(res)
  const [notes, [expired]] = await Promise.all([
    database.tasks.notes(personId),
    database.expiredForms.textsToReview(personId, line.task),
  ])
  const saved = notes.get(line.task)
  const mayShow = req.query.note === 'show' || failed?.written !== undefined
  const form = { kind: 'note', about: line.task } as const
  const address = textFormAddress(form)
  return {
    isHidden: (saved ?? expired) !== undefined && !mayShow,
    expired,
    sealed: await pageSeal(sessionSecret).close({ personId, form, madeAt: now() }, address),
    text: failed?.written ?? expired?.words ?? saved,
    limit: noteLimit,
    address,
    showAddress: `/my/checklist/${line.task}?note=show#own-note`,
  }
}

/**
 * The chapter, with what the person's own prison adds to it. A private task does not name it, because the name would say
 * what the task does not.
 */
async function chapterLink(
  dependencies: SiteDependencies,
  req: Request,
  res: Response,
  line: ChecklistLine,
  chapter: string,
): Promise<ChapterLink> {
  const { prisonId } = personOf(res)
  const added = await dependencies.database.localServices.chaptersOf(prisonId)
  const named = dependencies.published.content.chapters[languageOf(req)].find(({ id }) => id === chapter)
  return {
    href: publicAddresses(req, res, dependencies).chapter(chapter, added.has(chapter) ? prisonId : undefined),
    title: line.isPrivate ? undefined : named?.title,
  }
}
