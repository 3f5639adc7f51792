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

/** The first row of a statement, with its form by name. */
export async function formRow<Row extends { readonly form: FormId }>(
  knex: Knex,
  sql: string,
  parameters: Parameters,
): Promise<Row | undefined> {
  const [first] = await formRows<Row>(knex, sql, parameters)
  return first
}

/** A code whose form has since been removed stays as it is, so that its applications can still be read. */
function formNamed(code: string): FormId {
  return findFormByCode(code)?.id ?? (code as FormId)
}
