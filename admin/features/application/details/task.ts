import { composedKey, type Translate } from '../../../../server/content/words/words'
import { askedTask, findTask } from '../../../../server/domain/checklist'
import { presentAlertAnswers, type AlertRecord, type ShownAnswer } from './alert'

/** What the person asks or answered; first the task of their checklist that they came from, with its ready question. */
export function presentTaskAndAnswers(record: AlertRecord, t: Translate): readonly ShownAnswer[] {
  const { task } = record.application
  const answers = presentAlertAnswers(record, t)
  const found = task === null ? undefined : findTask(task)
  if (!found) return answers
  const asked = askedTask({ task })
  const first = {
    id: 'task',
    question: t(`console/application:answers.${asked ? 'asks' : 'from-task'}`),
    answers: [t(asked ? composedKey(`in-cell/asks:questions.${asked}`) : `tasks:tasks.${found.id}.wording`)],
    own: false,
    before: [],
  }
  const added = (row: ShownAnswer) => ({ ...row, question: t('console/application:answers.added') })
  return [first, ...(asked ? answers.map(added) : answers)]
}
