import type { Person, PersonFacts, Prison, StaffMember } from '../../server/database'
import { calendarDay } from '../../server/domain/calendar'
import type { Services } from '../../server/services'
import { hashSecret } from '../../server/use-cases/secrets'

export const prisons: readonly Prison[] = [
  {
    id: 'LEI',
    name: 'HMP Leeds',
    nameCy: null,
    nation: 'england',
    region: 'yorkshire-and-the-humber',
    estate: 'men',
    active: true,
  },
  {
    id: 'BWI',
    name: 'HMP Berwyn',
    nameCy: 'CEF Berwyn',
    nation: 'wales',
    region: 'wales',
    estate: 'men',
    active: true,
  },
  {
    id: 'STI',
    name: 'HMP/YOI Styal',
    nameCy: null,
    nation: 'england',
    region: 'north-west',
    estate: 'women',
    active: true,
  },
  {
    id: 'HLI',
    name: 'HMP Hull',
    nameCy: null,
    nation: 'england',
    region: 'yorkshire-and-the-humber',
    estate: 'men',
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
  sentence: 'determinate',
  sentencedOn: calendarDay('2025-02-20'),
  sentenceMonths: 46,
  releaseDate: calendarDay('2027-02-01'),
  tagDate: null,
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
  firstLanguage: 'English',
  careExperienced: false,
  nationality: 'British',
}

export const testPin = '482915'
export const testPassword = 'correct horse battery'

export async function addPrisons({ database }: Services): Promise<void> {
  await database.prisons.keep(prisons)
}

/** A person with a PIN of their own. */
export async function addPerson(
  { database, now }: Services,
  prisonNumber: string,
  facts: Partial<PersonFacts> = {},
): Promise<Person> {
  const source = { source: 'demonstration', at: now().toISOString() } as const
  const id = await database.people.add(prisonNumber, { ...sentencedPerson, ...facts }, source)
  await database.pins.set({
    personId: id,
    hash: await hashSecret(testPin),
    oneTime: false,
    expiresAt: null,
    setAt: now(),
  })
  const person = await database.people.find(id)
  if (!person) throw new Error('A person who was just added is not there')
  return person
}

export async function addStaff(
  { database }: Services,
  member: Pick<StaffMember, 'email' | 'name' | 'role' | 'prisons'>,
): Promise<StaffMember> {
  const id = await database.staff.add({ ...member, passwordHash: await hashSecret(testPassword) })
  const added = await database.staff.find(id)
  if (!added) throw new Error('A member of staff who was just added is not there')
  return added
}
