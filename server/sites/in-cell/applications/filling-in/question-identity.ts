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

/** Tells a question from one that is declared differently under the same id. */
export function questionFingerprint(question: Question): string {
  return hash(JSON.stringify(question)).slice(0, 16)
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
