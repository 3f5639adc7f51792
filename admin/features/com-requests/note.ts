import type { Translate, WordingPart } from '../../../server/content/words/words'
import type { ComRequest, ComRequestStep, DoneForCom, Person } from '../../../server/database'
import { dayInWords, type CalendarDay } from '../../../server/domain/calendar'
import { momentInWords } from '../../presenting/moments'
import { askerInWords } from '../../presenting/work/com-request-rows'
import { presentDone, whenDone } from '../../presenting/work/done-for-com'

type NamedPerson = Pick<Person, 'firstName' | 'lastName' | 'prisonNumber' | 'prisonName'>

/** One request and what became of it, as a text to take over into nDelius (PF 3.8: agreed tasks must be recorded there). */
export function comRequestNote(comRequest: ComRequest, steps: readonly ComRequestStep[], t: Translate): string {
  return [
    t('console/com-requests:note.title'),
    personLine(comRequest, t),
    ...comRequestLines(comRequest, steps, t),
  ].join('\n')
}

/** What was agreed for one person in a span of days, and what else the team did in it. */
export function personsNote(
  person: NamedPerson,
  span: { readonly from: CalendarDay; readonly to: CalendarDay },
  comRequests: readonly ComRequest[],
  steps: readonly ComRequestStep[],
  others: readonly DoneForCom[],
  t: Translate,
): string {
  const lines = [
    t('console/com-requests:note.title'),
    personLine(person, t),
    t('console/com-requests:note.span', { from: dayInWords(span.from), to: dayInWords(span.to) }),
    ...comRequests.flatMap(comRequest => [
      '',
      ...comRequestLines(
        comRequest,
        steps.filter(({ workId }) => workId === comRequest.id),
        t,
      ),
    ]),
    ...(others.length > 0 ? ['', t('console/com-requests:note.others')] : []),
    ...others.map(each => lineOf(whenDone(each, t), each.staffName, presentDone(each, t).what, t)),
    ...(comRequests.length === 0 && others.length === 0 ? ['', t('console/com-requests:note.nothing')] : []),
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

function comRequestLines(comRequest: ComRequest, steps: readonly ComRequestStep[], t: Translate): string[] {
  const fact = (name: WordingPart<'console/com-requests:note.'>, value: string) =>
    t(`console/com-requests:note.${name}`, { value })
  return [
    fact('kind', t(`console/com-requests:kinds.${comRequest.kind}`)),
    ...(comRequest.words === null ? [] : [fact('words', comRequest.words)]),
    fact('asked', askerInWords(comRequest, t)),
    fact('pathway', t(`console/com-requests:pathways.${comRequest.pathway}`)),
    fact('why', comRequest.why),
    fact('due', dayInWords(comRequest.due)),
    ...steps
      .filter(({ kind }) => kind !== 'read')
      .map(step => lineOf(momentInWords(step.happenedAt), step.staffName, stepInWords(step, t), t)),
    fact('outcome', t(`console/com-requests:states.${comRequest.status}`, { name: comRequest.holderName })),
  ]
}

function personLine({ firstName, lastName, prisonNumber, prisonName }: NamedPerson, t: Translate): string {
  return t('console/com-requests:note.person', { name: `${firstName} ${lastName}`, prisonNumber, prison: prisonName })
}

function lineOf(when: string, staffName: string | null, what: string, t: Translate): string {
  const name = staffName ?? t('console/com-requests:the-service')
  return t('console/com-requests:note.line', { when, name, what })
}
