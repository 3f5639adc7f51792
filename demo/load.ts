import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { questionSightOf, sightOf } from '../admin/access/permissions'
import { circumstancesFrom } from '../server/use-cases/context'
import type { Config } from '../server/config'
import { loadWords } from '../server/content/words'
import { createDatabase, isDuplicate, type Application, type Database, type Person, type StaffMember } from '../server/database'
import {
  demonstrationApplications,
  demonstrationPeople,
  demonstrationPins,
  demonstrationStaff,
  demonstrationTasks,
  type DemonstrationApplication,
} from './people'
import { demonstrationQuestions } from './enquiries'
import { demonstrationServices } from './local-services'
import { findForm, nextQuestion, type Answer } from '../server/domain/applications'
import { pathwayOfTask } from '../server/domain/work/com-requests'
import { addDays, workingDayOnOrBefore } from '../server/domain/calendar'
import { contentDir } from '../server/dependencies'
import { askForTask, stepTask } from '../server/use-cases/work/com-requests'
import type { Circumstances } from '../server/use-cases/context'
import { formFacts } from '../server/use-cases/applications/form-facts'
import { claim, giveOutcome, type ActResult, type StaffAct } from '../server/use-cases/applications/handle-application'
import { addService, type ServiceResult } from '../server/use-cases/content/local-services'
import { keepPrisonsRegister } from '../server/use-cases/people/prisons-register'
import { hashSecret } from '../server/use-cases/accounts/secrets'
import { askBody, stepQuestion } from '../server/use-cases/work/enquiries'
import { openReferral } from '../server/use-cases/work/referrals'
import { submitApplication } from '../server/use-cases/applications/submit-application'

const password = 'correct horse battery'

/**
 * Fills an empty database with invented people, staff and applications. Does nothing in production, nor to a database
 * that has anybody in it; what is loaded is loaded whole or not at all.
 *
 * @returns whether it was loaded now
 */
export async function loadDemonstrationData(knex: Knex, config: Config): Promise<boolean> {
  if (config.environment === 'production') return false
  const database = createDatabase(knex)
  if (!(await database.people.hasNobody()) || !(await database.staff.hasNobody())) return false
  await keepPrisonsRegister(database, contentDir)
  try {
    await database.transaction(transaction => load(transaction, circumstancesFrom(config)))
    return true
  } catch (error) {
    // Another process was loading it and was first.
    if (isDuplicate(error, 'staff_email_key')) return false
    throw error
  }
}

/** The demonstration sign-ins, ready to print. */
export function signInsToPrint(): string {
  const people = [...demonstrationPins].map(([prisonNumber, pin]) => `  ${prisonNumber.padEnd(30)}PIN ${pin}`)
  const staff = demonstrationStaff.map(({ email, role }) => `  ${email.padEnd(30)}${role}`)
  return [
    'To try it as a person in prison, sign in at /my/sign-in of the portal:',
    ...people,
    '',
    `To try it as staff, sign in to the console with the password "${password}":`,
    ...staff,
    '',
  ].join('\n')
}

async function load(database: Database, circumstances: Circumstances): Promise<void> {
  for (const member of demonstrationStaff) {
    await database.staff.add({ ...member, passwordHash: await hashSecret(password) })
  }
  const { now, today } = circumstances
  const source = { source: 'demonstration', at: now.toISOString() } as const
  for (const { prisonNumber, facts } of demonstrationPeople(today)) {
    const personId = await database.people.add(prisonNumber, facts, source)
    const pin = demonstrationPins.get(prisonNumber)
    if (pin === undefined) continue
    await database.pins.set({ personId, hash: await hashSecret(pin), oneTime: false, expiresAt: null, setAt: now })
  }
  await addServices(database, circumstances)
  for (const each of demonstrationApplications) {
    const application = await send(database, daysBefore(circumstances, each.daysAgo), each)
    const { claimedBy, answered } = each
    if (claimedBy !== undefined) {
      mustBeDone(await claim(database, circumstances, await actOf(database, application, claimedBy)))
    }
    if (answered) {
      const act = await actOf(database, application, answered.by)
      const answer = { ...act, outcome: 'agreed' as const, body: answered.words }
      mustBeDone(await giveOutcome(database, daysBefore(circumstances, answered.daysAgo), answer))
    }
  }
  await addWorkForCom(database, circumstances)
  await addQuestions(database, circumstances)
}

/** What the COM asked the teams for, and the referral that a team asks of the COM. */
async function addWorkForCom(database: Database, circumstances: Circumstances): Promise<void> {
  const com = await findStaff(database, 'com@example.test')
  const fromAddress = undefined
  for (const { prisonNumber, kind, words, why, askedDaysAgo, dueIn, acts } of demonstrationTasks) {
    const person = await findPerson(database, prisonNumber)
    const asked = { kind, words, why, pathway: pathwayOfTask(kind, null)!, due: addDays(circumstances.today, dueIn) }
    const act = { staff: com, person, asked, actKey: randomUUID(), fromAddress }
    const id = (await askForTask(database, daysBefore(circumstances, askedDaysAgo), act))!
    for (const [index, { by, daysAgo, ...said }] of acts.entries()) {
      const staff = await findStaff(database, by)
      const when = daysBefore(circumstances, daysAgo)
      const step = { staff, sight: sightOf(staff), id, version: 1 + index, actKey: randomUUID(), fromAddress, ...said }
      const result = await stepTask(database, when, { ...step, doneOn: said.act === 'done' ? when.today : null })
      if (result !== 'done') throw new Error(`A task of the demonstration is ${result}`)
    }
  }
  const staff = await findStaff(database, 'officer@example.test')
  const threeDaysAgo = daysBefore(circumstances, 3)
  const referral = await openReferral(database, threeDaysAgo, {
    staff,
    sight: sightOf(staff),
    person: await findPerson(database, 'A1234AA'),
    kind: 'crs-mentoring',
    whom: 'Mentors for Yorkshire',
    state: 'asked-com',
    happenedOn: threeDaysAgo.today,
    note: null,
    appointment: null,
    chaseOn: null,
    application: null,
    actKey: randomUUID(),
    fromAddress,
  })
  if (referral.kind !== 'done') throw new Error(`A referral of the demonstration is ${referral.kind}`)
}

/** What the team and the COM asked others in the prison. */
async function addQuestions(database: Database, circumstances: Circumstances): Promise<void> {
  const fromAddress = undefined
  for (const { prisonNumber, by, body, words, askedDaysAgo, dueIn, acts } of demonstrationQuestions) {
    const [staff, person] = [await findStaff(database, by), await findPerson(database, prisonNumber)]
    const due = workingDayOnOrBefore(addDays(circumstances.today, dueIn))
    const asked = { body, words, due, application: null }
    const act = { staff, sight: sightOf(staff), person, asked, actKey: randomUUID(), fromAddress }
    const id = (await askBody(database, daysBefore(circumstances, askedDaysAgo), act))!
    for (const [index, { by: answerer, daysAgo, ...said }] of acts.entries()) {
      const member = await findStaff(database, answerer)
      const step = { staff: member, sight: questionSightOf(member), id, version: 1 + index, actKey: randomUUID() }
      const result = await stepQuestion(database, daysBefore(circumstances, daysAgo), { ...step, ...said, fromAddress })
      if (result !== 'done') throw new Error(`A question of the demonstration is ${result}`)
    }
  }
}

/** What prisons add to the booklet. */
async function addServices(database: Database, circumstances: Circumstances): Promise<void> {
  for (const { place, by, daysAgo, entry } of demonstrationServices) {
    const staff = await findStaff(database, by)
    const act = { staff, place, entry, actKey: randomUUID(), fromAddress: undefined }
    mustBeDone(await addService(database, daysBefore(circumstances, daysAgo), act))
  }
}

/** Fills in a draft and sends it, as the person does. */
async function send(
  database: Database,
  circumstances: Circumstances,
  { prisonNumber, form: formId, answers }: DemonstrationApplication,
): Promise<Application> {
  const person = await findPerson(database, prisonNumber)
  const form = findForm(formId)
  if (!form) throw new Error(`There is no form ${formId}`)
  const all: Record<string, Answer> = { ...answers }
  for (let next; (next = nextQuestion(form, all, formFacts(person)));) all[next.id] = 'rather-not-say'
  const draft = await database.drafts.open({
    id: randomUUID(),
    personId: person.id,
    form: form.id,
    formVersion: form.version,
    answers: all,
    createdAt: circumstances.now,
  })
  const words = loadWords(contentDir, true)
  const sent = { draftId: draft.id, personId: person.id, words, fromAddress: undefined }
  const submission = await submitApplication(database, circumstances, sent)
  if (submission.kind !== 'sent') throw new Error(`An application of the demonstration is ${submission.kind}`)
  return submission.application
}

async function actOf(database: Database, application: Application, email: string): Promise<StaffAct> {
  const staff = await findStaff(database, email)
  const { reference, version } = application
  return { staff, sight: sightOf(staff), reference, version, actKey: randomUUID(), fromAddress: undefined }
}

async function findPerson(database: Database, prisonNumber: string): Promise<Person> {
  const person = await database.people.findByNumber(prisonNumber)
  if (!person) throw new Error(`The demonstration has nobody of the number ${prisonNumber}`)
  return person
}

async function findStaff(database: Database, email: string): Promise<StaffMember> {
  const staff = await database.staff.findByEmail(email)
  if (!staff) throw new Error(`The demonstration has no member of staff ${email}`)
  return staff
}

function mustBeDone({ kind }: ActResult | ServiceResult): void {
  if (kind !== 'done') throw new Error(`An act of the demonstration is ${kind}`)
}

function daysBefore({ now, today, routing }: Circumstances, days: number): Circumstances {
  return { now: new Date(now.getTime() - days * 24 * 60 * 60 * 1000), today: addDays(today, -days), routing }
}
