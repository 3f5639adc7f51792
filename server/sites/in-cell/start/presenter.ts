import { formWords } from '../../../content/words/form-words'
import type { Application, Person } from '../../../database'
import { daysBetween } from '../../../domain/calendar'
import { nextSteps } from '../../../domain/checklist'
import { mayBeLetGoAtCourt } from '../../../domain/people/leaves-on'
import { shownAbout } from '../../../domain/work/referrals'
import type { StartFacts } from '../../../use-cases/people/in-cell/start'
import { clockTime, longDay, longDayOf, longDayWithWeekday } from '../../../web/pages/days'
import { presentStep } from '../step'
import { presentRow, progressOf, type RowWords } from '../task-rows'

const shownApplications = 3

/** What comes next, what was asked for and the person's dates, in words. */
export function presentStart(facts: StartFacts, person: Person, words: RowWords) {
  const { today } = words
  return {
    next: nextSteps(facts.checklist, today).map(line => presentRow(line, words)),
    progress: progressOf(facts.checklist),
    asked: facts.applications.slice(0, shownApplications).map(each => presentAsked(each, words)),
    dates: presentDates(facts, person, words),
  }
}

/** What somebody asked for, and how far it is: sent, somebody has it, answered. */
function presentAsked({ form, reference, respondBy, claimedBy, closedAt }: Application, { t, language }: RowWords) {
  return {
    href: `/my/applications/${reference}`,
    title: formWords(t, { id: form })('shortTitle'),
    when:
      closedAt === null
        ? t('in-cell/start:asked.by', { date: longDay(respondBy, language) })
        : t('in-cell/start:asked.answered', { date: longDayOf(closedAt, language) }),
    steps: stepsTo(closedAt !== null ? 'answer' : claimedBy === null ? 'sent' : 'has', t),
  }
}

const steps = ['sent', 'has', 'answer'] as const

function stepsTo(reached: (typeof steps)[number], t: RowWords['t']) {
  const at = steps.indexOf(reached)
  return steps.map((step, index) => presentStep(step, index < at ? 'past' : index === at ? 'now' : 'next', null, t))
}

interface DateRow {
  readonly label: string
  readonly value: string
  readonly more: string | undefined
  /** Where to ask, when it is not known. */
  readonly ask: string | undefined
}

const known = (label: string, value: string, more?: string): DateRow => ({ label, value, more, ask: undefined })

/** What the service knows: days to go or to court, the next meeting, the next answer and who helps. */
function presentDates(facts: StartFacts, person: Person, words: RowWords) {
  const { t, language, today } = words
  const awaitsCourt = mayBeLetGoAtCourt(person)
  const counted = awaitsCourt ? facts.nextHearing : facts.leavesOn
  const count = counted === null ? 0 : daysBetween(today, counted)
  const [answer] = facts.applications.filter(({ status }) => status === 'open')
  const isSentenced = person.custodyStatus === 'sentenced' || person.custodyStatus === 'recalled'
  const dayRow = (label: string, day: string) => known(label, longDayWithWeekday(day, language))
  return {
    days: counted === null ? null : count,
    daysText: t(awaitsCourt ? 'in-cell/start:dates.to-court' : 'in-cell/start:dates.to-go', { count }),
    rows: [
      ...(facts.nextHearing === null ? [] : [dayRow(t('in-cell/start:dates.court'), facts.nextHearing)]),
      ...(awaitsCourt ? [] : [leavingRow(facts, person, words)]),
      ...meetingRows(facts, words),
      ...(answer ? [dayRow(t('in-cell/start:dates.answer'), answer.respondBy)] : []),
      ...(isSentenced ? [workerRow(person, words)] : []),
      ...(person.pomName === null ? [] : [known(t('in-cell/start:dates.pom'), person.pomName)]),
      ...(person.keyWorkerName === null ? [] : [known(t('in-cell/start:dates.key-worker'), person.keyWorkerName)]),
    ],
    wrong: isSentenced ? '/my/applications/new/release-plan' : '/my/applications/new/something-else',
  }
}

function notKnown(label: string, ask: string, { t }: RowWords): DateRow {
  return { label, value: t('in-cell/start:dates.not-known'), more: undefined, ask }
}

function leavingRow({ leavesOn }: StartFacts, person: Person, words: RowWords): DateRow {
  const { t, language } = words
  if (leavesOn === null) return notKnown(t('in-cell/start:dates.leave'), '/my/checklist/release-date', words)
  const label = t(leavesOn === person.tagDate ? 'in-cell/start:dates.tag' : 'in-cell/start:dates.leave')
  return known(label, longDayWithWeekday(leavesOn, language), t('in-cell/start:dates.can-change'))
}

function workerRow({ comName }: Person, words: RowWords): DateRow {
  const label = words.t('in-cell/start:dates.com')
  return comName === null ? notKnown(label, '/my/checklist/probation-worker', words) : known(label, comName)
}

/** The next meeting; of a private one, where it is is not said. */
function meetingRows({ nextAppointment }: StartFacts, { t, language }: RowWords): DateRow[] {
  if (nextAppointment === null) return []
  const { at, place } = nextAppointment
  const isPrivate = shownAbout(nextAppointment) === 'private'
  const when = { day: longDayOf(at, language), time: clockTime(at, language) }
  return [
    known(
      t('in-cell/start:dates.meeting'),
      t('leaving-plan:appointment.when', when),
      place === null || isPrivate ? undefined : place,
    ),
  ]
}
