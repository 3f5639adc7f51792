import { askedTask } from '../../domain/checklist'
import type { FormId } from '../../domain/topics'
import { formWords } from './form-words'
import type { Translate } from './words'

/**
 * What an application is called where the person reads of it: by the form or, when it is the question of a task, by the
 * task. Neither says what is private.
 */
export function applicationTitle(
  { form, task }: { readonly form: FormId; readonly task: string | null },
  t: Translate,
): string {
  const asked = askedTask({ task })
  return asked ? t(`tasks:tasks.${asked}.title`).replace(/\.$/, '') : formWords(t, { id: form })('shortTitle')
}
