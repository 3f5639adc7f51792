import { optionsChosen, type AnsweredForm } from '../applications'
import type { FormId } from '../topics'
import type { FirstAnswer, FirstAnswers, FirstQuestion } from './known'

/** An answer of a form that says what a question at first use asks. */
interface Says {
  readonly form: FormId
  readonly question: string
  readonly is: readonly string[]
  readonly about: FirstQuestion | 'script'
  readonly answer: FirstAnswer
}

const idPapers = ['birth-certificate', 'passport', 'driving-licence', 'evisa', 'citizencard', 'deed-poll']

const all: readonly Says[] = [
  { form: 'somewhere-to-live', question: 'go-back', is: ['yes'], about: 'home', answer: 'yes' },
  { form: 'somewhere-to-live', question: 'go-back', is: ['no', 'cannot'], about: 'home', answer: 'no' },
  { form: 'somewhere-to-live', question: 'who-with', is: ['children'], about: 'children', answer: 'yes' },
  { form: 'bank-account', question: 'have-account', is: ['no'], about: 'bank', answer: 'no' },
  { form: 'bank-account', question: 'can-use', is: ['yes'], about: 'bank', answer: 'yes' },
  { form: 'bank-account', question: 'can-use', is: ['no'], about: 'bank', answer: 'no' },
  { form: 'bank-account', question: 'which-id', is: ['none'], about: 'id', answer: 'no' },
  { form: 'bank-account', question: 'which-id', is: idPapers, about: 'id', answer: 'yes' },
  { form: 'identity-documents', question: 'which-id', is: ['none'], about: 'id', answer: 'no' },
  { form: 'identity-documents', question: 'which-id', is: idPapers, about: 'id', answer: 'yes' },
  { form: 'debts-and-bills', question: 'have-debts', is: ['no'], about: 'money', answer: 'no' },
  { form: 'debts-and-bills', question: 'have-debts', is: ['yes'], about: 'money', answer: 'yes' },
  { form: 'gp-and-health', question: 'daily-medicine', is: ['yes'], about: 'doctor', answer: 'yes' },
  { form: 'gp-and-health', question: 'join-gp', is: ['yes'], about: 'doctor', answer: 'yes' },
  {
    form: 'drugs-and-alcohol',
    question: 'script',
    is: ['methadone', 'buprenorphine', 'other'],
    about: 'script',
    answer: 'yes',
  },
  { form: 'drugs-and-alcohol', question: 'script', is: ['no'], about: 'script', answer: 'no' },
]

/**
 * What a person said in forms that they sent, as answers to the questions at first use; of two answers to one, the
 * latest counts. It only settles which tasks are theirs, and shows nowhere.
 *
 * @param forms newest first
 */
export function toldInForms(forms: readonly AnsweredForm[]): {
  readonly answers: FirstAnswers
  readonly script: boolean | null
} {
  const found: Partial<Record<FirstQuestion | 'script', FirstAnswer>> = {}
  for (const form of forms) {
    for (const says of all) {
      if (says.form === form.form && isSaid(form, says)) found[says.about] ??= says.answer
    }
  }
  const { script, ...answers } = found
  return { answers, script: script === undefined ? null : script === 'yes' }
}

function isSaid({ answers }: AnsweredForm, { question, is }: Says): boolean {
  return optionsChosen(answers[question]).some(option => is.includes(option))
}
