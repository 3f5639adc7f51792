import type { Knex } from 'knex'
import { findForm, findFormByCode } from '../../domain/applications'
import type { FormId } from '../../domain/topics'
import { rows, type Parameters } from '../connection/rows'

/** As the columns `form` of drafts, applications and consents store it. */
export function formCode(form: FormId): string {
  return findForm(form).code
}

/** Rows whose column `form` holds a stored code, which becomes the name of the form. */
export async function formRows<Row extends { readonly form: FormId }>(
  knex: Knex,
  sql: string,
  parameters: Parameters,
): Promise<Row[]> {
  const stored = await rows<Omit<Row, 'form'> & { readonly form: string }>(knex, sql, parameters)
  return stored.map(each => ({ ...each, form: formNamed(each.form) }) as unknown as Row)
}

export async function formRow<Row extends { readonly form: FormId }>(
  knex: Knex,
  sql: string,
  parameters: Parameters,
): Promise<Row | undefined> {
  const [first] = await formRows<Row>(knex, sql, parameters)
  return first
}

function formNamed(code: string): FormId {
  const form = findFormByCode(code)
  if (!form) throw new Error(`No form has the code ${code}`)
  return form.id
}
