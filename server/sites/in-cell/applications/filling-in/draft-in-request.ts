import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Draft, Person } from '../../../../database'
import type { SiteDependencies } from '../../../../dependencies'
import {
  findForm,
  nextQuestion,
  pagesAsked,
  type Form,
  type FormFacts,
  type Question,
} from '../../../../domain/applications'
import { formFacts } from '../../../../use-cases/applications/sending/form-facts'
import { PageError } from '../../../../web/pages/errors'
import { personOf } from '../../signed-in'
import { questionKey } from './question-identity'

const draftId = z.uuid()

/** A draft of the person who is signed in, with its declared form. */
export interface OpenDraft {
  readonly draft: Draft
  readonly form: Form
  readonly person: Person
  readonly facts: FormFacts
}

/** The draft that the address names. @throws AlreadySent when it has become an application */
export async function findDraft(
  { database, today }: SiteDependencies,
  req: Request,
  res: Response,
): Promise<OpenDraft> {
  const id = draftIdOf(req)
  const person = personOf(res)
  const draft = await database.drafts.find(id, person.id)
  if (!draft) {
    const sent = await database.applications.findByDraft(id, person.id)
    throw sent ? new AlreadySent(sent.reference) : new PageError(404, 'not-found')
  }
  return { draft, form: findForm(draft.form), person, facts: formFacts(person, today()) }
}

/** The draft's id in the address. @throws {PageError} 404 when it is not a UUID */
export function draftIdOf(req: Request): string {
  const id = draftId.safeParse(req.params.draft)
  if (!id.success) throw new PageError(404, 'not-found')
  return id.data
}

/** The draft was sent already, from another tab or before a lost connection; the person is shown its confirmation. */
class AlreadySent extends Error {
  constructor(readonly reference: string) {
    super('This draft was sent')
  }
}

/** Redirects from a page of a draft that was sent to the confirmation of the application. */
export function redirectWhenSent(error: unknown, _req: Request, res: Response, next: (error: unknown) => void): void {
  if (error instanceof AlreadySent) res.redirect(303, `/my/applications/${error.reference}/sent`)
  else next(error)
}

/** The address of a draft. */
export function draftAddress({ id }: Draft): string {
  return `/my/applications/${id}`
}

/** The address of a question of a draft, by its id. */
export function questionAddress({ draft, form }: OpenDraft, question: Question): string {
  return `${draftAddress(draft)}/${questionKey(form, question)}`
}

/** The questions of a draft that apply, page by page. */
export function pagesOf({ form, draft, facts }: OpenDraft): readonly (readonly Question[])[] {
  return pagesAsked(form, draft.answers, facts)
}

/** The address of a page of a draft: that of its first question. */
export function pageAddress(open: OpenDraft, [first]: readonly Question[]): string {
  return first ? questionAddress(open, first) : draftAddress(open.draft)
}

/** The page with the first question without an answer, or the page to check all answers on. */
export function nextAddress(open: OpenDraft): string {
  const next = nextQuestion(open.form, open.draft.answers, open.facts)
  const page = next && pagesOf(open).find(questions => questions.includes(next))
  return page ? pageAddress(open, page) : `${draftAddress(open.draft)}/check`
}
