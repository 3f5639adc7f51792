import type { Translate } from '../../../server/content/words/words'
import {
  personNotePageSize,
  type AboutMeRecord,
  type Application,
  type ComChange,
  type Consent,
  type Correction,
  type Person,
  type PersonNote,
  type StaffMember,
  type WhereaboutsRecord,
} from '../../../server/database'
import type { Reads } from '../../../server/database/reads'
import {
  dayInWords,
  londonToday,
  shortDay,
  type CalendarDay,
  type ExtraBankHolidays,
} from '../../../server/domain/calendar'
import { isOpen, partOf, type ListPart } from '../../../server/domain/checklist'
import { itemsLeft, leavingItems } from '../../../server/domain/people/leaving'
import { personNoteKinds } from '../../../server/domain/people/person-notes'
import type { PolicyName } from '../../../server/domain/routing'
import { asksAbout } from '../../../server/use-cases/accounts/access-scopes'
import { statesFrom } from '../../../server/use-cases/people/custody/leaving'
import type { ChecklistLine } from '../../../server/use-cases/people/in-cell/checklist'
import { can, mayCorrect } from '../../access/permissions'
import { dayInField } from '../../forms/day-field'
import { pagesFor, presentPagination } from '../../lists/pagination'
import { momentInWords } from '../../presenting/moments'
import { whoChangedCom } from '../../presenting/people/com-changes'
import { consentRows } from '../../presenting/people/consent-rows'
import { fullName } from '../../presenting/people/full-name'
import {
  foldUnknown,
  presentContradictions,
  presentFacts,
  presentResponsibility,
  presentSupport,
} from '../../presenting/people/person-facts'
import { personAddresses } from '../../presenting/people/person-page'
import type { PersonsWork } from '../../presenting/people/persons-work'
import { whereaboutsInWords } from '../../presenting/people/whereabouts'
import { mostEnded, presentEndedWork, presentMayHaveLeft, presentOpenWork } from '../../presenting/people/work-rows'
import { presentNotification } from '../../presenting/work/notification-rows'
import { noteLimits } from './form'
import { noteTitle } from './history'

export const mostMessages = 10

const inOneSentence = new Intl.ListFormat('en-GB', { type: 'disjunction' })

/** Who opens a page about a person. */
export interface Reader {
  readonly staff: StaffMember
  readonly today: CalendarDay
  readonly now: Date
  readonly policy: PolicyName
  readonly extraBankHolidays: ExtraBankHolidays
}

/** A person's own page: all open work, and beside it what to know at a glance. */
export function presentWorkPage(
  person: Person,
  work: PersonsWork,
  about: {
    readonly aboutMe: AboutMeRecord
    /** Null where the reader confirms none. */
    readonly newCom: { readonly change: ComChange; readonly isForOthers: boolean } | null
    /** The newest record of where they are; undefined when there is none. */
    readonly whereabouts: WhereaboutsRecord | undefined
    /** Others with the name and birth date; none for whoever cannot say whether they are the same person. */
    readonly namesakes: readonly Person[]
  },
  reader: Reader,
  t: Translate,
) {
  const addresses = personAddresses(person, reader.staff)
  const { rows, yours } = presentOpenWork(person, work, reader, t)
  const ended = presentEndedWork(person, work, t).length
  return {
    pageName: t('console/people:person.page-name'),
    newCom: about.newCom && presentNewCom(person, about.newCom, t),
    whereabouts: whereaboutsInWords(person, about.whereabouts, t),
    mayHaveLeft: presentMayHaveLeft(person, work, reader, t),
    same: presentNamesakes(person, about.namesakes, t),
    contradictions: presentContradictions(person, reader.today, t),
    support: presentSupport(person, about.aboutMe, t),
    rows,
    count: t('console/person-pages:work.count', { count: rows.length }),
    yours: yours > 0 ? t('console/person-pages:work.yours', { count: yours }) : null,
    closed:
      ended > 0 ? { href: addresses.closed, text: t('console/person-pages:work.closed', { count: ended }) } : null,
    summaryAddress: addresses.summary,
    factsAddress: addresses.facts,
    leaving: presentLeaving(person, work, addresses.leaving, t),
    notes: presentNewestNotes(work, addresses.notes, reader, t),
    around: presentPeopleAround(person, t),
  }
}

/** Who is perhaps the same person under another number, and where the two are compared; null for nobody. */
function presentNamesakes({ prisonNumber }: Person, namesakes: readonly Person[], t: Translate) {
  if (namesakes.length === 0) return null
  const numbers = inOneSentence.format(namesakes.map(each => each.prisonNumber))
  return { text: t('console/person-pages:same', { numbers }), href: `/receptions/same-people?with=${prisonNumber}` }
}

function presentLeaving(_person: Person, { leaving }: PersonsWork, href: string | null, t: Translate) {
  if (leaving === null) return null
  const states = statesFrom(leaving)
  const left = itemsLeft(states)
  return {
    href,
    rows: leavingItems.map(item => {
      const value = states[item]
      const isSettled = !left.includes(item)
      return {
        what: t(`console/leaving:items.${item}`),
        how: value === undefined ? t('console/leaving:not-recorded') : t(`console/leaving:values.${value}`),
        mark: value === undefined ? null : isSettled ? 'done' : 'close',
      }
    }),
  }
}

function presentNewestNotes({ notes }: PersonsWork, href: string | null, reader: Reader, t: Translate) {
  if (notes === null || href === null) return null
  const total = notes[0]?.total ?? 0
  return {
    href,
    all: total > notes.length ? t('console/person-pages:side.all-notes', { count: total }) : null,
    rows: notes.map(note => presentNote(note, reader, t)),
  }
}

function presentNote(note: PersonNote, { staff, today }: Pick<Reader, 'staff' | 'today'>, t: Translate) {
  const { staffId, staffName, happenedOn, writtenAt, words } = note
  const name = staffId === staff.id ? t('console/person-pages:work.you') : staffName
  const written = londonToday(writtenAt)
  return {
    what: noteTitle(note, t),
    words,
    by: t(`console/person-pages:notes.${written === happenedOn ? 'by' : 'by-later'}`, {
      name,
      day: shortDay(happenedOn, today),
      written: shortDay(written, today),
    }),
  }
}

/** Who works with a person, of whom the service knows the name. */
function presentPeopleAround({ keyWorkerName, comName, comEmail, pomName, pomEmail }: Person, t: Translate) {
  const row = (what: string, name: string | null, email: string | null = null) => ({
    what,
    name: name ?? email ?? t('console/person:not-known'),
  })
  return [
    row(t('console/person:facts.comName'), comName, comEmail),
    row(t('console/person:facts.pomName'), pomName, pomEmail),
    row(t('console/person:facts.keyWorkerName'), keyWorkerName),
  ]
}

/** A new COM whom the team has not confirmed, and where the reader does. */
function presentNewCom(
  person: Person,
  { change, isForOthers }: { readonly change: ComChange; readonly isForOthers: boolean },
  t: Translate,
) {
  const { before } = change
  return {
    text: t('console/com-changes:confirm.text', { email: person.comEmail }),
    before: before === null ? t('console/com-changes:none-before') : t('console/com-changes:before', { before }),
    changed: whoChangedCom(change, t),
    email: person.comEmail,
    action: isForOthers ? null : `/people/${person.prisonNumber}/com`,
  }
}

/** What has ended, the newest first. */
export function presentClosedPage(person: Person, work: PersonsWork, { today }: Reader, t: Translate) {
  const rows = presentEndedWork(person, work, t)
  return {
    pageName: t('console/person-pages:closed.page-name'),
    most: rows.length === mostEnded ? t('console/person-pages:closed.most', { most: mostEnded }) : null,
    rows: rows.map(row => ({ ...row, reference: row.reference ?? null, on: shortDay(row.on, today) })),
  }
}

/** The notes about a person, and the form to add one. */
export function presentNotesPage(
  person: Person,
  notes: readonly (PersonNote & { readonly total: number })[],
  page: number,
  reader: Reader,
  t: Translate,
) {
  const address = personAddresses(person, reader.staff).notes ?? ''
  return {
    pageName: t('console/person-pages:notes.page-name'),
    name: person.firstName,
    address,
    limits: noteLimits,
    kinds: personNoteKinds.map(value => ({ value, text: t(`console/person-pages:notes.kinds.${value}`) })),
    today: dayInField(reader.today),
    notes: notes.map(note => {
      const { what, by, words } = presentNote(note, reader, t)
      return { what, by, words: [words] }
    }),
    pagination: presentPagination(
      page,
      pagesFor(notes[0]?.total ?? 0, personNotePageSize),
      at => (at > 1 ? `${address}?page=${at}` : address),
      t,
    ),
  }
}

/** The facts about a person with their sources, who is responsible and why, and what the person let staff tell. */
export function presentFactsPage(
  person: Person,
  record: {
    readonly aboutMe: AboutMeRecord
    /** Of the fact that who is responsible rests on, newest first. */
    readonly corrections: readonly Correction[]
    /** Those that the reader may see. */
    readonly applications: readonly Application[]
    readonly consents: readonly Consent[]
    /** Without what is private to the person. */
    readonly checklist: readonly ChecklistLine[]
  },
  reader: Reader,
  t: Translate,
) {
  const { staff } = reader
  return {
    pageName: t('console/person-pages:facts.page-name'),
    name: fullName(person),
    support: presentSupport(person, record.aboutMe, t),
    contradictions: presentContradictions(person, reader.today, t),
    responsibility: presentResponsibility(person, record.corrections, reader, t),
    facts: foldUnknown(
      presentFacts(person, t, fact =>
        mayCorrect(staff.role, fact) ? `/people/${person.prisonNumber}/facts/${fact}` : null,
      ),
    ),
    consents: consentRows(
      record.consents.filter(
        ({ applicationId }) => applicationId === null || record.applications.some(({ id }) => id === applicationId),
      ),
      t,
    ),
    consentsAddress:
      can(staff.role, 'record-consent') && asksAbout(staff, person) ? `/people/${person.prisonNumber}/consents` : null,
    checklist: presentTasks(record.checklist, t),
  }
}

function presentTasks(lines: readonly ChecklistLine[], t: Translate) {
  const count = (part: ListPart) => lines.filter(line => partOf(line) === part).length
  return {
    summary: t('console/people:person.checklist.summary', {
      count: lines.length,
      done: count('done'),
      waiting: count('waiting'),
    }),
    tasks: lines.map(line => ({
      title: t(`${line.words}.title`),
      when: isOpen(line.status)
        ? t(`tasks:timing.${line.timing}`, line.due === null ? {} : { date: dayInWords(line.due) })
        : '',
      state: t(`tasks:statuses.${line.status}`),
    })),
  }
}

type NewestMessages = Awaited<ReturnType<Reads['messages']['newestOf']>>

/** The newest messages with a person about their applications. */
export function presentMessages(messages: NewestMessages, applications: readonly Application[], t: Translate) {
  const references = new Map(applications.map(({ id, reference }) => [id, reference]))
  return messages.map(({ applicationId, sender, staffName, sentAt, readAt }) => {
    const reference = references.get(applicationId) ?? ''
    return {
      reference,
      href: `/applications/${reference}#messages`,
      from: sender === 'person' ? t('console/people:person.messages.person') : staffName,
      when: momentInWords(sentAt),
      read: sender === 'person' ? null : t(`console/people:person.messages.${readAt ? 'read' : 'not-read'}`),
    }
  })
}

/** Who was told or asked about a person; null where the reader does not see that. */
export function presentTold({ notifications }: PersonsWork, reader: Reader, t: Translate) {
  const { role } = reader.staff
  const rowReader = { ...reader, seesTopic: can(role, 'see-application'), tellsOutside: can(role, 'tell-outside') }
  return notifications && notifications.map(each => presentNotification(each, rowReader, t))
}
