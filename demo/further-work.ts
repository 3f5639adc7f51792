import { randomUUID } from 'node:crypto'
import type { Database } from '../server/database'
import { assessedPathways, type PathwayPlan } from '../server/domain/assessments'
import { addDays, addWorkingDays } from '../server/domain/calendar'
import {
  concernScopeFor,
  enquiryScopeFor,
  notificationScopeFor,
  scopeFor,
} from '../server/use-cases/accounts/access-scopes'
import { setDutyPom } from '../server/use-cases/accounts/duty-poms'
import { completePlan, planStageOf, writeInPlan } from '../server/use-cases/assessments/resettlement-plan'
import { recordPageFeedback } from '../server/use-cases/content/page-feedback'
import type { Context } from '../server/use-cases/context'
import { moveWhereabouts } from '../server/use-cases/people/custody/whereabouts'
import { writePersonNote } from '../server/use-cases/people/records/write-person-note'
import { moveEnquiry } from '../server/use-cases/work/enquiries'
import { moveNotification, seeNotifications } from '../server/use-cases/work/notifications'
import { answerOutsideRequest, logOutsideRequest } from '../server/use-cases/work/outside-requests'
import { acknowledgeConcern, handAcctToCom, raiseConcern } from '../server/use-cases/work/safety-concerns'
import { daysBefore, findPerson, findStaff, mustBeDone } from './finding'

const fromAddress = undefined

/** Adds work between staff, and what recipients did with what they were told, so that every demo account has some. */
export async function addFurtherWork(database: Database, context: Context): Promise<void> {
  await addCoverAndDuty(database, context)
  await addOutsideRequests(database, context)
  await addNotes(database, context)
  await addConcernsInProgress(database, context)
  await addToldOutside(database, context)
  await addCompletedPlan(database, context)
  await addHospital(database, context)
  await addPageFeedback(database, context)
}

/** A COM is away and another covers; a POM is the duty POM. */
async function addCoverAndDuty(database: Database, context: Context): Promise<void> {
  const { now, today } = context
  const [away, cover] = [
    await findStaff(database, 'com.second@example.test'),
    await findStaff(database, 'com@example.test'),
  ]
  const absence = {
    comKey: away.email,
    fromDay: addDays(today, -1),
    untilDay: addDays(today, 5),
    coveredBy: cover.id,
  }
  await database.comAbsences.add(absence, { staffId: away.id, at: now, idempotencyKey: randomUUID() })
  const [manager, pom] = [
    await findStaff(database, 'manager@example.test'),
    await findStaff(database, 'pom@example.test'),
  ]
  const duty = { prisonId: 'LEI', staffId: pom.id, fromDay: today, untilDay: addDays(today, 6) }
  const set = await setDutyPom(database, context, { staff: manager, duty, idempotencyKey: randomUUID(), fromAddress })
  if (set !== 'set') throw new Error('The demo has no duty POM')
}

const outsideRequests = [
  {
    prisonNumber: 'A1234AA',
    asker: 'council',
    whom: 'J. Brown, Example Council, 0113 496 0000',
    way: 'phone',
    words: 'They need the address that he left, to go on with his housing application.',
    daysAgo: 2,
    answer: null,
  },
  {
    prisonNumber: 'A5678EE',
    asker: 'family',
    whom: 'His mother, 020 7946 0000',
    way: 'letter',
    words: 'She asks how to bring him clothes for the day he leaves.',
    daysAgo: 6,
    answer: 'Clothes can be handed in at the visitors’ centre in the week before.',
  },
] as const

/** Requests from outside the service: one to answer, one answered. */
async function addOutsideRequests(database: Database, context: Context): Promise<void> {
  const staff = await findStaff(database, 'officer@example.test')
  for (const { prisonNumber, daysAgo, answer, ...asked } of outsideRequests) {
    const person = await findPerson(database, prisonNumber)
    const then = daysBefore(context, daysAgo)
    const due = addWorkingDays(then.today, 5, context.routing.extraBankHolidays)
    const command = { staff, person, idempotencyKey: randomUUID(), fromAddress, asked: { ...asked, due } }
    const { id } = mustBeDone(await logOutsideRequest(database, then, command))
    if (answer === null) continue
    const outside = { way: 'letter', whom: asked.whom, on: context.today } as const
    const answered = { id, staff, scope: scopeFor(staff), words: answer, outside, fromAddress }
    mustBeDone(await answerOutsideRequest(database, context, answered))
  }
}

const notes = [
  { daysAgo: 6, kind: 'wing', whom: null, words: 'Worried about ID. Told him how a birth certificate is ordered.' },
  { daysAgo: 3, kind: 'call', whom: 'Example Council', words: 'They need proof of his last address.' },
] as const

/** A person about whom staff wrote down a call and what they saw on the wing. */
async function addNotes(database: Database, context: Context): Promise<void> {
  const staff = await findStaff(database, 'officer@example.test')
  const person = await findPerson(database, 'A1234AA')
  for (const { daysAgo, ...written } of notes) {
    const then = daysBefore(context, daysAgo)
    const note = { ...written, happenedOn: then.today }
    const command = { staff, person, note, idempotencyKey: randomUUID(), fromAddress }
    mustBeDone(await writePersonNote(database, then, command))
  }
}

/** A concern for which an ACCT was opened, whose information the POM gave the COM; and one that safety has opened only. */
async function addConcernsInProgress(database: Database, context: Context): Promise<void> {
  const safety = await findStaff(database, 'safety@example.test')
  const raise = async (prisonNumber: string, by: string, words: string) => {
    const [staff, person] = [await findStaff(database, by), await findPerson(database, prisonNumber)]
    const raised = { about: 'person', words, isUrgent: false } as const
    const command = { staff, person, raised, idempotencyKey: randomUUID(), fromAddress }
    return mustBeDone(await raiseConcern(database, context, command)).id
  }
  const withAcct = await raise(
    'A4567DD',
    'key-worker@example.test',
    'He said that he cannot see the point of another recall, and has stopped eating with the others.',
  )
  const acct = {
    acct: 'opened',
    acctNumber: '26-0417',
    acctOn: context.today,
    acctOpenedBy: safety.name,
    acctBecause: null,
  } as const
  const commandOf = (id: number, staff: typeof safety) => {
    return { id, staff, scope: concernScopeFor(staff), idempotencyKey: randomUUID(), fromAddress }
  }
  const whatWasDone = 'Seen on the wing with the key worker. The first review is tomorrow at 10.'
  mustBeDone(await acknowledgeConcern(database, context, { ...commandOf(withAcct, safety), whatWasDone, acct }))
  const pom = await findStaff(database, 'pom@example.test')
  mustBeDone(await handAcctToCom(database, context, commandOf(withAcct, pom)))

  const opened = await raise('A8901HH', 'healthcare@example.test', 'He gave his tablets back and would not say why.')
  const concern = { id: opened, applicationId: null }
  await seeNotifications(database, context, { staff: safety, concern, fromAddress })
}

/** Somebody whom no account reaches, told by telephone. */
async function addToldOutside(database: Database, context: Context): Promise<void> {
  const staff = await findStaff(database, 'officer@example.test')
  const scope = notificationScopeFor(staff, context.today)
  const [notification] = await database.notifications.list(scope, 'tell', 1)
  if (!notification) throw new Error('The demo reaches everybody')
  const { id, version, pomName } = notification
  const command = { staff, scope, id, version, idempotencyKey: randomUUID(), fromAddress }
  const outside = { way: 'phone', whom: pomName ?? 'The duty desk', on: context.today } as const
  const words = 'Rang, and read it out. It is written down there.'
  mustBeDone(await moveNotification(database, context, { ...command, action: 'told-outside', words, outside }))
}

const found = {
  need: 'He has no address to go to on the day he leaves.',
  action: 'Complete the duty to refer with the council.',
  answer: 'I agree. Ask for Leeds first: his sister lives there.',
}

/** A completed BCST2 whose needs the COM agreed to. */
async function addCompletedPlan(database: Database, context: Context): Promise<void> {
  const [staff, com] = [
    await findStaff(database, 'officer@example.test'),
    await findStaff(database, 'com@example.test'),
  ]
  const person = await findPerson(database, 'A6789FF')
  const threeDaysAgo = daysBefore(context, 3)
  const due = addDays(context.today, 14)
  for (const pathway of assessedPathways) {
    const isHousing = pathway === 'accommodation'
    const words = isHousing
      ? ([
          { kind: 'need', text: found.need },
          { kind: 'action', text: found.action, responsible: 'prison', due },
        ] as const)
      : ([{ kind: 'no-need' }] as const)
    const command = { staff, person, pathway, words, idempotencyKey: randomUUID(), fromAddress }
    await writeInPlan(database, threeDaysAgo, command)
  }
  const stage = planStageOf(person, await database.assessments.ofPerson(person.id), threeDaysAgo.today)
  const describe = (plan: readonly PathwayPlan[]) =>
    plan.flatMap(({ needs, actions }) => [...needs, ...actions].map(({ text }) => text)).join('\n')
  const completed = await completePlan(database, threeDaysAgo, { staff, person, stage, describe, fromAddress })
  if (completed !== 'asked') throw new Error(`The plan of the demo is ${completed}`)
  const scope = enquiryScopeFor(com, context.today)
  const enquiry = (await database.enquiries.ofPerson(person.id, scope)).find(each => each.stage === stage)
  if (!enquiry) throw new Error('The COM of the demo was asked nothing')
  const { id, version } = enquiry
  const answer = { id, version, staff: com, scope, action: 'answered', words: found.answer, verdict: 'agreed' } as const
  mustBeDone(
    await moveEnquiry(database, daysBefore(context, 1), { ...answer, idempotencyKey: randomUUID(), fromAddress }),
  )
}

/** Somebody who is out at hospital. */
async function addHospital(database: Database, context: Context): Promise<void> {
  const [staff, person] = [await findStaff(database, 'officer@example.test'), await findPerson(database, 'A9246VV')]
  const command = { staff, scope: scopeFor(staff), person, seen: 0, idempotencyKey: randomUUID(), fromAddress }
  const move = { ...command, to: 'hospital', happenedOn: addDays(context.today, -1) } as const
  if ((await moveWhereabouts(database, context, move)) !== 'done') throw new Error('Nobody of the demo is at hospital')
}

/** What readers said of public pages, for those who look after them. */
async function addPageFeedback(database: Database, context: Context): Promise<void> {
  const said = [
    { page: '/booklet/a-place-to-live', answer: 'too-long', language: 'en' },
    { page: '/booklet/health', answer: 'words-too-hard', language: 'cy' },
    { page: '/booklet/health', answer: 'not-hard', language: 'en' },
  ] as const
  for (const each of said) await recordPageFeedback(database, daysBefore(context, 1), each)
}
