import type { Translate } from '../../content/words'
import type { Form } from '../../domain/applications'
import { taskGroups, type TaskStatus } from '../../domain/checklist'
import type { ChecklistLine } from '../../use-cases/persons-checklist'
import type { Language } from '../../web/language'
import { longDay } from '../../web/days'

export interface TaskListSection {
  readonly title: string
  readonly items: readonly object[]
}

/** The checklist as sections of a task list, what is due now first. */
export function presentChecklist(
  checklist: readonly ChecklistLine[],
  t: Translate,
  language: Language,
): { sections: readonly TaskListSection[] } {
  const sections = taskGroups
    .map(group => ({
      title: t(`tasks:groups.${group}`),
      items: checklist
        .filter(line => line.group === group)
        .map(line => ({
          title: { text: t(`${line.words}.title`) },
          hint: { text: timingOf(line, t, language) },
          href: `/my/checklist/${line.task}`,
          status: statusTag(line.status, t),
        })),
    }))
    .filter(({ items }) => items.length > 0)
  return { sections }
}

/** One task: what, why, how long, who can help, and the ways on from here. */
export function presentTask(line: ChecklistLine, form: Form | undefined, t: Translate, language: Language): object {
  const booklet = language === 'cy' ? '/cy/booklet' : '/booklet'
  return {
    task: {
      title: t(`${line.words}.title`),
      timing: timingOf(line, t, language),
      rows: ['what', 'why', 'howLong', 'whoCanHelp'].map(part => ({
        key: { text: t(`tasks:labels.${part}`) },
        value: { text: t(`${line.words}.${part}`) },
      })),
      tooLate: line.tooLate && t(line.tooLate.instead),
      chapter: line.chapter && `${booklet}/${line.chapter}`,
      form: form?.id,
      address: `/my/checklist/${line.task}`,
    },
    status: statusTag(line.status, t).text ?? statusTag(line.status, t).tag?.text,
    waits: line.status === 'sent' || line.status === 'with-staff',
    choices: (['to-do', 'doing', 'done', 'not-for-me'] as const).map(status => ({
      value: status,
      text: t(`tasks:statuses.${status}`),
      checked: line.status === status,
    })),
  }
}

function timingOf(line: ChecklistLine, t: Translate, language: Language): string {
  return t(`tasks:timing.${line.timing}`, line.due === null ? {} : { date: longDay(line.due, language) })
}

/** Done and not for me are plain words: what needs nothing more needs no colour. */
function statusTag(status: TaskStatus, t: Translate): { text?: string; tag?: { text: string; classes: string } } {
  const text = t(`tasks:statuses.${status}`)
  if (status === 'done' || status === 'not-for-me') return { text }
  return { tag: { text, classes: status === 'to-do' ? 'govuk-tag--blue' : 'govuk-tag--yellow' } }
}
