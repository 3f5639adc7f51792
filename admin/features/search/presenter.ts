import type { Translate } from '../../../server/content/words/words'
import type { FoundPerson, QueueRow, StaffMember } from '../../../server/database'
import { dayInWords, londonToday } from '../../../server/domain/calendar'
import { can } from '../../access/permissions'
import { topicName } from '../../presenting/applications/topic-name'
import { leavesInList, whereNow } from '../../presenting/people/where-is'

/** What a search found of what the reader may see. */
export interface Found {
  readonly people: readonly FoundPerson[]
  /** Null for whoever opens no applications. */
  readonly applications: { readonly rows: readonly QueueRow[]; readonly total: number } | null
}

/** So many of each are on the page; the rest are in their list. */
export const mostFound = 10

/** The results of a search in two sections; a search that the session no longer has is over. */
export function presentFound(
  { id, text, staff, found }: { id: string | null; text: string | null; staff: StaffMember; found?: Found },
  t: Translate,
) {
  const totalPeople = found?.people[0]?.total ?? 0
  return {
    pageName: t('console/search:title'),
    search: text,
    isOver: id !== null && text === null,
    people: found && {
      title: t('console/search:people.title', { count: totalPeople }),
      alike: found.people[0]?.isAlike === true ? t('console/people:search.alike') : null,
      rows: found.people.slice(0, mostFound).map(person => ({
        href: `/people/${person.prisonNumber}`,
        name: listedName(person, t),
        prisonNumber: person.prisonNumber,
        where: whereNow(person, t),
        leaves: leavesInList(person, t),
      })),
      all:
        totalPeople > mostFound
          ? { href: `/people?search=${id}`, text: t('console/search:people.all', { count: totalPeople }) }
          : null,
    },
    applications: found?.applications
      ? {
          title: t('console/search:applications.title', { count: found.applications.total }),
          rows: found.applications.rows.slice(0, mostFound).map(row => presentApplication(row, t)),
          all: allApplications(found.applications.total, id, staff, t),
        }
      : null,
  }
}

/** The way to the rest; null for whoever has no list of applications, who narrows the search instead. */
function allApplications(total: number, id: string | null, staff: StaffMember, t: Translate) {
  if (total <= mostFound) return null
  const href = can(staff.role, 'see-queue') ? `/queue?list=all&search=${id}` : null
  return { href, text: t(`console/search:applications.${href === null ? 'more' : 'all'}`, { count: total }) }
}

function listedName({ firstName, lastName }: Pick<FoundPerson, 'firstName' | 'lastName'>, t: Translate): string {
  return t('console/people:name', { firstName, lastName })
}

function presentApplication(row: QueueRow, t: Translate) {
  return {
    href: `/applications/${row.reference}`,
    topic: topicName(row, t),
    reference: row.reference,
    person: listedName(row, t),
    prisonNumber: row.prisonNumber,
    sent: dayInWords(londonToday(row.sentAt)),
    state:
      row.outcome === null
        ? t('console/search:applications.by', { day: dayInWords(row.respondBy) })
        : t(`console/application:outcomes.${row.outcome}`),
  }
}
