import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import type { SiteDependencies } from '../../../dependencies'
import { parseText, type ParsedText } from '../../../domain/applications'
import { noteLimit, savedStatuses, type ChecklistItem } from '../../../domain/checklist'
import { askLimit, askStaff, teamToAsk } from '../../../use-cases/applications/sending/ask-staff'
import { personsTask, saveTaskStatus, type PersonsTask } from '../../../use-cases/people/in-cell/checklist'
import { saveOwnNote } from '../../../use-cases/people/in-cell/own-note'
import type { Perform } from '../../../use-cases/perform'
import { PageError } from '../../../web/pages/errors'
import { pageSeal, textFormAddress } from '../form-pages'
import { publicAddresses } from '../public-addresses'
import { languageOf, personOf, timeToWrite, wordsFor, type InCellFeature } from '../signed-in'
import { presentTask, type ChapterLink } from './task-presenter'

const statusForm = z.object({ status: z.enum(savedStatuses) })
const askForm = z.object({ idempotencyKey: z.uuid(), added: z.string().max(20_000).default('') })

/** One task of the checklist. */
export function showTaskPage(feature: InCellFeature): RequestHandler {
  return async (req, res) => showTask(feature, req, res, await findTaskInAddress(feature.perform, req, res))
}

/** Saves how the person marks a task. */
export function setStatus({ perform }: InCellFeature): RequestHandler {
  return async (req, res) => {
    const { line } = await findTaskInAddress(perform, req, res)
    const form = statusForm.safeParse(req.body)
    if (!form.success) throw new PageError(400, 'bad-request')
    await perform(saveTaskStatus, personOf(res), line.task, form.data.status)
    res.redirect(303, `/my/checklist?saved=${line.task}`)
  }
}

/** Sends the task's question to staff. */
export function askQuestion(feature: InCellFeature): RequestHandler {
  const { dependencies, perform } = feature
  return async (req, res) => {
    const task = await findTaskInAddress(perform, req, res)
    const form = askForm.safeParse(req.body)
    if (!form.success) throw new PageError(400, 'bad-request')
    const added = parseText(form.data.added, askLimit)
    if (!added.ok && added.problem !== 'nothing-written') {
      return showTask(feature, req, res, task, { field: 'added', text: added, limit: askLimit })
    }
    const result = await perform(askStaff, {
      personId: personOf(res).id,
      task: task.line.task,
      added: added.ok ? added.text : '',
      idempotencyKey: form.data.idempotencyKey,
      words: dependencies.words,
      fromAddress: req.ip,
    })
    if (result.kind === 'cannot-be-asked') throw new PageError(404, 'not-found')
    const { reference } = result.application
    res.redirect(303, `/my/applications/${reference}${result.kind === 'sent' ? '/sent' : '#body'}`)
  }
}

/** Keeps the person's own note on a task. */
export function saveNote(feature: InCellFeature): RequestHandler {
  const { perform } = feature
  return async (req, res) => {
    const task = await findTaskInAddress(perform, req, res)
    const note = parseText((req.body as { note?: unknown } | undefined)?.note, noteLimit)
    if (!note.ok && note.problem !== 'nothing-written') {
      return showTask(feature, req, res, task, { field: 'note', text: note, limit: noteLimit })
    }
    const saved = { personId: personOf(res).id, task: task.line.task, note: note.ok ? note.text : null }
    await perform(saveOwnNote, saved)
    res.redirect(303, `/my/checklist/${task.line.task}#own-note`)
  }
}

async function findTaskInAddress(perform: Perform, req: Request, res: Response): Promise<PersonsTask> {
  const task = await perform(personsTask, personOf(res), String(req.params.task))
  if (!task) throw new PageError(404, 'not-found')
  return task
}

/** A text that could not be taken, as it was typed. */
interface FailedText {
  readonly field: 'note' | 'added'
  readonly text: Extract<ParsedText, { ok: false }>
  readonly limit: number
}

async function showTask(
  { dependencies, show, perform }: InCellFeature,
  req: Request,
  res: Response,
  task: PersonsTask,
  failed?: FailedText,
): Promise<void> {
  const { line } = task
  const person = personOf(res)
  const t = wordsFor(req, dependencies)
  const chapter = line.chapter && (await chapterLink(dependencies, req, res, line, line.chapter))
  const team = perform(teamToAsk, person, line.task)
  const [notes, texts] = await Promise.all([
    dependencies.database.tasks.notes(person.id),
    dependencies.database.expiredForms.textsToReview(person.id, line.task),
  ])
  const expired = (kind: 'note' | 'ask') => texts.find(each => each.kind === kind)
  const typed = (field: FailedText['field']) => (failed?.field === field ? failed.text.given : undefined)
  const note = {
    ...noteOf(req, notes.get(line.task), expired('note')?.words, typed('note')),
    ...(await sealedForm(dependencies, person.id, 'note', line.task)),
    expired: expired('note') ?? null,
  }
  const presented = presentTask({ ...task, chapter, team }, t, languageOf(req))
  const ask = {
    ...(await sealedForm(dependencies, person.id, 'ask', line.task)),
    idempotencyKey: randomUUID(),
    text: typed('added') ?? expired('ask')?.words ?? '',
    expired: expired('ask') ?? null,
    limit: askLimit,
  }
  const context = {
    section: 'checklist',
    back: '/my/checklist',
    ...presented,
    note,
    ask,
    // The page goes when the session expires, so that a note does not stay on the screen.
    writing:
      presented.way?.kind === 'ask' || !note.isHidden
        ? timeToWrite(req, dependencies, !note.isHidden && note.text !== '')
        : undefined,
    errors: failed && [errorOf(failed, t)],
  }
  show(req, res, 'in-cell/checklist/task.njk', context, failed ? 422 : 200)
}

function errorOf({ field, text: { problem, over }, limit }: FailedText, t: ReturnType<typeof wordsFor>) {
  const parameters = { count: over, limit }
  const about = field === 'note' ? 'in-cell/checklist' : 'in-cell/asks'
  return { href: `#${field}`, field, text: t(`${about}:errors.${problem as 'too-long'}`, parameters) }
}

/** A note shows when it was asked for, so that nobody else reads it. */
function noteOf(req: Request, saved: string | undefined, expired: string | undefined, typed: string | undefined) {
  const isHidden = (saved ?? expired) !== undefined && req.query.note !== 'show' && typed === undefined
  return {
    isHidden,
    isOpen: !isHidden && (typed ?? expired ?? saved) !== undefined,
    text: typed ?? expired ?? saved ?? '',
  }
}

async function sealedForm(
  { sessionSecret, now }: SiteDependencies,
  personId: number,
  kind: 'note' | 'ask',
  task: ChecklistItem['task'],
) {
  const form = { kind, about: task } as const
  const address = textFormAddress(form)
  const sealed = await pageSeal(sessionSecret).close({ personId, form, madeAt: now() }, address)
  return { sealed, address, limit: noteLimit, showAddress: `/my/checklist/${task}?note=show#own-note` }
}

/**
 * The chapter, with what the person's own prison adds to it. A private task does not name it, because the name would say
 * what the task does not.
 */
async function chapterLink(
  dependencies: SiteDependencies,
  req: Request,
  res: Response,
  line: ChecklistItem,
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
