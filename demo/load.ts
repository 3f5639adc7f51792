import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Config, Site } from '../server/config'
import { loadWords } from '../server/content/words/words'
import { createDatabase, isDuplicate, type Application, type Database } from '../server/database'
import { contentDir } from '../server/dependencies'
import { findForm, nextQuestion, type Answer } from '../server/domain/applications'
import { addDays, workingDayOnOrBefore } from '../server/domain/calendar'
import { pathwayOfRequest } from '../server/domain/work/com-requests'
import { enquiryScopeFor, notificationScopeFor, scopeFor } from '../server/use-cases/accounts/access-scopes'
import { hashSecret } from '../server/use-cases/accounts/secrets'
import { claim, giveOutcome, type StaffCommand } from '../server/use-cases/applications/answering/handle-application'
import { formFacts } from '../server/use-cases/applications/sending/form-facts'
import { submitApplication } from '../server/use-cases/applications/sending/submit-application'
import { addService } from '../server/use-cases/content/local-services'
import { contextFrom, type Context } from '../server/use-cases/context'
import { confirmWhereabouts } from '../server/use-cases/people/custody/whereabouts'
import { keepPrisonsRegister } from '../server/use-cases/people/prisons-register'
import { makeComRequest, moveComRequest } from '../server/use-cases/work/com-requests'
import { makeEnquiry, moveEnquiry } from '../server/use-cases/work/enquiries'
import { moveNotification, seeNotifications } from '../server/use-cases/work/notifications'
import { openReferral } from '../server/use-cases/work/referrals'
import { raiseConcern } from '../server/use-cases/work/safety-concerns'
import { demoEnquiries } from './enquiries'
import { daysBefore, findPerson, findStaff, mustBeDone } from './finding'
import { addFurtherWork } from './further-work'
import { demoServices } from './local-services'
import {
  demoApplications,
  demoComRequests,
  demoConcern,
  demoLeavings,
  demoPdus,
  demoPeople,
  demoPins,
  demoReceipts,
  demoStaff,
  type DemoApplication,
} from './people'

const password = 'correct horse battery'

/**
 * Loads demo people, staff and applications into an empty database, in one transaction. Does nothing in production, or
 * if the database contains anybody.
 *
 * @returns whether it was loaded by this call
 */
export async function loadDemoData(knex: Knex, config: Config): Promise<boolean> {
  if (config.environment === 'production') return false
  const database = createDatabase(knex)
  if (!(await database.people.hasNobody()) || !(await database.staff.hasNobody())) return false
  await keepPrisonsRegister(database, contentDir)
  try {
    await database.transaction(transaction => load(transaction, contextFrom(config)))
    return true
  } catch (error) {
    // Another process loaded it first.
    if (isDuplicate(error, 'staff_email_key')) return false
    throw error
  }
}

/** The demo's sign-ins to the sites that are served, as text to print; empty when none is. */
export function signInsToPrint(sites: readonly Site[]): string {
  const width = Math.max(...demoStaff.map(({ email }) => email.length)) + 2
  const people = [...demoPins].map(([prisonNumber, pin]) => `  ${prisonNumber.padEnd(width)}PIN ${pin}`)
  const staff = demoStaff.map(({ email, role }) => `  ${email.padEnd(width)}${role}`)
  const lines: Record<Site, readonly string[]> = {
    portal: ['To try it as a person in prison, sign in at /my/sign-in of the portal:', ...people, ''],
    staff: [`To try it as staff, sign in to the console with the password "${password}":`, ...staff, ''],
  }
  return sites.flatMap(site => lines[site]).join('\n')
}

async function load(database: Database, context: Context): Promise<void> {
  const { now, today } = context
  for (const pdu of demoPdus) await database.pdus.keep(pdu, now)
  const pdus = new Map((await database.pdus.all()).map(({ id, name }) => [name, id]))
  for (const { pdu, ...member } of demoStaff) {
    const pduId = (pdu !== undefined && pdus.get(pdu)) || null
    await database.staff.add({ ...member, pduId, passwordHash: await hashSecret(password) })
  }
  const source = { source: 'demonstration', at: now.toISOString() } as const
  for (const { prisonNumber, facts } of demoPeople(today)) {
    const personId = await database.people.add(prisonNumber, facts, source)
    const pin = demoPins.get(prisonNumber)
    if (pin === undefined) continue
    await database.pins.set({ personId, hash: await hashSecret(pin), oneTime: false, expiresAt: null, setAt: now })
  }
  await addServices(database, context)
  for (const each of demoApplications) {
    const application = await send(database, daysBefore(context, each.daysAgo), each)
    const { claimedBy, answered } = each
    if (claimedBy !== undefined) {
      mustBeDone(await claim(database, context, await commandFrom(database, application, claimedBy)))
    }
    if (answered) {
      const command = await commandFrom(database, application, answered.by)
      const answer = { ...command, outcome: 'agreed' as const, body: answered.words }
      mustBeDone(await giveOutcome(database, daysBefore(context, answered.daysAgo), answer))
    }
  }
  await addWorkForCom(database, context)
  await addEnquiries(database, context)
  await addReceipts(database, context)
  await addConcern(database, context)
  await addLeavings(database, context)
  await addFurtherWork(database, context)
}

/** What the recipients of notifications have opened, and done. */
async function addReceipts(database: Database, context: Context): Promise<void> {
  const fromAddress = undefined
  for (const { by, says: words } of demoReceipts) {
    const staff = await findStaff(database, by)
    const scope = notificationScopeFor(staff, context.today)
    const [notification] = await database.notifications.list(scope, 'for-you', 1)
    if (!notification) throw new Error(`Nothing of the demo is passed to ${by}`)
    await seeNotifications(database, context, { staff, notification, scope, fromAddress })
    if (words === null) continue
    const { id, version } = notification
    const command = { staff, scope, id, version, idempotencyKey: randomUUID(), fromAddress }
    mustBeDone(await moveNotification(database, context, { ...command, action: 'done', words, outside: null }))
  }
}

/** A safety concern that waits for somebody to acknowledge it. */
async function addConcern(database: Database, context: Context): Promise<void> {
  const { prisonNumber, by, raised } = demoConcern
  const [staff, person] = [await findStaff(database, by), await findPerson(database, prisonNumber)]
  const command = { staff, person, raised, idempotencyKey: randomUUID(), fromAddress: undefined }
  mustBeDone(await raiseConcern(database, context, command))
}

/** People who have left prison, as the team recorded it. */
async function addLeavings(database: Database, context: Context): Promise<void> {
  const staff = await findStaff(database, 'officer@example.test')
  const command = { staff, scope: scopeFor(staff), to: 'left' as const, fromAddress: undefined }
  for (const { prisonNumber, daysAgo } of demoLeavings) {
    const chosen = [{ prisonNumber, seen: 0 }]
    const idempotencyKey = randomUUID()
    const when = daysBefore(context, daysAgo)
    const left = await confirmWhereabouts(database, when, { ...command, chosen, idempotencyKey })
    if (left?.done !== 1) throw new Error(`${prisonNumber} of the demo has not left`)
  }
}

/** COM requests to the teams, and a referral that a team asks the COM to make. */
async function addWorkForCom(database: Database, context: Context): Promise<void> {
  const com = await findStaff(database, 'com@example.test')
  const fromAddress = undefined
  for (const { prisonNumber, kind, words, why, askedDaysAgo, dueIn, steps } of demoComRequests) {
    const person = await findPerson(database, prisonNumber)
    const request = { kind, words, why, pathway: pathwayOfRequest(kind, null)!, due: addDays(context.today, dueIn) }
    const command = { staff: com, person, request, idempotencyKey: randomUUID(), fromAddress }
    const { id } = mustBeDone(await makeComRequest(database, daysBefore(context, askedDaysAgo), command))
    for (const [index, { by, daysAgo, ...about }] of steps.entries()) {
      const staff = await findStaff(database, by)
      const when = daysBefore(context, daysAgo)
      const step = {
        staff,
        scope: scopeFor(staff),
        id,
        version: 1 + index,
        idempotencyKey: randomUUID(),
        fromAddress,
        ...about,
      }
      const doneOn = step.action === 'done' ? when.today : null
      mustBeDone(await moveComRequest(database, when, { ...step, doneOn }))
    }
  }
  const staff = await findStaff(database, 'officer@example.test')
  const threeDaysAgo = daysBefore(context, 3)
  const referral = await openReferral(database, threeDaysAgo, {
    staff,
    scope: scopeFor(staff),
    person: await findPerson(database, 'A1234AA'),
    kind: 'crs-mentoring',
    whom: 'Mentors for Yorkshire',
    status: 'asked-com',
    happenedOn: threeDaysAgo.today,
    note: null,
    appointment: null,
    chaseOn: null,
    application: null,
    idempotencyKey: randomUUID(),
    fromAddress,
  })
  mustBeDone(referral)
}

/** Enquiries by the team and the COM to others in the prison. */
async function addEnquiries(database: Database, context: Context): Promise<void> {
  const fromAddress = undefined
  for (const { prisonNumber, by, body, words, askedDaysAgo, dueIn, steps } of demoEnquiries) {
    const [staff, person] = [await findStaff(database, by), await findPerson(database, prisonNumber)]
    const due = workingDayOnOrBefore(addDays(context.today, dueIn))
    const request = { body, words, due, application: null }
    const command = { staff, scope: scopeFor(staff), person, request, idempotencyKey: randomUUID(), fromAddress }
    const { id } = mustBeDone(await makeEnquiry(database, daysBefore(context, askedDaysAgo), command))
    for (const [index, { by: answerer, daysAgo, dueIn: dueAgain, ...about }] of steps.entries()) {
      const member = await findStaff(database, answerer)
      const step = {
        staff: member,
        scope: enquiryScopeFor(member, context.today),
        id,
        version: 1 + index,
        idempotencyKey: randomUUID(),
      }
      const again = dueAgain === undefined ? {} : { due: workingDayOnOrBefore(addDays(context.today, dueAgain)) }
      mustBeDone(
        await moveEnquiry(database, daysBefore(context, daysAgo), { ...step, ...about, ...again, fromAddress }),
      )
    }
  }
}

/** Local services that prisons add to the booklet. */
async function addServices(database: Database, context: Context): Promise<void> {
  for (const { place, by, daysAgo, entry } of demoServices) {
    const staff = await findStaff(database, by)
    const command = { staff, place, entry, idempotencyKey: randomUUID(), fromAddress: undefined }
    mustBeDone(await addService(database, daysBefore(context, daysAgo), command))
  }
}

/** Completes a draft and sends it, as a person would. */
async function send(
  database: Database,
  context: Context,
  { prisonNumber, form: formId, answers }: DemoApplication,
): Promise<Application> {
  const person = await findPerson(database, prisonNumber)
  const form = findForm(formId)
  const all: Record<string, Answer> = { ...answers }
  for (let next; (next = nextQuestion(form, all, formFacts(person, context.today)));) all[next.id] = 'rather-not-say'
  const draft = await database.drafts.open({
    id: randomUUID(),
    personId: person.id,
    form: form.id,
    formVersion: form.version,
    answers: all,
    createdAt: context.now,
  })
  const words = loadWords(contentDir, true)
  const sent = { draftId: draft.id, personId: person.id, words, fromAddress: undefined }
  const submission = await submitApplication(database, context, sent)
  if (submission.kind !== 'sent') throw new Error(`A demo application is ${submission.kind}`)
  return submission.application
}

async function commandFrom(database: Database, application: Application, email: string): Promise<StaffCommand> {
  const staff = await findStaff(database, email)
  const { reference, version } = application
  return { staff, scope: scopeFor(staff), reference, version, idempotencyKey: randomUUID(), fromAddress: undefined }
}
