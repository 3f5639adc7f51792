import { personNotePageSize, type Person } from '../../../server/database'
import { comKeyOf } from '../../../server/domain/people'
import { personsChecklist, shownToStaff } from '../../../server/use-cases/people/in-cell/checklist'
import { isForOthers } from '../../../server/use-cases/people/records/com-changes'
import type { Perform } from '../../../server/use-cases/perform'
import { can } from '../../access/permissions'
import { dayInField } from '../../forms/day-field'
import { pageOf } from '../../lists/page-of'
import { view } from '../../page/answers'
import type { Screen, Visit } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { momentInWords } from '../../presenting/moments'
import { comCoverInWords } from '../../presenting/people/com-cover'
import { frameFrom, personFrame } from '../../presenting/people/person-frame'
import { readPersonsWork, type PersonsWork } from '../../presenting/people/persons-work'
import { decidedFact } from '../../presenting/people/responsibility-record'
import { notesQuery } from './form'
import { mostEvents, presentHistory } from './history'
import {
  mostMessages,
  presentClosedPage,
  presentFactsPage,
  presentMessages,
  presentNotesPage,
  presentTold,
  presentWorkPage,
  type Reader,
} from './presenter'

/** Everything open about one person, and what to know at a glance. */
export function workScreen(dependencies: ConsoleDependencies): Screen<Person> {
  const t = dependencies.words.in('en')
  return async visit => {
    const { found: person } = visit
    const [work, about] = await Promise.all([
      readPersonsWork(dependencies, visit, person),
      readAbout(dependencies, visit),
    ])
    const reader = readerFrom(dependencies, visit)
    const context = {
      back: '/people',
      ...frameFrom(dependencies, visit, person, 'work', work, t),
      comCover: about.comCover,
      ...presentWorkPage(person, work, about, reader, t),
    }
    const alike = about.namesakes.map(({ id }) => id)
    return view('person/work.njk', context, { ...viewOf(person), ...(alike.length > 0 && { detail: { alike } }) })
  }
}

async function readAbout(
  { database, today, words }: ConsoleDependencies,
  { found: person, staff, scope }: Visit<Person>,
) {
  const comKey = comKeyOf(person)
  const [aboutMe, records, change, absences, namesakes] = await Promise.all([
    database.aboutMe.of(person.id),
    person.whereaboutsSince === null ? [] : database.whereabouts.ofPerson(person.id),
    can(staff.role, 'confirm-com') ? database.comChanges.waiting(person.id) : undefined,
    comKey === null ? [] : database.comAbsences.ofCom(comKey, today()),
    can(staff.role, 'import') ? database.receptions.namesakes(scope, [person.id]) : [],
  ])
  return {
    aboutMe,
    whereabouts: records[0],
    newCom: change ? { change, isForOthers: await isForOthers(database, change, person.prisonId, staff.id) } : null,
    comCover: comCoverInWords(absences, staff.id, words.in('en')),
    namesakes,
  }
}

/** What has ended about one person. */
export function closedScreen(dependencies: ConsoleDependencies): Screen<Person> {
  const t = dependencies.words.in('en')
  return async visit => {
    const { found: person } = visit
    const work = await readPersonsWork(dependencies, visit, person)
    const context = {
      back: `/people/${person.prisonNumber}`,
      ...frameFrom(dependencies, visit, person, 'work', work, t),
      ...presentClosedPage(person, work, readerFrom(dependencies, visit), t),
    }
    return view('person/closed.njk', context, viewOf(person))
  }
}

/** A person's notes and calls, and the form to add one. */
export function notesScreen(dependencies: ConsoleDependencies): Screen<Person> {
  const { database, words } = dependencies
  const t = words.in('en')
  const frame = personFrame(dependencies)
  return async visit => {
    const { req, found: person, typed } = visit
    const query = notesQuery.parse(typed === null ? req.query : {})
    const { rows: notes, page } = await pageOf(query.page, personNotePageSize, each =>
      database.personNotes.ofPerson(person.id, each),
    )
    const context = {
      back: '/people',
      ...(await frame(visit, person, 'notes')),
      ...presentNotesPage(person, notes, page, readerFrom(dependencies, visit), t),
      values: typed ?? { 'note-day': dayInField(dependencies.today()) },
    }
    return view('person/notes.njk', context, { action: 'person-notes-viewed', personId: person.id })
  }
}

/** The facts about one person. */
export function factsScreen(dependencies: ConsoleDependencies, perform: Perform): Screen<Person> {
  const { database, words } = dependencies
  const t = words.in('en')
  return async visit => {
    const { found: person } = visit
    const decided = decidedFact(person)
    const [work, aboutMe, corrections, consents, checklist] = await Promise.all([
      readPersonsWork(dependencies, visit, person),
      database.aboutMe.of(person.id),
      decided ? database.corrections.of(person.id, decided) : [],
      database.consents.ofPerson(person.id),
      perform(personsChecklist, person),
    ])
    const record = {
      aboutMe,
      corrections,
      applications: work.applications,
      consents,
      checklist: shownToStaff(checklist),
    }
    const context = {
      back: '/people',
      ...frameFrom(dependencies, visit, person, 'facts', work, t),
      ...presentFactsPage(person, record, readerFrom(dependencies, visit), t),
    }
    return view('person/facts.njk', context, viewOf(person))
  }
}

/** What happened about one person, the newest messages, and who was told or asked. */
export function historyScreen(dependencies: ConsoleDependencies): Screen<Person> {
  const { database, words } = dependencies
  const t = words.in('en')
  return async visit => {
    const { staff, found: person } = visit
    const seesLeaving = can(staff.role, 'see-leaving')
    const [work, corrections, hearings, whereabouts] = await Promise.all([
      readPersonsWork(dependencies, visit, person),
      database.corrections.ofPerson(person.id),
      seesLeaving ? database.courtHearings.ofPerson(person.id) : [],
      seesLeaving ? database.whereabouts.ofPerson(person.id) : [],
    ])
    const [messages, notes] = await Promise.all([
      database.messages.newestOf(
        work.applications.map(({ id }) => id),
        mostMessages,
      ),
      allNotes(dependencies, person, work),
    ])
    const reader = readerFrom(dependencies, visit)
    const context = {
      back: '/people',
      pageName: t('console/person-pages:history.page-name'),
      ...frameFrom(dependencies, visit, person, 'history', work, t),
      ...presentHistory({ ...work, notes }, { corrections, hearings, whereabouts }, t),
      messages: presentMessages(messages, work.applications, t),
      mostMessages,
      notifications: presentTold(work, reader, t),
    }
    return view('person/history.njk', context, viewOf(person))
  }
}

/** All of it on one page to print: open work, leaving, and what was written down. */
export function summaryScreen(dependencies: ConsoleDependencies): Screen<Person> {
  const t = dependencies.words.in('en')
  return async visit => {
    const { staff, found: person } = visit
    const [work, about] = await Promise.all([
      readPersonsWork(dependencies, visit, person),
      readAbout(dependencies, visit),
    ])
    const reader = readerFrom(dependencies, visit)
    const notes = await allNotes(dependencies, person, work)
    const context = {
      ...frameFrom(dependencies, visit, person, 'work', work, t),
      ...presentWorkPage(person, { ...work, notes }, about, reader, t),
      pageName: t('console/person-pages:summary.page-name'),
      back: `/people/${person.prisonNumber}`,
      made: t('console/person-pages:summary.made', { when: momentInWords(reader.now), name: staff.name }),
    }
    return view('person/summary.njk', context, { action: 'person-summary-made', personId: person.id })
  }
}

/** As many notes as a page shows events; null where the reader does not see them. */
async function allNotes(
  { database }: ConsoleDependencies,
  person: Person,
  { notes }: PersonsWork,
): Promise<PersonsWork['notes']> {
  return notes && database.personNotes.ofPerson(person.id, 1, mostEvents)
}

function readerFrom({ config, context }: ConsoleDependencies, { staff }: Pick<Visit<Person>, 'staff'>): Reader {
  const { today, now } = context()
  const { policy, extraBankHolidays } = config
  return { staff, today, now, policy, extraBankHolidays }
}

function viewOf({ id }: Person) {
  return { action: 'person-viewed', personId: id }
}
