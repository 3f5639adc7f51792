import type { Knex } from 'knex'
import { createDatabase, type Database, type Person, type PersonFacts, type Prison } from '../server/database'
import {
  forms,
  newReference,
  nextQuestion,
  raisesConcern,
  topicOf,
  type Answer,
  type Question,
} from '../server/domain/applications'
import { addDays, londonToday, workingDayOnOrAfter, type CalendarDay } from '../server/domain/calendar'
import { decide } from '../server/domain/routing'
import { can, type Role } from '../server/domain/staff/roles'
import { pathways } from '../server/domain/topics'
import { comRequestKindsFor, pathwayOfRequest } from '../server/domain/work/com-requests'
import { enquiryWork } from '../server/domain/work/enquiries'
import { chaseDay, hasEnded, nextStatuses, referralKindsFor } from '../server/domain/work/referrals'
import { routingFacts } from '../server/use-cases/applications/routing/routing-facts'
import { formFacts } from '../server/use-cases/applications/sending/form-facts'
import type { Context } from '../server/use-cases/context'
import { DemoData, type DemoApplication, type DemoEnquiry, type DemoReferral, type DemoComRequest } from './bulk-insert'
import { Chance, generatePerson } from './generate-people'

const batch = 500
const dayMs = 24 * 60 * 60 * 1000

const sentences = [
  'I had a flat with the council but I think I have lost it.',
  'My sister says I can stay for two weeks and no longer.',
  'I have never had a bank account in my own name.',
  'The doctor gave me tablets before and I need to go on with them.',
  'I want to work on a building site, I have my old card somewhere.',
  'I owe rent and a phone bill and I do not know how much.',
  'Nobody has told me where to go on the day.',
  'My birth certificate was at my old address.',
  'I would like to talk to somebody face to face.',
  'I asked about this before and heard nothing.',
]
const replies = ['We have booked an appointment for you.', 'Your form is with the council now. They will write to you.']
const outcomes = ['agreed', 'agreed', 'agreed-in-part', 'not-agreed', 'passed-on'] as const

export interface Filling {
  readonly people: number
  readonly applications: number
}

const whys = [
  'I cannot come to the prison before then.',
  'The landlord waits for an answer.',
  'We agreed it by telephone.',
]
const ends = ['Done by telephone, they have written to the person.', 'The form is sent and was taken.']
const bodysQuestions = ['Can this person travel alone?', 'Is a GP found? Yes or no is enough.']
const whoms = ['The council', 'The service for the area', 'The work coach', 'The bank'] as const
const reasons = ['The person does not want it.', 'It is done already.']

/**
 * Fills a database with generated people, applications, assessments, COM requests, enquiries to healthcare and
 * referrals in realistic proportions, for scale tests: four of five applications are open, some overdue, about half
 * claimed. Deterministic; a further run continues after the existing data. All in one transaction.
 *
 * @returns how many of the applications are open
 */
export async function fillWithDemoData(
  knex: Knex,
  context: Context,
  { people, applications }: Filling,
): Promise<number> {
  const filled = await knex.transaction(async transaction => {
    const [database, demoData] = [createDatabase(transaction), new DemoData(transaction)]
    await demoData.begin()
    const already = await demoData.already()
    const chance = new Chance(7_202 + already.people + already.applications)
    const prisons = (await database.prisons.all()).filter(({ active }) => active)
    const inOffice = await staffOfPrisons(database, prisons)
    const askers = await staffOfPrisons(database, prisons, role => can(role, enquiryWork.holderPermission))
    const added: Person[] = []
    for (let first = 0; first < people; first += batch) {
      const count = Math.min(batch, people - first)
      const some = Array.from({ length: count }, (_, index) => {
        const prison = choosePrison(chance, prisons)
        const number = demoData.prisonNumber(already.people + first + index)
        return { prison, prisonNumber: number, facts: generatePerson(chance, prison, context.today) }
      })
      const source = { source: 'demonstration', at: context.now.toISOString() } as const
      const ids = await database.people.addAll(some, source)
      for (const [index, each] of some.entries()) added.push(personFrom(each, ids[index]!))
    }
    let open = 0
    for (let first = 0; first < applications; first += batch) {
      const count = Math.min(batch, applications - first)
      const some = Array.from({ length: count }, (_, index) => {
        const person = chance.of(added)
        const number = already.applications + first + index
        return generateApplication(chance, number, person, inOffice.get(person.prisonId) ?? [], context)
      })
      await demoData.addAll(some)
      open += some.filter(({ answered }) => answered === null).length
    }
    await addComRequests(demoData, new Chance(4_111 + already.people), added, inOffice, context)
    await addEnquiries(demoData, new Chance(5_303 + already.people), added, askers, context)
    await addReferrals(demoData, new Chance(6_211 + already.people), added, inOffice, context)
    await demoData.addAssessments(context.today)
    return open
  })
  await new DemoData(knex).analyze()
  return filled
}

/** Half of the people are in the first prison, so that one queue is long. */
function choosePrison(chance: Chance, prisons: readonly Prison[]): Prison {
  const share = chance.below(100)
  const wanted = share < 50 ? 'LEI' : share < 65 ? 'STI' : share < 80 ? 'BWI' : null
  return prisons.find(({ id }) => id === wanted) ?? chance.of(prisons)
}

async function staffOfPrisons(
  database: Database,
  prisons: readonly Prison[],
  does: (role: Role) => boolean = () => true,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const members = (await database.staff.inPrisons(prisons.map(({ id }) => id))).filter(({ role }) => does(role))
  return new Map(
    prisons.map(({ id }) => [
      id,
      members.filter(member => member.active && member.prisons.includes(id)).map(member => member.id),
    ]),
  )
}

function personFrom(
  { prison, prisonNumber, facts }: { prison: Prison; prisonNumber: string; facts: PersonFacts },
  id: number,
): Person {
  return {
    ...facts,
    id,
    prisonNumber,
    language: facts.firstLanguage === 'Welsh' ? 'cy' : 'en',
    readingHelp: [],
    askedAboutReadingAt: null,
    saidIfSafeOn: null,
    custodyBegan: facts.receptionDate,
    whereabouts: 'in-prison',
    whereaboutsSince: null,
    stillHereOn: null,
    comEmailConfirmed: facts.comEmail,
    factSources: {},
    prisonName: prison.name,
    prisonNameCy: prison.nameCy,
    prisonNation: prison.nation,
    prisonRegion: prison.region,
    prisonEstate: prison.estate,
    prisonFunctions: prison.functions,
    hearingDays: [],
  }
}

function generateApplication(
  chance: Chance,
  number: number,
  person: Person,
  staff: readonly number[],
  { now, today, routing }: Context,
): DemoApplication {
  const isClosed = staff.length > 0 && chance.inHundred(20)
  const daysAgo = isClosed ? 15 + chance.below(300) : Math.floor(20 * chance.next() * chance.next())
  const sentAt = new Date(now.getTime() - daysAgo * dayMs - chance.below(dayMs / 2))
  const form = chance.of(forms.filter(({ estate }) => estate === undefined || estate === person.prisonEstate))
  const known = formFacts(person, today)
  const answers: Record<string, Answer> = {}
  for (let next; (next = nextQuestion(form, answers, known));) answers[next.id] = generateAnswer(chance, next, today)
  const sentOn = addDays(today, -daysAgo)
  const topic = topicOf(form, answers, known, sentOn)
  const safetyConcern = raisesConcern(form, answers)
  const reference = referenceOf(number)
  const facts = routingFacts(person, { id: reference, topic, safetyConcern }, sentOn)
  const decision = decide(facts, routing)
  const later = (share: number) => new Date(sentAt.getTime() + share * (now.getTime() - sentAt.getTime()))
  const isWithTeam = decision.destination === 'PRT' && staff.length > 0
  // Almost every safety concern is claimed: few of them wait at any time.
  const isClaimed = isClosed || (isWithTeam && chance.inHundred(safetyConcern ? 98 : 45))
  return {
    number,
    reference,
    personId: person.id,
    form: form.id,
    formVersion: form.version,
    topic,
    language: person.language,
    answers,
    safetyConcern,
    sentAt,
    facts,
    decision,
    claimed: isClaimed ? { by: chance.of(staff), at: later(0.2) } : null,
    answered: isClosed
      ? { outcome: chance.of(outcomes), words: chance.of(replies), at: new Date(sentAt.getTime() + 8 * dayMs) }
      : null,
    added: !isClosed && chance.inHundred(10) ? { words: chance.of(sentences), at: later(0.6) } : null,
  }
}

/** A COM request for every fourth person: half of them waiting or taken, half ended. */
async function addComRequests(
  demoData: DemoData,
  chance: Chance,
  people: readonly Person[],
  inOffice: ReadonlyMap<string, readonly number[]>,
  { now, today }: Context,
): Promise<void> {
  const coms = await demoData.coms()
  const anyCom = [...coms.values()][0]
  if (anyCom === undefined) return
  const requests = people.flatMap((person): DemoComRequest[] => {
    if (person.comEmail === null || !chance.inHundred(25)) return []
    const kind = chance.of(comRequestKindsFor(person.prisonEstate, 'com'))
    const daysAgo = 1 + chance.below(60)
    const at = (share: number) => new Date(now.getTime() - daysAgo * dayMs * (1 - share))
    const staff = inOffice.get(person.prisonId) ?? []
    const state = staff.length === 0 ? 0 : chance.below(10)
    const taken = state >= 3 ? { by: chance.of(staff), at: at(0.2) } : null
    const isDone = state >= 7
    const words = chance.of(isDone ? ends : reasons)
    const ended = state >= 5 ? { isDone, words, at: at(0.6), doneOn: isDone ? londonToday(at(0.5)) : null } : null
    return [
      {
        personId: person.id,
        kind,
        words: kind === 'other' ? chance.of(sentences) : null,
        pathway: pathwayOfRequest(kind, null) ?? chance.of(pathways),
        why: chance.of(whys),
        due: addDays(today, chance.below(40) - 10),
        asked: { by: coms.get(person.comEmail) ?? anyCom, at: at(0) },
        taken,
        ended,
        isRead: ended !== null && chance.inHundred(60),
      },
    ]
  })
  for (let first = 0; first < requests.length; first += batch)
    await demoData.addComRequests(requests.slice(first, first + batch))
}

/** A referral for every third person: half of them ended, and a tenth of the rest without an owner. */
async function addReferrals(
  demoData: DemoData,
  chance: Chance,
  people: readonly Person[],
  inOffice: ReadonlyMap<string, readonly number[]>,
  { now, routing }: Context,
): Promise<void> {
  const referrals = people.flatMap((person): DemoReferral[] => {
    const staff = inOffice.get(person.prisonId) ?? []
    if (staff.length === 0 || !chance.inHundred(33)) return []
    const kind = chance.of(referralKindsFor(person.prisonEstate))
    const daysAgo = 1 + chance.below(30)
    const at = (share: number) => new Date(now.getTime() - daysAgo * dayMs * (1 - share))
    const by = chance.of(staff)
    const end = chance.of(nextStatuses(kind, 'sent').filter(hasEnded))
    return [
      {
        personId: person.id,
        kind,
        whom: chance.of(whoms),
        chaseOn: chaseDay(kind, 'sent', null, londonToday(at(0)), routing.extraBankHolidays)!,
        sent: { by, at: at(0) },
        ownedBy: chance.inHundred(10) ? null : by,
        ended: chance.inHundred(50) ? { status: end, at: at(0.5) } : null,
      },
    ]
  })
  for (let first = 0; first < referrals.length; first += batch) {
    await demoData.addReferrals(referrals.slice(first, first + batch))
  }
}

/** An enquiry to healthcare for every sixth person; half are answered where there is a healthcare account. */
async function addEnquiries(
  demoData: DemoData,
  chance: Chance,
  people: readonly Person[],
  askers: ReadonlyMap<string, readonly number[]>,
  { now, today }: Context,
): Promise<void> {
  const nurses = await demoData.nurses()
  const questions = people.flatMap((person): DemoEnquiry[] => {
    const staff = askers.get(person.prisonId) ?? []
    if (staff.length === 0 || !chance.inHundred(17)) return []
    const daysAgo = 1 + chance.below(30)
    const nurse = nurses.get(person.prisonId)
    const isAnswered = nurse !== undefined && chance.inHundred(50)
    const answeredAt = new Date(now.getTime() - (daysAgo * dayMs) / 2)
    return [
      {
        personId: person.id,
        words: chance.of(bodysQuestions),
        due: workingDayOnOrAfter(addDays(today, chance.below(20) - 8)),
        asked: { by: chance.of(staff), at: new Date(now.getTime() - daysAgo * dayMs) },
        answered: isAnswered
          ? { by: nurse, at: answeredAt, words: chance.of(['Yes.', 'No.', 'Ask again in a week.']) }
          : null,
        isRead: isAnswered && chance.inHundred(60),
      },
    ]
  })
  for (let first = 0; first < questions.length; first += batch)
    await demoData.addEnquiries(questions.slice(first, first + batch))
}

function generateAnswer(chance: Chance, question: Question, today: CalendarDay): Answer {
  if (question.kind === 'date') return { day: today }
  if (question.kind === 'words')
    return { words: `${chance.of(sentences)} ${chance.of(sentences)}`.slice(0, question.limit) }
  const worrying = [...(question.concern ?? []), ...(question.stop ?? [])]
  const harmless = question.options.filter(option => !worrying.includes(option))
  const concern = question.concern?.[0]
  const choice = concern !== undefined && chance.inHundred(0.4) ? concern : chance.of([...harmless, 'rather-not-say'])
  return question.kind === 'one' ? choice : [choice]
}

/** A unique, non-sequential reference for each number: the factor is coprime to the number of references. */
function referenceOf(number: number): string {
  let left = (BigInt(number) * 2_654_435_761n + 97_531n) % 17n ** 8n
  return newReference(below => {
    const letter = Number(left % BigInt(below))
    left /= BigInt(below)
    return letter
  })
}
