import type { Translate, WordingPart } from '../../../server/content/words/words'
import {
  donePageSize,
  personsPageSize,
  type DoneForCom,
  type DoneForComKind,
  type PersonOfCom,
  type PersonWithAssessments,
} from '../../../server/database'
import { dayInWords, type CalendarDay } from '../../../server/domain/calendar'
import { assessmentsOf } from '../../../server/use-cases/assessments/assessments'
import type { Context } from '../../../server/use-cases/context'
import { dayInField } from '../../forms/day-field'
import { pagesFor, presentPagination } from '../../lists/pagination'
import { numberAndWhereIs } from '../../presenting/people/where-is'
import { doneAddress, presentDone, presentDoneCounts, whenDone } from '../../presenting/work/done-for-com'

export interface YourPeople {
  readonly since: CalendarDay
  /** As it was typed. */
  readonly typed: string
  readonly page: number
  readonly people: readonly PersonOfCom[]
  readonly counts: Readonly<Record<DoneForComKind, number>>
  /** Of the people on the page. */
  readonly assessments: readonly PersonWithAssessments[]
}

/** A COM's people in every prison: what was done for each since a day, and what of each waits for the COM. */
export function presentYourPeople(
  { since, typed, page, people, counts, assessments }: YourPeople,
  context: Context,
  t: Translate,
) {
  const total = people[0]?.total ?? 0
  const pages = pagesFor(total, personsPageSize)
  const { today } = context
  const here = assessments.filter(({ releaseDate }) => releaseDate === null || releaseDate >= today)
  const byPerson = new Map(here.map(person => [person.id, assessmentsNow(person, context)]))
  const part = (words: WordingPart<'console/your-people:'>, count: number, href: string) =>
    count === 0 ? [] : [{ text: t(`console/your-people:${words}`, { count }), href }]
  return {
    pageName: t('console/your-people:title'),
    typed,
    count: t('console/your-people:count', { count: total }),
    doneTitle: t('console/your-people:done-since', { day: dayInWords(since) }),
    done: presentDoneCounts(counts, since, t),
    people: people.map(person => {
      const address = `/people/${person.prisonNumber}`
      const { overdue, due } = byPerson.get(person.id) ?? { overdue: 0, due: 0 }
      return {
        href: address,
        name: t('console/people:name', { firstName: person.firstName, lastName: person.lastName }),
        fullName: `${person.firstName} ${person.lastName}`,
        where: numberAndWhereIs(person, t),
        leaves: person.releaseDate === null ? t('console/person:not-known') : dayInWords(person.releaseDate),
        done: [
          ...part('counts.task-done', person.tasksDone, `${address}/tasks`),
          ...part('counts.referral-sent', person.referralsSent, `${address}/referrals`),
          ...part('counts.outcome', person.answers, `${address}/closed`),
        ],
        waits: [
          ...part('waits.tasks-to-read', person.tasksToRead, `${address}/tasks`),
          ...part('waits.applications', person.applications, `${address}#open-work`),
          ...part('waits.referrals', person.referralsAsked, `${address}/referrals`),
          ...part('waits.overdue', overdue, `${address}/assessments`),
          ...part('waits.due', due, `${address}/assessments`),
        ],
        withTeam: part('with-team', person.tasksOpen, `${address}/tasks`),
        askHref: `${address}/tasks`,
      }
    }),
    pagination: presentPagination(page, pages, each => addressOf(since, each), t),
  }
}

/** What was done on behalf of a COM since a day, the newest first. */
export function presentDoneList(
  { since, kind, page }: { readonly since: CalendarDay; readonly kind: DoneForComKind | null; readonly page: number },
  done: readonly DoneForCom[],
  t: Translate,
) {
  const total = done[0]?.total ?? 0
  return {
    pageName: t('console/your-people:done-title'),
    back: addressOf(since, 1),
    title: t('console/your-people:done-since', { day: dayInWords(since) }),
    count: t(`console/your-people:counts.${kind ?? 'everything'}`, { count: total }),
    rows: done.map(each => ({
      ...presentDone(each, t),
      person: t('console/people:name', { firstName: each.firstName, lastName: each.lastName }),
      prisonNumber: each.prisonNumber,
      by: t('console/common:by-and-when', { name: each.staffName, when: whenDone(each, t) }),
    })),
    pagination: presentPagination(page, pagesFor(total, donePageSize), each => doneAddress(since, kind, each), t),
  }
}

function assessmentsNow(person: PersonWithAssessments, context: Context) {
  const states = assessmentsOf(person, person.assessments, context).map(({ state }) => state)
  return {
    overdue: states.filter(state => state === 'overdue').length,
    due: states.filter(state => state === 'due').length,
  }
}

function addressOf(since: CalendarDay, page: number): string {
  const parameters = new URLSearchParams({ since: dayInField(since), ...(page > 1 && { page: String(page) }) })
  return `/your-people?${parameters.toString()}`
}
