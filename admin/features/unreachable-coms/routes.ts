import type { Router } from 'express'
import { z } from 'zod'
import type { Translate } from '../../../server/content/words/words'
import { unreachableComPageSize, type UnreachableCom } from '../../../server/database'
import { dayInWords } from '../../../server/domain/calendar'
import { createRouter } from '../../../server/web/addresses/routers'
import { pageField } from '../../lists/page-of'
import { pagesFor, presentPagination } from '../../lists/pagination'
import { view } from '../../page/answers'
import type { ConsoleFeature } from '../../page/pages'
import { whereNow } from '../../presenting/people/where-is'

const address = '/unreachable-coms'
const listQuery = z.object({ page: pageField })

/** The people whose COM the service cannot reach, so that what they should be told is the prison's to tell. */
export function unreachableComRoutes({ dependencies, page }: ConsoleFeature): Router {
  const { database, words } = dependencies
  const t = words.in('en')
  const router = createRouter()
  router.get(
    address,
    page({
      may: 'see-unreachable-coms',
      show: async ({ req, scope }) => {
        const query = listQuery.parse(req.query)
        const people = await database.unreachableComs.page(scope, query.page, dependencies.today())
        const total = people[0]?.total ?? 0
        const context = {
          pageName: t('console/unreachable-coms:title'),
          count: t('console/unreachable-coms:count', { count: total }),
          rows: people.map(each => presentRow(each, t)),
          pagination: presentPagination(
            query.page,
            pagesFor(total, unreachableComPageSize),
            at => (at > 1 ? `${address}?page=${at}` : address),
            t,
          ),
        }
        return view('unreachable-coms/list.njk', context, { action: 'unreachable-coms-listed' })
      },
    }),
  )
  return router
}

function presentRow(person: UnreachableCom, t: Translate) {
  const { prisonNumber, firstName, lastName, releaseDate, comName, comEmail, why } = person
  return {
    href: `/people/${prisonNumber}`,
    name: `${lastName}, ${firstName}`,
    prisonNumber,
    where: whereNow(person, t),
    leaves: releaseDate === null ? t('console/unreachable-coms:no-day') : dayInWords(releaseDate),
    com: [comName, comEmail].filter(each => each !== null).join(', '),
    why: t(`console/unreachable-coms:why.${why}`),
  }
}
