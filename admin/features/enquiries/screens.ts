import { enquiryPageSize, type Enquiry, type EnquiryList, type PageOfWork, type Person } from '../../../server/database'
import { enquiryWork } from '../../../server/domain/work/enquiries'
import { isEnded } from '../../../server/domain/work/work'
import { askingScopeFor, enquiryScopeFor } from '../../../server/use-cases/accounts/access-scopes'
import { can } from '../../access/permissions'
import { csvStream } from '../../lists/csv'
import { pageOf } from '../../lists/page-of'
import { listInParts } from '../../lists/paged-list'
import { download, view } from '../../page/answers'
import type { Asker, Screen } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { personFrame } from '../../presenting/people/person-frame'
import { aboutQuery, listQuery } from './forms'
import { columnsOf, listsFor, presentList, presentOneEnquiry, presentPersonsEnquiries, seesRelease } from './presenter'

/** A list of enquiries in the reader's scope, or those of one colleague. */
export function listScreen(dependencies: ConsoleDependencies): Screen {
  const { database, words } = dependencies
  const t = words.in('en')
  return async asker => {
    const { list, query: params, enquiries } = listAskedFor(dependencies, asker)
    const { scope, staff } = asker
    const [{ rows, page }, wings] = await Promise.all([
      pageOf(params.page, enquiryPageSize, page => enquiries({ page, size: enquiryPageSize })),
      database.people.wings({
        ...scope,
        prisons: [...scope.prisons, ...enquiryScopeFor(staff, dependencies.today()).bodyPrisons],
      }),
    ])
    const query = { ...params, page }
    const shown = { list, query, wings }
    return view('enquiries/list.njk', presentList(rows, shown, readerFrom(dependencies, asker), t), {
      action: 'questions-listed',
      detail: { ...query, list, shown: [...new Set(rows.map(({ personId }) => personId))] },
    })
  }
}

/** The same list as a file. */
export function listFile(dependencies: ConsoleDependencies): Screen {
  const t = dependencies.words.in('en')
  return asker => {
    const { list, query, enquiries } = listAskedFor(dependencies, asker)
    const rows = listInParts(columnsOf(list, readerFrom(dependencies, asker), t), enquiries, t)
    return download('enquiries.csv', 'text/csv; charset=utf-8', csvStream(rows), {
      action: 'questions-exported',
      detail: { ...query, list },
    })
  }
}

/** The list that an address asks for, of those that the reader has. */
function listAskedFor({ database, today }: ConsoleDependencies, { req, staff }: Asker) {
  const params = listQuery.parse(req.query)
  const lists = listsFor(staff)
  const by = can(staff.role, 'make-enquiry') ? params.by : null
  const own = lists.find(each => each === params.list) ?? lists[0]
  const list: EnquiryList = by === null ? own : 'held'
  const reader = { scope: enquiryScopeFor(staff, today()), staffId: by ?? staff.id, today: today() }
  const isByRelease = params.sort === 'release' || params.sort === '-release'
  const sort = isByRelease && !seesRelease(staff) ? 'due' : params.sort
  const listed = { list, wing: params.wing, order: sort }
  return {
    list,
    query: { ...params, sort, by, list: by === null && own !== lists[0] ? own : null },
    enquiries: (page: PageOfWork) => database.enquiries.list(reader, listed, page),
  }
}

/** The enquiries about a person, and the form to make one. */
export function personScreen(dependencies: ConsoleDependencies): Screen<Person> {
  const { database, words } = dependencies
  const t = words.in('en')
  const frame = personFrame(dependencies)
  return async visit => {
    const { req, staff, found: person } = visit
    const [enquiries, applications, bodies] = await Promise.all([
      database.enquiries.ofPerson(person.id, enquiryScopeFor(staff, dependencies.today())),
      database.applications.ofPersonInScope(person.id, askingScopeFor(staff)),
      database.enquiries.bodiesOf(person.id, dependencies.today()),
    ])
    const about = aboutQuery.parse({ ...req.query, ...(req.body as object | undefined) })
    const form = { ...about, applications, bodies }
    return view(
      'enquiries/person.njk',
      {
        ...(await frame(visit, person, 'work')),
        ...presentPersonsEnquiries(person, enquiries, form, readerFrom(dependencies, visit), t),
      },
      { action: 'questions-viewed', personId: person.id },
    )
  }
}

/** One enquiry: its steps, and what the reader can do with it. */
export function enquiryScreen(dependencies: ConsoleDependencies): Screen<Enquiry> {
  const { config, database, words } = dependencies
  const t = words.in('en')
  const frame = personFrame(dependencies)
  return async visit => {
    const { req, staff, scope, found: enquiry } = visit
    const isOpen = enquiry.needPathways.length > 0 && !isEnded(enquiryWork, enquiry.status)
    const [steps, consultedOn, seen] = await Promise.all([
      database.enquiries.steps([enquiry.id]),
      isOpen && can(staff.role, 'see-application')
        ? database.applications.openWithUndone(enquiry.personId, 'consult-com', scope)
        : [],
      can(staff.role, 'see-people') ? database.people.findInScope(enquiry.prisonNumber, scope) : undefined,
    ])
    // A probation team is asked about people whose other work is not theirs.
    const seesPerson = seen !== undefined
    const consoleUrl = config.staffUrl ?? `${req.protocol}://${req.get('host')}`
    return view(
      'enquiries/enquiry.njk',
      {
        ...(seen ? await frame(visit, seen, 'work') : { personPage: null }),
        ...presentOneEnquiry(
          { enquiry, steps, consultedOn, seesPerson },
          consoleUrl,
          readerFrom(dependencies, visit),
          t,
        ),
      },
      {
        action: 'question-viewed',
        personId: enquiry.personId,
        ...(enquiry.applicationId !== null && { applicationId: enquiry.applicationId }),
      },
    )
  }
}

function readerFrom({ config, today }: ConsoleDependencies, { staff }: Asker) {
  return { staff, today: today(), extraBankHolidays: config.extraBankHolidays }
}
