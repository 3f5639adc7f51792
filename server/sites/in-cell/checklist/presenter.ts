import type { Translate } from '../../../content/words/words'
import type { Person } from '../../../database'
import { moveKinds, nextSteps, type ChangeCause, type TaskPathway } from '../../../domain/checklist'
import type { ChecklistLine, ChecklistNews } from '../../../use-cases/people/in-cell/checklist'
import { longDay } from '../../../web/pages/days'
import type { Language } from '../../../web/pages/language'
import { foldOf, onTheList, presentRow, progressOf, type RowWords } from '../task-rows'

/** The groups that people read, in the words of `in-cell/checklist:sections.…`, and the pathways of each. */
const sections = [
  ['start', ['start']],
  ['home', ['housing']],
  ['money', ['money']],
  ['work', ['work']],
  ['health', ['health', 'drugs']],
  ['people', ['family', 'care', 'veteran']],
  ['probation', ['licence', 'getting-out']],
  ['letters', ['immigration']],
  ['any-time', ['feeling', 'private']],
] as const satisfies readonly (readonly [string, readonly TaskPathway[]])[]

/** The checklist as people read it: what comes next, the rest in groups by day, and three folds. */
export function presentChecklist(checklist: readonly ChecklistLine[], words: RowWords) {
  const { t, today } = words
  const rows = (lines: readonly ChecklistLine[]) => lines.map(line => presentRow(line, words))
  const next = nextSteps(checklist, today)
  const mine = onTheList(checklist)
  const rest = mine.filter(line => !next.includes(line) && line.status !== 'done')
  const groups = sections
    .map(([section, pathways]: readonly [(typeof sections)[number][0], readonly TaskPathway[]]) => ({
      section,
      lines: rest.filter(({ pathway }) => pathways.includes(pathway)).toSorted(byDay),
    }))
    .filter(({ lines }) => lines.length > 0)
    .toSorted((one, other) => firstDay(one.lines).localeCompare(firstDay(other.lines)))
  return {
    progress: progressOf(checklist),
    next: rows(next),
    groups: groups.map(({ section, lines }) => ({
      title: t(`in-cell/checklist:sections.${section}`),
      rows: rows(lines),
    })),
    folds: (['later', 'done', 'not-for-me'] as const)
      .map(fold => ({ fold, lines: checklist.filter(line => foldOf(line) === fold) }))
      .filter(({ lines }) => lines.length > 0)
      .map(({ fold, lines }) => ({
        title: t(`in-cell/checklist:folds.${fold}`, { count: lines.length }),
        rows: rows(fold === 'later' ? lines.toSorted(byDay) : lines),
      })),
  }
}

/** What the person has just marked a task as. @param task from the address, so possibly anything */
export function presentSaved(checklist: readonly ChecklistLine[], task: unknown, t: Translate): string | null {
  const line = checklist.find(each => each.task === task)
  return line
    ? t('in-cell/checklist:saved', { title: t(`${line.words}.title`), status: t(`tasks:statuses.${line.status}`) })
    : null
}

const dayOf = ({ due, timing }: ChecklistLine) => (timing === 'any-time' ? '9' : (due ?? '8'))
const byDay = (one: ChecklistLine, other: ChecklistLine) => dayOf(one).localeCompare(dayOf(other))
const firstDay = ([first]: readonly ChecklistLine[]) => (first ? dayOf(first) : '')

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

/** When a task is due, in words. */
export function timingOf(line: ChecklistLine, t: Translate, language: Language): string {
  return t(`tasks:timing.${line.timing}`, line.due === null ? {} : { date: longDay(line.due, language) })
}
