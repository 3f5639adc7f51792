import { createHash } from 'node:crypto'
import { hasNeutralName, type Form, type Question } from '../../../../domain/applications'

/**
 * A question's part of its page's address. It is the question's id, so that it stays the same when other questions are
 * added or removed. An address stays in the browser's history, so for forms whose name says nothing it is a hash of the
 * id, which says nothing either.
 */
export function questionKey(form: Form, { id }: Question): string {
  return hasNeutralName(form) ? hash(`${form.id} ${id}`).slice(0, 8) : id
}

/** Where the error summary and the links to change an answer land: the first choice, or the text box. */
export function fieldIdOf(form: Form, page: readonly Question[], question: Question): string {
  return page[0] === question ? 'answer' : `answer-${questionKey(form, question)}`
}

/** Tells the questions of a page from ones that are declared differently under the same ids. */
export function pageFingerprint(page: readonly Question[]): string {
  return hash(page.map(question => JSON.stringify(question)).join()).slice(0, 16)
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
