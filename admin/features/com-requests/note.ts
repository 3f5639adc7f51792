import type { Translate } from '../../../server/content/words'
import type { ComRequest, ComRequestStep, DoneForCom, Person } from '../../../server/database'
import { dayInWords, type CalendarDay } from '../../../server/domain/calendar'
import { presentDone, whenDone } from '../../presenting/done-for-com'
import { momentInWords } from '../../presenting/moments'

type NamedPerson = Pick<Person, 'firstName' | 'lastName' | 'prisonNumber' | 'prisonName'>

/** One task and what became of it, as a text to take over into nDelius (PF 3.8: agreed tasks must be recorded there). */
export function taskNote(task: ComRequest, steps: readonly ComRequestStep[], t: Translate): string {
  return [t('console/com-requests:note.title'), personLine(task, t), ...taskLines(task, steps, t)].join('\n')
}

/** What was agreed for one person in a span of days, and what else the team did in it. */
export function personsNote(
  person: NamedPerson,
  span: { readonly from: CalendarDay; readonly to: CalendarDay },
  tasks: readonly ComRequest[],
  steps: readonly ComRequestStep[],
  others: readonly DoneForCom[],
  t: Translate,
): string {
  const lines = [
    t('console/com-requests:note.title'),
    personLine(person, t),
    t('console/com-requests:note.span', { from: dayInWords(span.from), to: dayInWords(span.to) }),
    ...tasks.flatMap(task => [
      '',
      ...taskLines(
        task,
        steps.filter(({ workId }) => workId === task.id),
        t,
      ),
    ]),
    ...(others.length > 0 ? ['', t('console/com-requests:note.others')] : []),
    ...others.map(each => lineOf(whenDone(each, t), each.staffName, presentDone(each, t).what, t)),
    ...(tasks.length === 0 && others.length === 0 ? ['', t('console/com-requests:note.nothing')] : []),
  ]
  return lines.join('\n')
}

/** A step in words: what was done, and what was said with it. */
export function stepInWords({ kind, words, doneOn, toStaffName }: ComRequestStep, t: Translate): string {
  const did = t(`console/com-requests:steps.${kind}`, {
    day: doneOn === null ? '' : dayInWords(doneOn),
    name: toStaffName ?? '',
  })
  return words === null ? did : t('console/com-requests:note.step-with-words', { did, words })
}

function taskLines(task: ComRequest, steps: readonly ComRequestStep[], t: Translate): string[] {
  const fact = (name: string, value: string) => t(`console/com-requests:note.${name}`, { value })
  return [
    fact('kind', t(`console/com-requests:kinds.${task.kind}`)),
    ...(task.words === null ? [] : [fact('words', task.words)]),
    fact('pathway', t(`console/com-requests:pathways.${task.pathway}`)),
    fact('why', task.why),
    fact('due', dayInWords(task.due)),
    ...steps
      .filter(({ kind }) => kind !== 'read')
      .map(step => lineOf(momentInWords(step.happenedAt), step.staffName, stepInWords(step, t), t)),
    fact('outcome', t(`console/com-requests:states.${task.status}`, { name: task.holderName })),
  ]
}

function personLine({ firstName, lastName, prisonNumber, prisonName }: NamedPerson, t: Translate): string {
  return t('console/com-requests:note.person', { name: `${firstName} ${lastName}`, prisonNumber, prison: prisonName })
}

function lineOf(when: string, staffName: string | null, what: string, t: Translate): string {
  const name = staffName ?? t('console/com-requests:the-service')
  return t('console/com-requests:note.line', { when, name, what })
}
