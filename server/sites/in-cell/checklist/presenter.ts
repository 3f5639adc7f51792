import type { Translate } from '../../../content/words/words'
import type { Person } from '../../../database'
import {
  isOpen,
  listParts,
  moveKinds,
  partOf,
  taskGroups,
  type ChangeCause,
  type TaskStatus,
} from '../../../domain/checklist'
import type { ChecklistLine, ChecklistNews } from '../../../use-cases/people/in-cell/checklist'
import { longDay } from '../../../web/pages/days'
import type { Language } from '../../../web/pages/language'

export interface TaskListSection {
  readonly title: string
  readonly items: readonly object[]
}

/** The checklist as sections of a task list: what is next, what is due now first, then what is with others or done. */
export function presentChecklist(
  checklist: readonly ChecklistLine[],
  t: Translate,
  language: Language,
): { sections: readonly TaskListSection[] } {
  const sections = listParts
    .map(part => ({
      title: t(isGroup(part) ? `tasks:groups.${part}` : `tasks:parts.${part}`),
      items: checklist
        .filter(line => partOf(line) === part)
        .map(line => ({
          title: { text: t(`${line.words}.title`) },
          ...(isOpen(line.status) && { hint: { text: hintOf(line, t, language) } }),
          href: `/my/checklist/${line.task}`,
          status: statusTag(line.status, t),
        })),
    }))
    .filter(({ items }) => items.length > 0)
  return { sections }
}

/** What the person has just marked a task as. @param task from the address, so possibly anything */
export function presentSaved(checklist: readonly ChecklistLine[], task: unknown, t: Translate): string | null {
  const line = checklist.find(each => each.task === task)
  return line
    ? t('in-cell/checklist:saved', { title: t(`${line.words}.title`), status: t(`tasks:statuses.${line.status}`) })
    : null
}

/** What moved since the person last looked, in words: why, and which tasks. */
export function presentNews(news: ChecklistNews, person: Person, t: Translate, language: Language) {
  const moves = moveKinds
    .filter(kind => news.moves[kind].length > 0)
    .map(kind => ({
      title: t(`in-cell/checklist:changes.moves.${kind}`, { count: news.moves[kind].length }),
      tasks: news.moves[kind].map(line => ({
        title: t(`${line.words}.title`),
        timing: kind === 'removed' ? null : timingOf(line, t, language),
      })),
    }))
  return {
    why: news.causes.map(cause => causeText(cause, person, t, language)),
    moves,
    key: news.key,
  }
}

function causeText(cause: ChangeCause, person: Person, t: Translate, language: Language): string {
  const { releaseDate, prisonName, prisonNameCy } = person
  switch (cause) {
    case 'release-date':
      return releaseDate === null
        ? t('in-cell/checklist:changes.no-release-date')
        : t('in-cell/checklist:changes.release-date', { date: longDay(releaseDate, language) })
    case 'status':
      return t(`in-cell/checklist:changes.status.${person.custodyStatus}`)
    case 'prison':
      return t('in-cell/checklist:changes.prison', {
        prison: language === 'cy' ? (prisonNameCy ?? prisonName) : prisonName,
      })
    case 'details':
      return t('in-cell/checklist:changes.details')
  }
}

function isGroup(part: (typeof listParts)[number]): part is (typeof taskGroups)[number] {
  return (taskGroups as readonly string[]).includes(part)
}

function hintOf(line: ChecklistLine, t: Translate, language: Language): string {
  return line.tooLate ? t('tasks:labels.lateInList') : timingOf(line, t, language)
}

/** When a task is due, in words. */
export function timingOf(line: ChecklistLine, t: Translate, language: Language): string {
  return t(`tasks:timing.${line.timing}`, line.due === null ? {} : { date: longDay(line.due, language) })
}

/** The status of a task. Done and not for me are plain words: what needs nothing more needs no colour. */
export function statusTag(
  status: TaskStatus,
  t: Translate,
): { text?: string; tag?: { text: string; classes: string } } {
  const text = t(`tasks:statuses.${status}`)
  if (status === 'done' || status === 'not-for-me') return { text }
  return { tag: { text, classes: status === 'to-do' ? 'govuk-tag--blue' : 'govuk-tag--yellow' } }
}
