import { randomUUID } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import type { Application, Person, PersonFacts, Prison, StaffMember } from '../../server/database'
import type { Dependencies } from '../../server/dependencies'
import { findForm, questionsAsked, type Answer, type Answers, type Question } from '../../server/domain/applications'
import { calendarDay } from '../../server/domain/calendar'
import type { FormId } from '../../server/domain/topics'
import { formFacts } from '../../server/use-cases/applications/sending/form-facts'
import { submitApplication } from '../../server/use-cases/applications/sending/submit-application'

export const prisons: readonly Prison[] = [
  {
    id: 'LEI',
    name: 'HMP Leeds',
    nameCy: null,
    nation: 'england',
    region: 'yorkshire-and-the-humber',
    estate: 'men',
    functions: ['reception', 'resettlement'],
    active: true,
  },
  {
    id: 'BWI',
    name: 'HMP Berwyn',
    nameCy: 'CEF Berwyn',
    nation: 'wales',
    region: 'wales',
    estate: 'men',
    functions: ['training', 'resettlement'],
    active: true,
  },
  {
    id: 'STI',
    name: 'HMP/YOI Styal',
    nameCy: null,
    nation: 'england',
    region: 'north-west',
    estate: 'women',
    functions: ['reception', 'training', 'resettlement'],
    active: true,
  },
  {
    id: 'HLI',
    name: 'HMP Hull',
    nameCy: null,
    nation: 'england',
    region: 'yorkshire-and-the-humber',
    estate: 'men',
    functions: ['reception', 'resettlement'],
    active: true,
  },
]

/** Somebody who serves a standard sentence in Leeds, leaves in ten weeks, and has a COM and a POM. */
export const sentencedPerson: PersonFacts = {
  lastName: 'Marrick',
  firstName: 'Dean',
  dateOfBirth: calendarDay('1988-04-12'),
  sex: 'M',
  prisonId: 'LEI',
  location: 'B-2-014',
  receptionDate: calendarDay('2026-03-02'),
  custodyStatus: 'sentenced',
  recall: null,
  sentence: 'determinate',
  sentencedOn: calendarDay('2025-02-20'),
  sentenceMonths: 46,
  releaseDate: calendarDay('2027-02-01'),
  tagDate: null,
  paroleReleaseDate: null,
  reReleaseDate: null,
  earlyReleaseDate: null,
  courtReleaseDate: null,
  paroleEligibilityDate: null,
  tariffExpiryDate: null,
  openConditionsSince: null,
  paroleOutcome: null,
  paroleComReviewCompleted: false,
  paroleMappaLevel: null,
  paroleNextReviewDate: null,
  riskOfSeriousHarm: 'medium',
  earlyAllocation: false,
  responsibilityOverride: null,
  integratedOffenderManagement: false,
  homeRegion: 'north-west',
  comName: 'R Calloway',
  comEmail: 'com@example.test',
  pomName: 'K Brandreth',
  pomEmail: null,
  keyWorkerName: null,
  firstLanguage: 'English',
  careExperienced: false,
  nationality: 'British',
}

export const testPin = '482915'
export const testPassword = 'correct horse battery'
/** Those of the service are made to be slow, and tests sign in thousands of times; a hash says itself how it is read. */
const quick = { memoryCost: 8, timeCost: 1 }
const pinHash = hash(testPin, quick)
const passwordHash = hash(testPassword, quick)

export async function addPrisons({ database }: Dependencies): Promise<void> {
  await database.prisons.keep(prisons)
}

/** A person with a PIN of their own, who was asked the questions at first use and left them out. */
export async function addPerson(
  dependencies: Dependencies,
  prisonNumber: string,
  facts: Partial<PersonFacts> = {},
): Promise<Person> {
  const { database } = dependencies
  const source = { source: 'demonstration', at: dependencies.now().toISOString() } as const
  const id = await database.people.add(prisonNumber, { ...sentencedPerson, ...facts }, source)
  await database.pins.set({
    personId: id,
    hash: await pinHash,
    oneTime: false,
    expiresAt: null,
    setAt: dependencies.now(),
  })
  await database.firstAnswers.keep(id, {}, dependencies.now())
  const person = await database.people.find(id)
  if (!person) throw new Error('A person who was just added is not there')
  return person
}

export async function addStaff(
  { database }: Dependencies,
  member: Pick<StaffMember, 'email' | 'name' | 'role' | 'prisons'>,
): Promise<StaffMember> {
  const id = await database.staff.add({ ...member, passwordHash: await passwordHash })
  const added = await database.staff.find(id)
  if (!added) throw new Error('A member of staff who was just added is not there')
  return added
}

/** The last choice that raises no concern and does not stop the form, or a few words: the form ends soonest. */
export function shortestAnswer(question: Question): Answer {
  if (question.kind === 'words') return { words: 'A few words' }
  if (question.kind === 'date') return 'do-not-know'
  const choice = harmlessOptions(question).at(-1) ?? 'rather-not-say'
  return question.kind === 'one' ? choice : [choice]
}

/** What raises no concern and does not stop the form. */
function harmlessOptions(question: Question): readonly string[] {
  if (!('options' in question)) return []
  const { options, concern = [], stop = [] } = question
  return options.filter(each => ![...concern, ...stop].includes(each))
}

/** Sends an application as the person would; what is not answered here is answered so that the form ends soonest. */
export async function sendApplication(
  dependencies: Dependencies,
  person: Person,
  formId: FormId,
  given: Answers = {},
): Promise<Application> {
  const { database } = dependencies
  const form = findForm(formId)
  const answers: Record<string, Answer> = { ...given }
  for (;;) {
    const question = questionsAsked(form, answers, formFacts(person, dependencies.today())).find(
      ({ id }) => answers[id] === undefined,
    )
    if (!question) break
    answers[question.id] = shortestAnswer(question)
  }
  const draft = { id: randomUUID(), personId: person.id, form: form.id, formVersion: form.version, answers }
  const open = await database.drafts.open({ ...draft, createdAt: dependencies.now() })
  const sent = await submitApplication(database, dependencies.context(), {
    draftId: open.id,
    personId: person.id,
    words: dependencies.words,
    fromAddress: undefined,
  })
  if (sent.kind !== 'sent') throw new Error(`The application was not sent: ${JSON.stringify(sent)}`)
  return sent.application
}
