import { z } from 'zod'
import { allOpen, everybodyByName, peoplePageSize } from '../../../server/database'
import { can } from '../../access/permissions'
import { findSearch, searchName } from '../../lists/searches'
import { view } from '../../page/answers'
import type { Screen } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { presentFound } from './presenter'

const searchQuery = z.object({ search: searchName })

/** What a search found: the first people and the first applications, each with how many there are in all. */
export function searchScreen({ database, words }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return async ({ req, staff, scope, typed }) => {
    const id = typed === null ? searchQuery.parse(req.query).search : null
    const text = id === null ? undefined : findSearch(req, id)
    if (id === null || text === undefined) {
      return view('search/found.njk', presentFound({ id, text: null, staff }, t), null)
    }
    const filters = { ...allOpen, status: 'any', search: text } as const
    const [people, applications, counts] = await Promise.all([
      database.people.search(scope, text, everybodyByName, { page: 1, size: peoplePageSize }),
      can(staff.role, 'see-application') ? database.queue.page(scope, filters, 'reply', null) : null,
      can(staff.role, 'see-application') ? database.queue.counts(scope, { found: filters }) : null,
    ])
    const found = { people, applications: applications && { rows: applications.rows, total: counts?.found ?? 0 } }
    const shown = new Set([...people.map(each => each.id), ...(applications?.rows ?? []).map(each => each.personId)])
    return view('search/found.njk', presentFound({ id, text, staff, found }, t), {
      action: 'searched',
      detail: { search: text, shown: [...shown] },
    })
  }
}
