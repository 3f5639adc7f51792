import type { Translate } from '../../content/words/words'
import { daysBetween, type CalendarDay } from '../../domain/calendar'
import { isOpen } from '../../domain/checklist'
import type { ChecklistLine } from '../../use-cases/people/in-cell/checklist'
import { longDay } from '../../web/pages/days'
import type { Language } from '../../web/pages/language'
import { taskPictures, type IconName } from './pictures'

/** A task as a row: its picture, its link and one word of when it is due or where it stands. */
export interface TaskRow {
  readonly href: string
  readonly title: string
  readonly picture: IconName
  /** It may be too late. */
  readonly hint: string | undefined
  readonly tag: { readonly text: string; readonly look: 'now' | 'staff' | 'plain' } | undefined
}

/** What a row needs besides its task. */
export interface RowWords {
  readonly t: Translate
  readonly language: Language
  readonly today: CalendarDay
}

/** Presents a task as a row. */
export function presentRow(line: ChecklistLine, words: RowWords): TaskRow {
  const { t } = words
  return {
    href: `/my/checklist/${line.task}`,
    title: t(`${line.words}.title`),
    picture: taskPictures[line.task],
    hint: line.tooLate && isOpen(line.status) ? t('tasks:labels.lateInList') : undefined,
    tag: tagOf(line, words),
  }
}

function tagOf(line: ChecklistLine, { t, language, today }: RowWords): TaskRow['tag'] {
  const { status, timing, due, rank, tooLate } = line
  if (status === 'sent' || status === 'with-staff' || status === 'doing')
    return { text: t(`tasks:statuses.${status}`), look: 'staff' }
  if (status !== 'to-do' || tooLate) return undefined
  if (timing === 'any-time')
    return { text: t(line.isPrivate ? 'in-cell/checklist:due.private' : 'tasks:timing.any-time'), look: 'plain' }
  if (timing === 'now' || (due !== null && daysBetween(today, due) <= 7)) {
    const isToday = timing === 'now' && (rank.reason === 'today' || rank.reason === 'bed')
    const isThisWeek = rank.reason !== 'any-time' && rank.reason !== 'can-wait'
    if (isToday) return { text: t('in-cell/checklist:due.today'), look: 'now' }
    if (isThisWeek) return { text: t('in-cell/checklist:due.this-week'), look: 'now' }
  }
  if (timing === 'now') return { text: t('in-cell/checklist:due.soon'), look: 'plain' }
  if (due === null) return { text: t(`tasks:timing.${timing}`), look: 'plain' }
  return { text: t('tasks:timing.by-date', { date: longDay(due, language) }), look: 'plain' }
}

/** How many tasks somebody has, and how many of them are done. */
export function progressOf(checklist: readonly ChecklistLine[]): { readonly done: number; readonly total: number } {
  const mine = onTheList(checklist)
  return { done: mine.filter(({ status }) => status === 'done').length, total: mine.length }
}

/** A fold of the list. What the service knows by itself is in none: the person has nothing to do with it. */
export function foldOf({ status, standing, isForLater }: ChecklistLine): 'later' | 'done' | 'not-for-me' | null {
  if (status === 'not-for-me') return 'not-for-me'
  if (status === 'done') return standing === 'known' ? null : 'done'
  return isForLater && isOpen(status) ? 'later' : null
}

/** The tasks that are somebody's now: to do, with staff or done. */
export function onTheList(checklist: readonly ChecklistLine[]): readonly ChecklistLine[] {
  return checklist.filter(line => {
    const fold = foldOf(line)
    return fold === 'done' || (fold === null && line.status !== 'done')
  })
}
