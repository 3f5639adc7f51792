import { z } from 'zod'
import type { Person } from '../../../server/database'
import { planFrom } from '../../../server/domain/assessments'
import { comKeyOf } from '../../../server/domain/people'
import { askingScopeFor, asksAbout, notificationScopeFor } from '../../../server/use-cases/accounts/access-scopes'
import { assessmentsOf } from '../../../server/use-cases/assessments/assessments'
import { personsChecklist, shownToStaff } from '../../../server/use-cases/people/in-cell/checklist'
import { isForOthers } from '../../../server/use-cases/people/records/com-changes'
import type { Perform } from '../../../server/use-cases/perform'
import { can } from '../../access/permissions'
import { plainText } from '../../forms/form'
import { pageOf } from '../../lists/page-of'
import { findSearch } from '../../lists/searches'
import { redirect, view, type View } from '../../page/answers'
import type { Screen, Visit } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { comCoverInWords } from '../../presenting/people/com-cover'
import { decidedFact } from '../../presenting/people/responsibility-record'
import { mostMessages, nameOf, presentPeople, presentPerson, presentPinRequests } from './presenter'
import { peoplePageSize, peopleQuery } from './search'

const becauseLimit = 200
export const dismissForm = z.object({ because: plainText(becauseLimit) })

/** The people in the reader's scope, or those whom a search found. */
export function peopleScreen({ database, words }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return async ({ req, staff, scope, typed }) => {
    const params = peopleQuery.parse(typed === null ? req.query : {})
    const search = params.search === null ? null : (findSearch(req, params.search) ?? null)
    const { rows: people, page } = await pageOf(params.page, peoplePageSize, each =>
      database.people.search(scope, search ?? '', each),
    )
    const pinRequests = can(staff.role, 'make-pin-slip') ? await database.pins.requests(scope) : []
    const about = {
      name: search === null ? null : params.search,
      words: search,
      isOver: params.search !== null && search === null,
    }
    return view(
      'people/people.njk',
      { ...presentPeople(about, people, page, t), pinRequests: presentPinRequests(pinRequests, t) },
      {
        action: search === null ? 'people-listed' : 'people-searched',
        detail: { ...(search !== null && { search }), page, shown: people.map(({ id }) => id) },
      },
    )
  }
}

/** Everything that the reader may see of one person. */
export function personScreen(dependencies: ConsoleDependencies, perform: Perform): Screen<Person> {
  const { database, config, words } = dependencies
  const t = words.in('en')
  return async ({ found: person, staff, scope }) => {
    const applications = can(staff.role, 'see-application')
      ? await database.applications.ofPersonInScope(person.id, scope)
      : []
    const context = dependencies.context()
    const ids = applications.map(({ id }) => id)
    const decided = decidedFact(person)
    const [
      aboutMe,
      records,
      corrections,
      consents,
      messages,
      assessments,
      referrals,
      written,
      notifications,
      checklist,
    ] = await Promise.all([
      database.aboutMe.of(person.id),
      person.whereaboutsSince === null ? [] : database.whereabouts.ofPerson(person.id),
      decided ? database.corrections.of(person.id, decided) : [],
      database.consents.ofPerson(person.id),
      database.messages.newestOf(ids, mostMessages),
      can(staff.role, 'see-assessments') ? database.assessments.ofPerson(person.id) : null,
      can(staff.role, 'see-referrals') && asksAbout(staff, person)
        ? database.referrals.ofPerson(person.id, askingScopeFor(staff))
        : null,
      can(staff.role, 'see-plan') ? database.plans.entries(person.id, person.custodyBegan) : null,
      can(staff.role, 'see-notifications')
        ? database.notifications.ofPerson(person.id, notificationScopeFor(staff, context.today))
        : null,
      perform(personsChecklist, person),
    ])
    const change = can(staff.role, 'confirm-com') ? await database.comChanges.waiting(person.id) : undefined
    const comKey = comKeyOf(person)
    const comAbsences = comKey === null ? [] : await database.comAbsences.ofCom(comKey, context.today)
    const newCom = change
      ? { change, isForOthers: await isForOthers(database, change, person.prisonId, staff.id) }
      : null
    const { policy, extraBankHolidays } = config
    const reader = { staff, today: context.today, now: context.now, policy, extraBankHolidays }
    const record = {
      aboutMe,
      newCom,
      corrections,
      whereabouts: records[0],
      applications,
      consents,
      messages,
      assessments: assessments && assessmentsOf(person, assessments, context),
      referrals: referrals && referrals.filter(({ endedAt }) => endedAt === null),
      plan: written && planFrom(written),
      notifications,
      checklist: shownToStaff(checklist),
    }
    const comCover = comCoverInWords(comAbsences, staff.id, t)
    const shown = { back: '/people', comCover, ...presentPerson(person, record, reader, t) }
    return view('people/person.njk', shown, viewOf(person))
  }
}

/** The pages on a person's PIN: making a slip with a new one, and putting a request for it away. */
export function pinScreens({ database, words }: ConsoleDependencies) {
  const t = words.in('en')
  const confirm = (person: Person, hasPin: boolean, isAgain: boolean): View => {
    const context = {
      pageName: t('console/people:slip.confirm.page-name'),
      back: `/people/${person.prisonNumber}`,
      name: nameOf(person),
      prisonNumber: person.prisonNumber,
      hasPin,
      again: isAgain,
    }
    return view('people/confirm-pin-slip.njk', context, viewOf(person), isAgain ? 409 : 200)
  }
  return {
    confirm: async ({ found: person }: Visit<Person>) =>
      confirm(person, (await database.pins.find(person.id)) !== undefined, false),
    /** A page loaded again, or a second click, would end the PIN of the slip that was just printed. */
    confirmAgain: (person: Person) => confirm(person, true, true),
    dismiss: async ({ found: person, typed }: Visit<Person>) => {
      if (typed === null && !(await database.pins.hasRequest(person.id))) return redirect('/people')
      const context = {
        pageName: t('console/people:dismiss.page-name'),
        back: '/people',
        name: nameOf(person),
        address: `/people/${person.prisonNumber}/pin-request`,
        limit: becauseLimit,
      }
      return view('people/dismiss-pin-request.njk', context, viewOf(person))
    },
  }
}

function viewOf({ id }: Person) {
  return { action: 'person-viewed', personId: id }
}
