import { composedKey, type Translate } from '../../../content/words/words'
import type { Application } from '../../../database'
import { findForm } from '../../../domain/applications'
import { isOpen, wayToAct } from '../../../domain/checklist'
import type { Team } from '../../../domain/routing'
import type { PersonsTask } from '../../../use-cases/people/in-cell/checklist'
import type { Language } from '../../../web/pages/language'
import { timingOf } from './presenter'

/** Where to read about a task; without a title where the chapter's name would tell what the task's does not. */
export interface ChapterLink {
  readonly href: string
  readonly title: string | undefined
}

export interface TaskToShow extends PersonsTask {
  readonly chapter: ChapterLink | null
  /** Who gets the question of the task; null where it has none. */
  readonly team: Team | null
}

/** One task: what, why, how long, who can help, what was sent for it, and the ways on from here. */
export function presentTask({ line, application, chapter, team }: TaskToShow, t: Translate, language: Language) {
  const title = t(`${line.words}.title`)
  const wording = t(`${line.words}.wording`)
  const part = (name: 'what' | 'why' | 'howLong' | 'whoCanHelp') => t(`${line.words}.${name}`)
  const open = isOpen(line.status)
  const waits = line.status === 'sent' || line.status === 'with-staff'
  return {
    task: {
      title,
      // The title is what a list may show over a shoulder; here it is said in full.
      wording: wording === title ? null : wording,
      picture: line.pathway,
      timing: open ? { text: timingOf(line, t, language), now: line.timing === 'now' } : null,
      status: t(`tasks:statuses.${line.status}`),
      done: line.status === 'done' || line.status === 'not-for-me',
      what: part('what'),
      why: part('why'),
      howLong: part('howLong'),
      whoCanHelp: part('whoCanHelp'),
      tooLate: line.tooLate && open && t(composedKey(`${line.words}.instead`)),
      chapter: chapter && {
        href: chapter.href,
        text:
          chapter.title === undefined
            ? t('in-cell/checklist:chapter')
            : t('in-cell/checklist:chapter-named', { title: chapter.title }),
      },
      address: `/my/checklist/${line.task}`,
    },
    sent: application ? presentSentForTask(application, t) : null,
    way: waits ? null : presentWay(line, team, t),
    marks: waits ? [] : marksOf(line.status, t),
  }
}

function presentSentForTask({ reference, status }: Application, t: Translate) {
  const state = status === 'open' ? 'waits' : 'answered'
  return {
    href: `/my/applications/${reference}`,
    reference,
    answered: state === 'answered',
    text: t(`in-cell/checklist:sent.${state}`),
    link: t(`in-cell/checklist:sent.see.${state}`),
  }
}

/** The first thing to press on the page, by how the task is acted on. */
function presentWay({ task, status }: PersonsTask['line'], team: Team | null, t: Translate) {
  const way = wayToAct(task)
  // What is done has no first thing to press, and neither has what staff have answered.
  const isFirst = status === 'to-do' || status === 'doing'
  switch (way.kind) {
    case 'about-me':
      return { kind: way.kind, isFirst, href: '/my/about-me', text: t('in-cell/checklist:about-me') }
    case 'form':
      return {
        kind: way.kind,
        isFirst,
        href: `/my/applications/new/${findForm(way.form).code}?task=${task}`,
        text: t(`in-cell/checklist:${status === 'doing' ? 'go-on' : 'help'}`),
      }
    case 'ask':
      return {
        kind: way.kind,
        isFirst,
        question: t(composedKey(`in-cell/asks:questions.${task}`)),
        goesTo: team && t('in-cell/asks:goes-to', { team: t(`routing:teams.${team}`) }),
      }
  }
}

/** How the person can mark the task, beside how it is now. */
function marksOf(status: PersonsTask['line']['status'], t: Translate) {
  const own = status === 'done' || status === 'not-for-me' ? 'to-do' : 'done'
  return [own, ...(status === 'not-for-me' || status === 'done' ? [] : (['not-for-me'] as const))].map(value => ({
    value,
    text: t(`in-cell/checklist:marks.${value as 'to-do' | 'done' | 'not-for-me'}`),
  }))
}
