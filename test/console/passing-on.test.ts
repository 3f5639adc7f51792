import { passedOnTo } from '../../server/domain/work/notifications'
import { decideAgainToday } from '../../server/use-cases/applications/routing/decide-again'
import { importReceptions } from '../../server/use-cases/people/records/import-people'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication, testPin } from '../set-up/people'
import { openPortal } from '../set-up/portal'
import { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let officer: Visitor
let portal: Awaited<ReturnType<TestConsole['serve']>>

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('hull', 'officer', ['HLI'])
  await staffConsole.hire('hull-manager', 'manager', ['HLI'])
  await staffConsole.hire('key-worker', 'key-worker')
  await staffConsole.hire('healthcare', 'healthcare')
  await staffConsole.hire('safety', 'safety')
  await staffConsole.hire('pom', 'pom')
  officer = await staffConsole.signIn('officer')
  portal = await staffConsole.serve(openPortal)
})

afterAll(() => staffConsole.stop())

/** Somebody with an application of theirs. */
async function addWith(number: string, topic: Parameters<typeof sendApplication>[2], answers = {}) {
  const person = await addPerson(staffConsole.dependencies, number, { lastName: `Marrick-${number}` })
  await staffConsole.knex('person').where({ id: person.id }).update({ pom_email: 'pom@example.test' })
  const { reference } = await sendApplication(staffConsole.dependencies, person, topic, answers)
  return { person, reference }
}

async function passOn(visitor: Visitor, reference: string, fields: Readonly<Record<string, string>>) {
  await visitor.open(`/applications/${reference}`)
  await visitor.follow('Pass it on')
  await visitor.press('Pass it on', fields)
}

const toldOf = (visitor: Visitor) =>
  visitor
    .$('.app-told__item')
    .toArray()
    .map(each => visitor.$(each).text().replace(/\s+/g, ' ').trim())

const choices = (visitor: Visitor) =>
  visitor
    .$('[name=destination]')
    .toArray()
    .map(each => visitor.$(each).attr('value'))

/** What the person reads on the page of their application. */
async function read(number: string, reference: string): Promise<string> {
  const cell = new Visitor(portal)
  await cell.open('/my/sign-in')
  await cell.press('Sign in', { 'prison-number': number, pin: testPin })
  await cell.open(`/my/applications/${reference}`)
  return cell.text
}

describe('passing on to a body', () => {
  it('stands in its list with the words for it, and the application stays where it is, with receipts', async () => {
    const { reference } = await addWith('A1001AA', 'bank-account')
    await passOn(officer, reference, { destination: 'key-worker', reason: 'Please help him to fill in the form.' })
    expect(officer.path).toContain(`/applications/${reference}`)
    expect(officer.text).toContain('The application is passed on')
    expect(toldOf(officer).find(each => each.startsWith('Key worker'))).toMatch(
      /Delivered .*Not seen.*Please help him to fill in the form\./,
    )
    expect(await read('A1001AA', reference)).toContain('We will tell someone else who can help.')
    const keyWorker = await staffConsole.signIn('key-worker')
    await keyWorker.open('/told-and-asked')
    await keyWorker.follow('Marrick-A1001AA, Dean')
    expect(keyWorker.text).toContain('Please help him to fill in the form.')
    for (const hidden of [reference, 'Bank account']) expect(keyWorker.text).not.toContain(hidden)
    expect(await read('A1001AA', reference)).toContain('Someone else who can help saw it on 23 November 2026.')
    await keyWorker.press('Mark as done', { 'done-words': 'We filled it in together.' })
    await officer.open(`/applications/${reference}`)
    const told = toldOf(officer)
    await officer.open(`/applications/${reference}/notes`)
    expect(officer.text).toContain('Passed on by staff to: Key worker')
    expect(told.find(each => each.startsWith('Key worker'))).toMatch(/Seen .* by key-worker at work.*Done/)
    await officer.open('/queue')
    expect(officer.text).toContain('A1001AA')
  })

  it('can be done again, beside what the rules ask of the same body, which no new decision withdraws', async () => {
    const { dependencies } = staffConsole
    const { person, reference } = await addWith('A1002AA', 'debts-and-bills', { pressure: 'yes' })
    for (const reason of ['His debts.', 'His cell.']) {
      await passOn(officer, reference, { destination: 'prison-safety', reason })
      expect(officer.text).toContain('The application is passed on')
    }
    await staffConsole.knex('person').where({ id: person.id }).update({ risk_of_serious_harm: 'high' })
    await decideAgainToday(dependencies.database, dependencies.context(), person.id)
    await officer.open(`/applications/${reference}`)
    const told = toldOf(officer).filter(each => each.startsWith('Safety'))
    expect(told).toHaveLength(3)
    for (const reason of ['His debts.', 'His cell.']) expect(told.join()).toContain(reason)
  })

  it('is the team’s to tell where nobody can see it, and the page says so before', async () => {
    const { reference } = await addWith('A1003AA', 'bank-account')
    await officer.open(`/applications/${reference}/override`)
    expect(choices(officer)).toEqual([
      'COM',
      'other-prison',
      ...passedOnTo({ restricted: false, safetyConcern: false }),
    ])
    const item = officer.$('[value=immigration]').closest('.govuk-radios__item')
    expect(item.text()).toContain('Nobody can see it in this service: you tell them yourself.')
    const reached = officer.$('[value=healthcare]').closest('.govuk-radios__item')
    expect(reached.text()).not.toContain('you tell them yourself')
    await officer.press('Pass it on', { destination: 'immigration', reason: 'He asks about his papers.' })
    expect(toldOf(officer).join()).toContain('Tell Immigration team yourself')
    await officer.open('/told-and-asked')
    expect(officer.$('tbody').text()).toContain('He asks about his papers.')
    expect(await read('A1003AA', reference)).toContain('We will tell someone else who can help.')
  })

  it('needs words and somebody to pass it to', async () => {
    const { reference } = await addWith('A1004AA', 'bank-account')
    await officer.open(`/applications/${reference}/override`)
    await officer.press('Pass it on', {})
    expect(officer.status).toBe(422)
    expectErrorsToLand(officer)
  })
})

describe('what was told in confidence', () => {
  it('is passed on to nobody', async () => {
    const { reference } = await addWith('A1005AA', 'something-private')
    await staffConsole.knex('application').where({ reference }).update({ destination: 'PRT', team: 'pre-release-team' })
    await officer.open(`/applications/${reference}/override`)
    expect(choices(officer)).toEqual(['COM', 'other-prison'])
    await officer.press('Pass it on', { destination: 'key-worker', reason: 'Abuse' })
    expect(officer.status).toBe(422)
    expectErrorsToLand(officer)
    expect(officer.text).toContain('They may not see what is held in confidence')
  })

  it('tells safety and the POM of its safety concern and nothing else, not even the words of staff', async () => {
    const { reference } = await addWith('A1006AA', 'something-private', { danger: 'yes' })
    await staffConsole.knex('application').where({ reference }).update({ destination: 'PRT', team: 'pre-release-team' })
    await officer.open(`/applications/${reference}/override`)
    expect(choices(officer)).toEqual(['COM', 'other-prison', 'pom', 'duty-pom', 'prison-safety'])
    await officer.press('Pass it on', { destination: 'prison-safety', reason: 'He told of abuse at home.' })
    expect(officer.text).toContain('The application is passed on')
    for (const name of ['safety', 'pom']) {
      const visitor = await staffConsole.signIn(name)
      await visitor.open('/told-and-asked')
      await visitor.follow('Marrick-A1006AA, Dean')
      expect(visitor.text).toContain('May not be safe')
      for (const hidden of [reference, 'abuse', 'private']) expect(visitor.text).not.toContain(hidden)
    }
  })
})

describe('passing on to the team of another prison', () => {
  it('makes that team its holder, who answers it and sees nothing else of the person', async () => {
    const { reference } = await addWith('A1007AA', 'bank-account')
    await passOn(officer, reference, { destination: 'other-prison', reason: 'He goes there on Friday.' })
    expect(officer.status).toBe(422)
    expectErrorsToLand(officer)
    await officer.press('Pass it on', {
      destination: 'other-prison',
      'to-prison': 'HLI',
      reason: 'He goes there on Friday.',
    })
    expect(officer.text).toContain('Pre-release team of another prison')
    expect(toldOf(officer).join()).toMatch(/Pre-release team, HMP Hull.*Delivered .*Not seen/)
    await officer.open('/queue')
    expect(officer.text).not.toContain('A1007AA')
    expect(await read('A1007AA', reference)).toContain('The pre-release team in another prison')

    const hull = await staffConsole.signIn('hull')
    await hull.open('/queue')
    expect(hull.text).toContain('A1007AA')
    await hull.open(`/applications/${reference}`)
    expect(hull.text).not.toContain('See the person')
    expect(hull.$('a[href^="/people/"]')).toHaveLength(0)
    await hull.open('/people/A1007AA')
    expect(hull.status).toBe(404)
    await officer.open(`/applications/${reference}`)
    expect(toldOf(officer).join()).toMatch(/Pre-release team, HMP Hull.*Seen .* by hull at work/)
    const manager = await staffConsole.signIn('hull-manager')
    await manager.open('/queue')
    const [row] = await staffConsole.inDatabase<{ version: number }>(
      `select version from application where reference = '${reference}'`,
    )
    const member = await staffConsole.dependencies.database.staff.findByEmail('hull@example.test')
    await manager.press('Assign', { chosen: `${reference}.${row!.version}`, to: String(member!.id) })
    await hull.open('/queue?list=mine')
    expect(hull.text).toContain('A1007AA')
    await hull.open(`/applications/${reference}/outcome`)
    const action = 'settle-refer-to-prison-banking'
    await hull.press('Check before you send', {
      outcome: 'agreed-in-part',
      answer: 'We ask a bank.',
      [action]: 'carried-on',
      [`${action}-owner`]: String(member!.id),
      [`${action}-due`]: '24/11/2026',
    })
    await hull.press(hull.$('button[value=send]').text().trim())
    await hull.open('/told-and-asked?list=carried-on-yours')
    await hull.follow('Marrick-A1007AA, Dean')
    expect(hull.text).toContain('Carried on after closing')
    expect(await read('A1007AA', reference)).toContain('We ask a bank.')
  })

  it('stays here where nobody there can see it, and is the team’s to tell', async () => {
    const { reference } = await addWith('A1008AA', 'bank-account')
    await passOn(officer, reference, { destination: 'other-prison', 'to-prison': 'BWI', reason: 'He goes there.' })
    expect(toldOf(officer).join()).toContain('Tell Pre-release team, HMP Berwyn yourself')
    await officer.open('/queue')
    expect(officer.text).toContain('A1008AA')
    expect(await read('A1008AA', reference)).toContain(
      'We will pass this on to the pre-release team in another prison.',
    )
  })

  it('ends when the person moves, and can be taken back', async () => {
    const { reference } = await addWith('A1009AA', 'bank-account')
    const other = await addWith('A1010AA', 'bank-account')
    for (const each of [reference, other.reference]) {
      await passOn(officer, each, { destination: 'other-prison', 'to-prison': 'HLI', reason: 'He goes there.' })
    }
    await passOn(officer, other.reference, { destination: 'PRT', reason: 'He does not go there.' })
    await officer.open('/queue')
    expect(officer.text).toContain('A1010AA')
    const hull = await staffConsole.signIn('hull')
    await hull.open(`/applications/${other.reference}`)
    expect(hull.status).toBe(404)
    const { dependencies } = staffConsole
    const file = [
      'prison_number,last_name,first_name,prison,reception_date,custody_status',
      'A1009AA,Marrick-A1009AA,Dean,BWI,23/11/2026,sentenced',
    ].join('\n')
    const by = { staff: null, fromAddress: undefined }
    const read = { name: 'r.csv', content: Buffer.from(file) }
    await importReceptions(dependencies.database, dependencies.context(), read, by)
    await hull.open(`/applications/${reference}`)
    expect(hull.status).toBe(404)
  })

  it('ends when their record is merged into one of that prison, whose own it is then', async () => {
    const { reference } = await addWith('A1011AA', 'bank-account')
    await passOn(officer, reference, { destination: 'other-prison', 'to-prison': 'HLI', reason: 'He goes there.' })
    await addPerson(staffConsole.dependencies, 'A1012AA', { lastName: 'Marrick-A1012AA', prisonId: 'HLI' })
    await staffConsole.hire('both', 'manager', ['LEI', 'HLI'])
    const manager = await staffConsole.signIn('both')
    await manager.open('/people/A1012AA/merge?with=A1011AA')
    await manager.press('Make them one record')
    expect(manager.text).toContain('A1011AA and A1012AA are one record now. A1011AA leads here')
    await manager.open(`/applications/${reference}`)
    expect(manager.text).not.toContain('Pre-release team of another prison')
    const hull = await staffConsole.signIn('hull')
    await hull.open('/queue')
    expect(hull.text).toContain('Marrick-A1012AA')
    await hull.open(`/applications/${reference}`)
    expect(hull.$('a[href^="/people/A1012AA"]').length).toBeGreaterThan(0)
    const inCell = await read('A1012AA', reference)
    expect(inCell).toContain('The pre-release team in this prison')
    expect(inCell).not.toContain('We will pass this on')
  })
})
