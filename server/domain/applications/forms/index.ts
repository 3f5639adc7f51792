import type { Form } from '../form'
import { housing } from './a01-housing'
import { bankAccount } from './a05-bank-account'
import { somethingPrivate } from './a16-something-private'
import { somethingElse } from './a24-something-else'

/** Every form a person can send, in the order that people are shown them. */
export const forms: readonly Form[] = [housing, bankAccount, somethingPrivate, somethingElse]

/** @param id as in an address or a stored draft; undefined when there is no such form */
export function findForm(id: string): Form | undefined {
  return forms.find(form => form.id === id)
}
