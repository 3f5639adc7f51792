import type { Translate } from '../../../server/content/words/words'
import type { HomeView } from './counts'

/** So many colleagues are named; the caseload has the rest. */
const mostColleagues = 40

const inOneSentence = new Intl.ListFormat('en-GB')

/** Who of the team has how much, by name, and in one sentence who has nothing; null for all but managers. */
export function presentTeam({ team }: HomeView, t: Translate) {
  if (team === null) return null
  const busy = team.filter(({ open }) => open > 0)
  const free = team.filter(({ open, colleague }) => open === 0 && colleague.active)
  const number = (count: number) => t('console/common:number', { count })
  return {
    rows: busy.slice(0, mostColleagues).map(({ colleague, open, overdue, dueSoon }) => ({
      href: `/own-work/${colleague.id}`,
      name: colleague.name,
      beside: colleague.active ? null : t('console/caseload:has-left'),
      open: number(open),
      overdue: number(overdue),
      isLate: overdue > 0,
      dueSoon: number(dueSoon),
    })),
    nothing:
      free.length > 0
        ? t('console/home:team.nothing', {
            names: inOneSentence.format(free.slice(0, mostColleagues).map(({ colleague }) => colleague.name)),
          })
        : null,
  }
}
