import type { Translate } from '../../server/content/words'
import { typedIn } from './form'

/** The fields of the console's forms that hold what somebody thought about and wrote. */
const writtenFields = [
  'note',
  'message',
  'answer',
  'reason',
  'correction-reason',
  'what-was-done',
  'look-answer',
  'wording',
  'entry-source',
  'entry-reason',
  'notice-english',
  'notice-welsh',
  'task-words',
  'task-why',
  'task-note',
  'task-not-done',
  'task-withdrawn',
  'question-words',
  'question-answer',
  'question-correction',
  'question-withdrawn',
  'service-name',
  'service-name-cy',
  'service-what',
  'service-what-cy',
  'service-who-for',
  'service-who-for-cy',
  'service-how-to-get',
  'service-how-to-get-cy',
  'service-contact',
  'service-contact-cy',
] as const

export interface TypedText {
  readonly field: string
  readonly label: string
  readonly text: string
}

/** What was typed in a form that could not be taken, so that it can be copied and is not lost. */
export function typedText(body: unknown, t: Translate): readonly TypedText[] {
  return Object.entries(typedIn(body, writtenFields)).map(([field, text]) => ({
    field,
    label: t(`console/common:typed.fields.${field}`),
    text,
  }))
}
