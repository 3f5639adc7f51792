import type { Readable } from 'node:stream'
import type { AuditEvent } from '../../server/database'
import { PageError } from '../../server/web/pages/errors'
import type { Fault, FieldError } from '../forms/form'
import type { Confirmation, Named } from './confirmation'

/** What the audit says of a page or file, besides who asked for it and from where. */
export type Audited = Omit<AuditEvent, 'site' | 'staffId' | 'actingPersonId' | 'fromAddress'>

/** A page to show. */
export interface View {
  readonly kind: 'view'
  readonly template: string
  readonly context: object
  readonly audited: readonly Audited[]
  readonly status: number | undefined
}

/** A file to save. */
export interface Download {
  readonly kind: 'download'
  readonly name: string
  readonly type: string
  /** A stream for what is too much to hold at once. */
  readonly content: string | Buffer | Readable
  readonly audited: readonly Audited[]
}

/** Another page to go to, with what it confirms there. */
export interface Redirect {
  readonly kind: 'redirect'
  readonly to: string
  readonly confirmation: Confirmation | undefined
  readonly named: Named | undefined
}

/** The form that was posted, shown again with what is wrong with it. */
export interface Refusal {
  readonly kind: 'refused'
  readonly status: number
  readonly faults: readonly (Fault | FieldError)[]
}

/** The page that the form stands on, as it is now: somebody else was faster. */
export interface Conflict {
  readonly kind: 'changed'
}

/** What a page answers with. */
export type Answer = View | Download | Redirect

/** A page that says why a form was not taken, where the form is not what is shown. */
export interface RefusalPage extends View {
  readonly status: number
}

/**
 * What the write of a form answers with. What was taken is never answered with a page, but with the address of one: Back
 * and loading again would ask whether to send the form once more.
 */
export type Outcome = Redirect | RefusalPage | Refusal | Conflict

/**
 * Answers with a page.
 *
 * @param audited what is recorded of it; null for a page that shows nobody
 * @param status where it is neither 200, nor 422 or 409 because a form is shown again
 */
export function view(
  template: string,
  context: object,
  audited: Audited | readonly Audited[] | null,
  status?: number,
): View {
  return { kind: 'view', template: `console/${template}`, context, audited: listOf(audited), status }
}

/** Answers a form with a page that says why it was not taken. */
export function refusalPage(page: View, status = page.status ?? 409): RefusalPage {
  return { ...page, status }
}

/** Answers with a file to save. */
export function download(
  name: string,
  type: string,
  content: string | Buffer | Readable,
  audited: Audited | readonly Audited[] | null,
): Download {
  return { kind: 'download', name, type, content, audited: listOf(audited) }
}

/** Sends the browser to another page. @param confirmation shown there once @param named what it names */
export function redirect(to: string, confirmation?: Confirmation, named?: Named): Redirect {
  return { kind: 'redirect', to, confirmation, named }
}

/** Shows the form again with what is wrong with it: 422. */
export function refused(...faults: readonly (Fault | FieldError)[]): Refusal {
  return refusedAs(422, ...faults)
}

/** Shows the form again where the refusal has a status of its own, such as 429 after too many attempts. */
export function refusedAs(status: number, ...faults: readonly (Fault | FieldError)[]): Refusal {
  return { kind: 'refused', status, faults }
}

/** Shows what is there now, and what was typed: 409. */
export const changed: Conflict = { kind: 'changed' }

/** @throws {PageError} 404, for what is not there and for what the reader may not know to be there */
export function gone(): never {
  throw new PageError(404, 'not-found')
}

function listOf(audited: Audited | readonly Audited[] | null): readonly Audited[] {
  return [audited ?? []].flat()
}
