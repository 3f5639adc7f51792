import type { Person } from '../../server/database'
import { assessedPathways } from '../../server/domain/assessments'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let officer: Visitor
let com: Visitor

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('com', 'com', [])
  officer = await staffConsole.signIn('officer')
  com = await staffConsole.signIn('com')
})

afterAll(() => staffConsole.stop())

async function completeBcst2(number: string) {
  for (const pathway of assessedPathways) {
    await officer.open(`/people/${number}/plan/${pathway}`)
    if (pathway !== 'finance-benefit-debt') await officer.press('No need in this pathway')
    else {
      await officer.press('Add the need', { need: 'Rent arrears' })
      await officer.press('Add the action', { action: 'A finance referral', responsible: 'both', due: '4/12/2026' })
    }
  }
  await officer.open(`/people/${number}/plan`)
  await officer.press('The BCST2 is complete')
}

const outside = {
  'outside-way': 'phone',
  'outside-whom': 'R. Calloway',
  'outside-on': '23/11/2026',
  'outside-words': 'She agrees.',
}

it('puts the needs and what is proposed to the COM in one enquiry when BCST2 is complete', async () => {
  await addPerson(staffConsole.dependencies, 'A1234AA')
  await completeBcst2('A1234AA')
  expect(officer.text).toContain('The needs stand in the COM’s list as an enquiry')

  await com.open('/questions')
  await com.follow('COM, Marrick, Dean')
  expect(com.text).toContain('Needs found by the BCST2')
  expect(com.text).toContain('Finance, benefit and debt - Need: Rent arrears - Proposed: A finance referral')
  await com.press('Send the answer', { 'question-answer': 'Debt advice first' })
  expect(com.status).toBe(422)
  expectErrorsToLand(com)
  expect(com.$('#question-answer').val()).toBe('Debt advice first')
  await com.press('Send the answer', { 'question-verdict': 'changed' })
  expect(com.text).toContain('Your answer is sent')
  await officer.open(com.path)
  expect(officer.text).toContain('Agreed with changes')
  expect(await staffConsole.inDatabase('select 1 from enquiry')).toHaveLength(1)
})

/** The person's application on a topic on which the COM is to be consulted. */
async function toConsultOn(person: Person, topic: Parameters<typeof sendApplication>[2], safety = false) {
  const application = await sendApplication(staffConsole.dependencies, person, topic)
  await staffConsole.inDatabase(
    `insert into application_action (application_id, action) values (${application.id}, 'consult-com')
      on conflict (application_id, action) do nothing;
    update application set safety_concern = ${safety} where id = ${application.id}`,
  )
  return application
}

const consultedOn = (visitor: Visitor) =>
  visitor.$('.app-actions__item:contains("Consult the COM")').text().replace(/\s+/g, ' ')

describe('the COM’s answer on the needs', () => {
  it('consults them on open applications about these needs, and on no others', async () => {
    const person = await addPerson(staffConsole.dependencies, 'A1301AA')
    const debts = await toConsultOn(person, 'debts-and-bills')
    const housing = await toConsultOn(person, 'somewhere-to-live')
    const unsafe = await toConsultOn(person, 'universal-credit', true)
    const secret = await toConsultOn(person, 'something-private')
    await completeBcst2('A1301AA')
    await com.open('/questions')
    await com.follow('COM, Marrick, Dean')
    expect(com.text).toContain('Your answer also does “Consult the COM” of these open applications')
    const listed = com.$('main ul a[href^="/applications/"]').toArray()
    expect(listed.map(each => com.$(each).attr('href'))).toEqual([`/applications/${debts.reference}`])
    await com.press('Send the answer', { 'question-answer': 'Yes', 'question-verdict': 'agreed' })
    const later = await toConsultOn(person, 'bank-account')
    const address = com.path

    await officer.open(`/applications/${debts.reference}`)
    expect(consultedOn(officer)).toContain('Done: com at work')
    const how = 'By the COM’s answer to the enquiry about the needs found by the BCST2'
    expect(consultedOn(officer)).toContain(how)
    await officer.follow(how)
    expect(officer.path).toBe(address)
    await officer.open(`/applications/${debts.reference}/notes`)
    expect(officer.$('.app-timeline').text()).toContain(how)
    for (const other of [housing, unsafe, secret, later]) {
      await officer.open(`/applications/${other.reference}`)
      expect([other.topic, consultedOn(officer)]).toEqual([other.topic, expect.stringContaining('To do')])
    }
  })

  it('does so when it was given outside the service, and says that it was', async () => {
    const person = await addPerson(staffConsole.dependencies, 'A1302AA', { lastName: 'Outside' })
    const debts = await toConsultOn(person, 'debts-and-bills')
    await completeBcst2('A1302AA')
    await officer.open('/people/A1302AA/questions')
    await officer.open(String(officer.$('tbody th a').first().attr('href')))
    expect(officer.text).toContain('The COM’s answer also does “Consult the COM”')
    await officer.press('Record the answer', { ...outside, 'question-verdict': 'agreed' })
    await officer.open(`/applications/${debts.reference}`)
    expect(consultedOn(officer)).toContain('Done: officer at work')
    expect(consultedOn(officer)).toContain('The answer was given outside this service and recorded here')
  })

  it('is no answer while the COM asks back', async () => {
    const person = await addPerson(staffConsole.dependencies, 'A1303AA', { lastName: 'Back' })
    const debts = await toConsultOn(person, 'debts-and-bills')
    await completeBcst2('A1303AA')
    await com.open('/questions')
    await com.follow('COM, Back, Dean')
    await com.press('Ask them first', { 'question-answer': 'How much is owed?' })
    await officer.open(`/applications/${debts.reference}`)
    expect(consultedOn(officer)).toContain('To do')
  })
})

it('leaves the team to tell a COM who cannot be reached', async () => {
  await addPerson(staffConsole.dependencies, 'A1235AA', { comEmail: 'nobody@example.test' })
  await completeBcst2('A1235AA')
  expect(officer.text).toContain('No account can see it as the COM: tell them yourself')
  await officer.open('/told-and-asked?list=tell')
  await officer.follow('Marrick, Dean')
  expect(officer.text).toContain('Need: Rent arrears')
  expect(officer.text).toContain('nobody@example.test')
  await officer.press('Record that you told them', {
    'outside-way': 'email',
    'outside-whom': 'R. Calloway',
    'outside-on': '23/11/2026',
    'outside-words': 'Agreed',
  })
  expect(officer.text).toContain('It is recorded that you told them')
})

it('asks nobody where no need was found', async () => {
  await addPerson(staffConsole.dependencies, 'A1236AA')
  for (const pathway of assessedPathways) {
    await officer.open(`/people/A1236AA/plan/${pathway}`)
    await officer.press('No need in this pathway')
  }
  await officer.open('/people/A1236AA/plan')
  await officer.press('The BCST2 is complete')
  expect(officer.text).toContain('It is recorded as complete')
  await officer.open('/people/A1236AA/questions')
  expect(officer.text).toContain('Nothing was asked yet')
})

describe('an application told in confidence', () => {
  it('has “Consult the COM” done only by recording how, whom and when', async () => {
    const { dependencies, knex } = staffConsole
    const person = await addPerson(dependencies, 'A1237AA')
    const { id, reference } = await sendApplication(dependencies, person, 'something-private')
    await knex('application_action')
      .insert({ application_id: id, action: 'consult-com' })
      .onConflict(['application_id', 'action'])
      .ignore()
    const address = `/applications/${reference}`
    await officer.open(address)
    const ticking = { version: String(officer.$('[name=version]').first().val()), done: 'yes' }
    const meta = {
      _csrf: String(officer.$('[name=_csrf]').first().val()),
      idempotencyKey: '00000000-0000-4000-8000-000000000001',
    }
    const forged = officer.anotherTab()
    await forged.post(`${address}/actions/consult-com`, new URLSearchParams({ ...ticking, ...meta }))
    expect(forged.status).toBe(422)

    await officer.follow('Record how you consulted them: Consult the COM')
    await officer.press('Record it', { ...outside, 'outside-whom': '' })
    expect(officer.status).toBe(422)
    expectErrorsToLand(officer)
    expect(officer.$('#outside-words').val()).toBe('She agrees.')
    await officer.press('Record it', outside)
    expect(officer.text).not.toContain('Record how you consulted them')
    await officer.open(`${address}/notes`)
    expect(officer.text).toContain('R. Calloway, By phone, 23 November 2026. She agrees.')
  })

  it('is not closed by saying that the COM was consulted', async () => {
    const { dependencies, knex } = staffConsole
    const person = await addPerson(dependencies, 'A1238AA')
    const { id, reference } = await sendApplication(dependencies, person, 'something-private')
    await knex('application_action')
      .insert({ application_id: id, action: 'consult-com' })
      .onConflict(['application_id', 'action'])
      .ignore()
    await officer.open(`/applications/${reference}/outcome`)
    expect(officer.$('[name="settle-consult-com"][value=carried-on]')).toHaveLength(1)
    expect(officer.$('[name="settle-consult-com"][value=done]')).toHaveLength(0)
  })
})
