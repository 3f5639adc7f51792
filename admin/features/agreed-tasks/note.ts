import type { Translate } from '../../../server/content/words'
import type { AgreedTask, AgreedTaskStep, DoneForCom, Person } from '../../../server/database'
import { dayInWords, type CalendarDay } from '../../../server/domain/calendar'
import { presentDone, whenDone } from '../../done-for-com'
import { momentInWords } from '../../moments'

type NamedPerson = Pick<Person, 'firstName' | 'lastName' | 'prisonNumber' | 'prisonName'>

/** One task and what became of it, as a text to take over into nDelius (PF 3.8: agreed tasks must be recorded there). */
export function taskNote(task: AgreedTask, steps: readonly AgreedTaskStep[], t: Translate): string {
  return [t('staff/agreed-tasks:note.title'), personLine(task, t), ...taskLines(task, steps, t)].join('\n')
}

/** What was agreed for one person in a span of days, and what else the team did in it. */
export function personsNote(
  person: NamedPerson,
  span: { readonly from: CalendarDay; readonly to: CalendarDay },
  tasks: readonly AgreedTask[],
  steps: readonly AgreedTaskStep[],
  others: readonly DoneForCom[],
  t: Translate,
): string {
  const lines = [
    t('staff/agreed-tasks:note.title'),
    personLine(person, t),
    t('staff/agreed-tasks:note.span', { from: dayInWords(span.from), to: dayInWords(span.to) }),
    ...tasks.flatMap(task => [
      '',
      ...taskLines(
        task,
        steps.filter(({ taskId }) => taskId === task.id),
        t,
      ),
    ]),
    ...(others.length > 0 ? ['', t('staff/agreed-tasks:note.others')] : []),
    ...others.map(each => lineOf(whenDone(each, t), each.staffName, presentDone(each, t).what, t)),
    ...(tasks.length === 0 && others.length === 0 ? ['', t('staff/agreed-tasks:note.nothing')] : []),
  ]
  return lines.join('\n')
}

/** A step in words: what was done, and what was said with it. */
export function stepInWords({ kind, words, doneOn, toStaffName }: AgreedTaskStep, t: Translate): string {
  const did = t(`staff/agreed-tasks:steps.${kind}`, {
    day: doneOn === null ? '' : dayInWords(doneOn),
    name: toStaffName ?? '',
  })
  return words === null ? did : t('staff/agreed-tasks:note.step-with-words', { did, words })
}

function taskLines(task: AgreedTask, steps: readonly AgreedTaskStep[], t: Translate): string[] {
  const fact = (name: string, value: string) => t(`staff/agreed-tasks:note.${name}`, { value })
  return [
    fact('task', t(`staff/agreed-tasks:kinds.${task.kind}`)),
    ...(task.words === null ? [] : [fact('words', task.words)]),
    fact('pathway', t(`staff/agreed-tasks:pathways.${task.pathway}`)),
    fact('why', task.why),
    fact('due', dayInWords(task.due)),
    ...steps
      .filter(({ kind }) => kind !== 'read')
      .map(step => lineOf(momentInWords(step.happenedAt), step.staffName, stepInWords(step, t), t)),
    fact('outcome', t(`staff/agreed-tasks:states.${task.status}`, { name: task.takenByName })),
  ]
}

function personLine({ firstName, lastName, prisonNumber, prisonName }: NamedPerson, t: Translate): string {
  return t('staff/agreed-tasks:note.person', { name: `${firstName} ${lastName}`, prisonNumber, prison: prisonName })
}

function lineOf(when: string, staffName: string | null, what: string, t: Translate): string {
  const name = staffName ?? t('staff/agreed-tasks:the-service')
  return t('staff/agreed-tasks:note.line', { when, name, what })
}
