import { createDatabase, type StaffMember } from '../../server/database'
import { can } from '../../server/domain/staff/roles'
import { passedOnTo, recipients, type Recipient } from '../../server/domain/work/notifications'
import { notificationScopeFor, scopeFor } from '../../server/use-cases/accounts/access-scopes'
import { addPerson, addPrisons, addStaff, sendApplication } from '../set-up/people'
import { startTestSite, type TestSite } from '../set-up/site'

let site: TestSite
let personId: number
let applicationId: number

/** An account that may be there, as columns of `staff`. */
interface Account {
  readonly name: string
  readonly role: StaffMember['role']
  readonly prison?: string
  readonly region?: string
  readonly kind?: string
}

const today = '2026-11-23'

/** Accounts of every recipient: where the person is, in another prison, and in another region. */
const bodies = [
  'safety',
  'healthcare',
  'substance-misuse',
  'education-and-work',
  'immigration',
  'key-worker',
  'womens-safety',
] as const
const teams = ['short-sentence-function', 'community-integration-team', 'corre-hub', 'duty-probation'] as const
const accounts: readonly Account[] = [
  { name: 'officer', role: 'officer', prison: 'LEI' },
  { name: 'administrator', role: 'administrator', prison: 'LEI' },
  { name: 'officer-elsewhere', role: 'officer', prison: 'BWI' },
  { name: 'com', role: 'com' },
  { name: 'com-cover', role: 'com' },
  { name: 'spo', role: 'spo' },
  { name: 'pom', role: 'pom', prison: 'LEI' },
  { name: 'pom-duty', role: 'pom', prison: 'LEI' },
  ...bodies.flatMap(role => [
    { name: role, role, prison: 'LEI' },
    { name: `${role}-elsewhere`, role, prison: 'BWI' },
  ]),
  ...teams.flatMap(kind => [
    { name: kind, role: 'probation-team' as const, kind, region: 'north-west' },
    { name: `${kind}-elsewhere`, role: 'probation-team' as const, kind, region: 'wales' },
  ]),
]

/** Each state of the accounts, as what is done to the database beside the service. */
const ended = (...names: string[]) =>
  `update staff set active = false where email in (${names.map(each => `'${each}@example.test'`).join(', ')});`
const away = (who: string, cover: string | null) => `
  insert into com_absence (com_email, from_day, until_day, covered_by, set_by, set_at)
    select '${who}@example.test', '${today}', '${today}',
      (select id from staff where email = '${cover ?? ''}@example.test'), id, now()
      from staff where email = 'officer@example.test';`
const states: Readonly<Record<string, string>> = {
  'all active': '',
  'all but the prison’s team ended': `update staff set active = false where role not in ('officer', 'administrator');`,
  'the recipients ended, others elsewhere active': `update staff set active = false
    where email not like '%elsewhere%' and role not in ('officer', 'administrator');`,
  'the COM on leave without cover': away('com', null),
  'the COM on leave, covered by a COM': away('com', 'com-cover'),
  'the COM on leave, covered by an SPO': away('com', 'spo'),
  'the COM on leave, covered by a probation team': away('com', 'duty-probation'),
  'the COM on leave, covered by an account that ended': away('com', 'com-cover') + ended('com-cover'),
  'the COM on leave, covered by a COM on leave': away('com', 'com-cover') + away('com-cover', null),
  'the COM left, covered by a COM': ended('com') + away('com', 'com-cover'),
  'the COM left, covered by an SPO': ended('com') + away('com', 'spo'),
  'the COM left, without cover': ended('com'),
  'the COM unknown': `update person set com_email = 'unknown@example.test', com_email_confirmed = 'unknown@example.test';`,
  'the COM unknown, covered by a probation team': `
    update person set com_email = 'unknown@example.test', com_email_confirmed = 'unknown@example.test';
    ${away('unknown', 'duty-probation')}`,
  'no COM, no POM': `update person set com_email = null, com_name = null, com_email_confirmed = null, pom_email = null;`,
  'no COM, no probation team': `update person set com_email = null, com_name = null, com_email_confirmed = null;
    update staff set active = false where team_kind is not null and team_region = 'north-west';`,
  'the person of another region': `update person set home_region = 'london';`,
  'the person’s home unknown': `update person set home_region = null;`,
  'a duty POM': `update person set pom_email = null, pom_name = null;
    insert into duty_pom (prison_id, staff_id, from_day, until_day, set_by, set_at)
      select 'LEI', id, '${today}', '${today}', id, now() from staff where email = 'pom-duty@example.test';`,
}

/** Those to whom what was told in confidence is given: the COM or the team in place of the COM, and the prison's own. */
const inConfidence: readonly Recipient[] = ['prt', 'com', 'short-sentence-function', 'community-integration-team']

const cases = Object.keys(states).flatMap(state => [
  ...recipients.map(recipient => [recipient, state, false, false] as const),
  ...inConfidence.map(recipient => [recipient, state, true, false] as const),
  // What staff pass on stays with the team of the prison.
  ...[false, true].flatMap(restricted =>
    passedOnTo({ restricted, safetyConcern: true }).map(recipient => [recipient, state, restricted, true] as const),
  ),
])

beforeAll(async () => {
  site = await startTestSite({ TODAY: today })
  const { dependencies, knex } = site
  await addPrisons(dependencies)
  const ids = await knex('pdu')
    .insert({ name: 'Example PDU', region: 'north-west', imported_at: new Date() })
    .returning<{ id: number }[]>('id')
  for (const { name, role, prison, region, kind } of accounts) {
    const { id } = await addStaff(dependencies, {
      email: `${name}@example.test`,
      name,
      role,
      prisons: prison === undefined ? [] : [prison],
    })
    const pdu = ['com', 'spo'].includes(role) ? ids[0]!.id : null
    await knex('staff')
      .where({ id })
      .update({ team_kind: kind ?? null, team_region: region ?? null, pdu_id: pdu })
  }
  const person = await addPerson(dependencies, 'A1001AA', { pomEmail: 'pom@example.test' })
  const application = await sendApplication(dependencies, person, 'bank-account')
  personId = person.id
  applicationId = application.id
  await knex.raw('delete from notification_step; delete from notification')
})

afterAll(() => site.stop())

/** Does something in a transaction that is rolled back. */
async function inState(work: (database: TestSite['dependencies']['database']) => Promise<void>, sql: string) {
  class Undo extends Error {}
  await site.knex
    .transaction(async transaction => {
      await transaction.raw(sql)
      await work(createDatabase(transaction))
      throw new Undo()
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error
    })
}

it.each(cases)(
  'delivers what is for %s to somebody who can see it, or leaves it to somebody to tell: %s, in confidence: %s, passed on by staff: %s',
  async (recipient, state, restricted, passedOn) => {
    const isCom = !passedOn && recipient !== 'prt' && inConfidence.includes(recipient)
    const team = recipient === 'com' ? 'community-offender-manager' : isCom ? recipient : 'pre-release-team'
    const sql = `
      update application set restricted = ${restricted}, destination = '${isCom ? 'COM' : 'PRT'}', team = '${team}';
      insert into notification (person_id, application_id, recipient, purpose, passed_on, is_safety, due, made_at)
        values (${personId}, ${applicationId}, '${recipient}', '${isCom || recipient === 'prt' ? 'to-answer' : 'to-do'}',
          ${passedOn}, ${passedOn && restricted}, '${today}', now());
      ${states[state]}`
    await inState(async database => {
      const { dependencies } = site
      await database.notifications.deliver({ personId }, dependencies.today(), dependencies.now())
      const told: string[] = []
      const telling: string[] = []
      for (const { name } of accounts) {
        const found = await database.staff.findByEmail(`${name}@example.test`)
        const staff = found && (await database.staff.findOn(dependencies.today(), found.id))
        if (!staff || !can(staff.role, 'see-notifications')) continue
        const scope = notificationScopeFor(staff, dependencies.today())
        const [toTell] = can(staff.role, 'tell-outside') ? await database.notifications.list(scope, 'tell', 1) : []
        if (toTell) telling.push(name)
        const seen = toTell ?? (await one(database, scope))
        const isAway = (await database.comAbsences.ofCom(staff.email, dependencies.today())).length > 0
        const application = (await database.applications.ofPersonInScope(personId, scopeFor(staff)))[0]
        const mayAnswer = seen?.purpose !== 'to-answer' || application !== undefined
        if (seen?.isForReader && !isAway && mayAnswer) told.push(name)
      }
      const [stored] = await database.notifications.receipts(applicationId, dependencies.today())
      // Exactly one of the two, and the receipt says which.
      expect({ told: told.length > 0, telling: telling.length > 0 }).toEqual({
        told: stored!.deliveredAt !== null,
        telling: stored!.deliveredAt === null,
      })
      expect(told.filter(name => name.endsWith('-elsewhere'))).toEqual([])
      if (restricted) expect(telling).not.toContain('administrator')
    }, sql)
  },
)

/** The only notification, where it is in scope. */
async function one(
  { notifications }: TestSite['dependencies']['database'],
  scope: ReturnType<typeof notificationScopeFor>,
) {
  const [stored] = await notifications.receipts(applicationId, scope.today)
  return notifications.findInScope(stored!.id, scope)
}
