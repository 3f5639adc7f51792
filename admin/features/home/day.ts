import type { Translate } from '../../../server/content/words/words'
import type { OwnWork } from '../../../server/database'
import { addDays, shortDay, type CalendarDay } from '../../../server/domain/calendar'
import type { OwnAssessment } from '../../../server/use-cases/assessments/assessments'
import { topicName } from '../../presenting/applications/topic-name'
import { dueWords } from '../../presenting/due'

/** What somebody has to do themselves: work of every kind, and assessments, whose days are worked out. */
export interface Own {
  readonly work: readonly OwnWork[]
  readonly assessments: readonly OwnAssessment[]
}

interface Row {
  readonly due: CalendarDay
  readonly what: string
  readonly href: string
  readonly next: string
  readonly of: {
    readonly firstName: string
    readonly lastName: string
    readonly prisonNumber: string
    readonly location: string | null
    readonly releaseDate: CalendarDay | null
    readonly personId: number
  }
}

/** So many are on the home page; the page of all has the rest. */
const mostInDay = 6
const mostInAll = 200
/** So much of a planned action stands in its row. */
const mostOfAction = 80
/** Somebody who leaves within so many days is said to. */
const soon = 7

/** The first of somebody's own work by day, and how much of it is overdue and due today. */
export function presentDay(own: Own, today: CalendarDay, t: Translate) {
  const rows = rowsOf(own, t)
  const overdue = rows.filter(({ due }) => due < today).length
  const due = rows.filter(each => each.due === today).length
  return {
    rows: rows.slice(0, mostInDay).map(each => presentRow(each, today, t)),
    all: rows.length > mostInDay ? t('console/home:day.all', { count: rows.length }) : null,
    yours: yoursInWords(overdue, due, t),
  }
}

/** All of somebody's own work. @param colleague whose it is; null for the reader's */
export function presentAllOwn(own: Own, colleague: string | null, today: CalendarDay, t: Translate) {
  const rows = rowsOf(own, t)
  return {
    pageName:
      colleague === null ? t('console/home:day.all-title') : t('console/home:team.work-of', { name: colleague }),
    noneText: colleague === null ? t('console/home:day.none') : t('console/home:team.none', { name: colleague }),
    back: colleague === null ? null : '/',
    rows: rows.slice(0, mostInAll).map(each => presentRow(each, today, t)),
    most: rows.length > mostInAll ? t('console/home:day.most', { count: mostInAll }) : null,
  }
}

/** Whom the rows of a page are about, for the audit. @param most how many rows the page has */
export function peopleShown(own: Own, t: Translate, most: 'day' | 'all'): readonly number[] {
  return [
    ...new Set(
      rowsOf(own, t)
        .slice(0, most === 'day' ? mostInDay : mostInAll)
        .map(({ of }) => of.personId),
    ),
  ]
}

function yoursInWords(overdue: number, due: number, t: Translate): string {
  if (overdue > 0 && due > 0) return t('console/home:yours.both', { count: overdue + due, overdue, due })
  if (overdue > 0) return t('console/home:yours.overdue', { count: overdue })
  return due > 0 ? t('console/home:yours.due', { count: due }) : t('console/home:yours.nothing')
}

/** Both in one order. What waits for an assessment before it has no day yet, and comes last. */
function rowsOf({ work, assessments }: Own, t: Translate): readonly Row[] {
  const rows = [
    ...work.map(each => ({ due: each.due, of: each, ...inWords(each, t) })),
    ...assessments.flatMap(({ person, assessment: { kind, due } }): Row[] =>
      due === null
        ? []
        : [
            {
              due,
              of: { ...person, personId: person.id },
              what: t(`console/assessments:kinds.${kind}`),
              href: `/people/${person.prisonNumber}/assessments`,
              next: t('console/home:day.next.assessment'),
            },
          ],
    ),
  ]
  return rows.sort((one, other) => (one.due < other.due ? -1 : one.due > other.due ? 1 : 0))
}

function inWords(each: OwnWork, t: Translate): Pick<Row, 'what' | 'href' | 'next'> {
  switch (each.kind) {
    case 'application':
      return {
        what: topicName(each, t),
        href: `/applications/${each.reference}`,
        next: t(`console/home:day.next.${each.isNewFromPerson ? 'reply-message' : 'reply'}`),
      }
    case 'request':
      return {
        what: t(`console/com-requests:kinds.${each.what}`),
        href: `/tasks/${each.id}`,
        next: t('console/home:day.next.request'),
      }
    case 'enquiry':
      return {
        what: t('console/home:day.enquiry', { body: t(`console/enquiries:bodies.${each.what}`) }),
        href: `/questions/${each.id}`,
        next: t(`console/home:day.next.${each.status}`),
      }
    case 'referral':
      return {
        what: t('console/home:day.referral', { kind: t(`console/referrals:kinds.${each.what}`) }),
        href: `/people/${each.prisonNumber}/referrals/${each.id}`,
        next: t('console/home:day.next.referral'),
      }
    case 'carried-on':
      return {
        what: t('console/home:day.carried-on'),
        href: `/told-and-asked/${each.id}`,
        next: t('console/home:day.next.carried-on'),
      }
    case 'action':
      return {
        what: firstWords(each.what),
        href: `/people/${each.prisonNumber}/plan/${each.status}`,
        next: t('console/home:day.next.action'),
      }
  }
}

function firstWords(text: string): string {
  return text.length > mostOfAction ? `${text.slice(0, mostOfAction).trimEnd()}…` : text
}

function presentRow({ due, what, href, next, of }: Row, today: CalendarDay, t: Translate) {
  const { releaseDate } = of
  const isSoon = releaseDate !== null && releaseDate >= today && releaseDate <= addDays(today, soon)
  return {
    due: dueWords(due, today, t),
    what,
    href,
    person: t('console/people:name', { firstName: of.firstName, lastName: of.lastName }),
    cell: of.location ?? '',
    next: isSoon ? t('console/home:day.leaves', { next, day: shortDay(releaseDate, today) }) : next,
  }
}
