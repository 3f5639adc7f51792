import type { Translate } from '../../../server/content/words/words'
import type { PersonInCourt, PersonLeaving } from '../../../server/database'
import { isAllocatedKind } from '../../../server/domain/assessments'
import { dayInWords, shortDay } from '../../../server/domain/calendar'
import { itemsLeft } from '../../../server/domain/people/leaving'
import { can } from '../../access/permissions'
import { presentDoneCounts } from '../../presenting/work/done-for-com'
import { seesAsCom, type HomeView } from './counts'

/** So many people who leave or are in court are named; their lists have the rest. */
export const mostSoon = 5

/** What stands beside the work: who leaves, who is in court, who came, and what was done for a COM. */
export function presentSide(view: HomeView, t: Translate) {
  const { soon, com } = view
  return {
    handovers: presentHandovers(view, t),
    leaving: soon && {
      rows: soon.leaving.people.map(person => presentLeaver(person, view, t)),
      more: moreThan(soon.leaving.total - soon.leaving.people.length, t),
    },
    court: soon && {
      rows: soon.court.slice(0, mostSoon).map(person => presentInCourt(person, t)),
      more: soon.court.length > mostSoon ? t('console/home:side.more-in-court') : null,
    },
    receptions: presentReceptions(view, t),
    com: com && {
      prisons: com.prisons.map(({ name, people, leaving }) => ({
        name,
        text: t('console/home:com.leaving', { text: t('console/home:com.count', { count: people }), leaving }),
      })),
      doneTitle: t('console/home:com.done', { day: dayInWords(com.since) }),
      done: presentDoneCounts(com.done, com.since, t),
    },
  }
}

/** Who is handed over soon; null for whoever neither hands over nor is handed anybody. */
function presentHandovers({ handovers, staff, today }: HomeView, t: Translate) {
  if (handovers === null) return null
  return {
    title: t(`console/home:side.handovers.${seesAsCom(staff) ? 'com' : 'pom'}`),
    rows: handovers.slice(0, mostSoon).map(({ person, day }) => ({
      ...named(person, t),
      when: shortDay(day, today),
      isBad: false,
      what: person.prisonName,
      href: `/people/${person.prisonNumber}/assessments`,
    })),
    more: moreThan(handovers.length - mostSoon, t),
  }
}

function presentLeaver(person: PersonLeaving, { today, staff }: HomeView, t: Translate) {
  const { housing, id } = person.states
  const hasNowhere = housing === 'none'
  const isHousingLeft = itemsLeft(person.states).includes('housing')
  return {
    ...named(person, t),
    when: t(`console/home:side.${person.leavesOn === today ? 'today' : 'tomorrow'}`),
    isBad: hasNowhere,
    what: [
      hasNowhere
        ? t('console/leaving:values.none')
        : t('console/home:side.first-night', {
            where:
              isHousingLeft || housing === undefined
                ? t('console/leaving:not-recorded')
                : t(`console/leaving:values.${housing}`),
          }),
      ...(id === 'not-yet' ? [t('console/home:side.no-id')] : []),
    ].join(', '),
    href: can(staff.role, 'see-people') ? `/people/${person.prisonNumber}/leaving` : null,
  }
}

function presentInCourt(person: PersonInCourt, t: Translate) {
  const isPlanned = person.contingencyPlan !== null
  return {
    ...named(person, t),
    when: person.hearings.map(({ court }) => court).join(', '),
    isBad: !isPlanned,
    what: t(`console/home:side.${isPlanned ? 'planned' : 'nothing-planned'}`),
    href: `/people/${person.prisonNumber}/hearings`,
  }
}

function named(person: Pick<PersonLeaving, 'firstName' | 'lastName' | 'location'>, t: Translate) {
  return {
    name: t('console/people:name', { firstName: person.firstName, lastName: person.lastName }),
    cell: person.location ?? '',
  }
}

function moreThan(count: number, t: Translate): string | null {
  return count > 0 ? t('console/home:side.more', { count }) : null
}

function presentReceptions({ received, assessments, staff }: HomeView, t: Translate) {
  if (received === null) return null
  const unallocated = assessments
    .filter(({ kind }) => isAllocatedKind(kind))
    .reduce((sum, each) => sum + each.unallocated, 0)
  return {
    href: can(staff.role, 'import') ? '/receptions' : null,
    lines: [
      {
        text: t('console/home:side.came', { count: received.came, day: dayInWords(received.since) }),
        href: null,
      },
      ...(unallocated > 0
        ? [
            {
              text: t('console/home:side.bcst2', { count: unallocated }),
              href: '/assessments?prison=every&kind=allocated&officer=nobody',
            },
          ]
        : []),
      ...(received.withoutPin > 0
        ? [{ text: t('console/home:side.without-pin', { count: received.withoutPin }), href: null }]
        : []),
    ],
  }
}
