import type { Words } from '../../../content/words/words'
import type { Database, PaperForm, AccessScope, StaffMember } from '../../../database'
import { nextQuestion, type Answers, type Form } from '../../../domain/applications'
import type { Caller, Context } from '../../context'
import { formFacts } from './form-facts'
import { onceReferenced, storeApplication, type Stored } from './submit-application'

export interface EnteredForm extends Caller {
  readonly staff: StaffMember
  readonly scope: AccessScope
  readonly prisonNumber: string
  /** The page's idempotency key: a page submitted twice creates one application. */
  readonly entryId: string
  readonly form: Form
  readonly answers: Answers
  readonly language: 'en' | 'cy'
  readonly paper: Pick<PaperForm, 'dated' | 'filledInBy'>
  readonly words: Words
}

/**
 * Submits a paper form that staff typed in, under the same rules as a form sent from the cell, and marks it as paper.
 *
 * @returns undefined when the person is outside the scope; the open application when one exists on the same topic, in
 *   which case nothing is sent
 * @throws when a required answer is missing, which the page must prevent
 */
export function enterPaperForm(
  database: Database,
  context: Context,
  { staff, scope, prisonNumber, entryId, form, answers, language, paper, words, fromAddress }: EnteredForm,
): Promise<Stored | undefined> {
  return onceReferenced(database, async transaction => {
    const found = await transaction.people.findInScope(prisonNumber, scope)
    const person = found && (await transaction.people.lock(found.id))
    if (!person) return undefined
    const before = await transaction.applications.findByDraft(entryId, person.id)
    if (before) return { kind: 'sent', application: before }
    if (nextQuestion(form, answers, formFacts(person, context.today)))
      throw new Error('A paper form with an answer missing')
    const stored = await storeApplication(transaction, context, {
      person,
      draftId: entryId,
      form,
      answers,
      language,
      onPaper: { enteredBy: staff.id, dated: paper.dated },
      words,
    })
    if (stored.kind === 'open-already') return stored
    const { application } = stored
    await transaction.paperForms.add(application.id, { ...paper, enteredBy: staff.id })
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      personId: person.id,
      applicationId: application.id,
      action: 'paper-form-entered',
      fromAddress,
    })
    return stored
  })
}
