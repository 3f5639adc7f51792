import type { Application, Person } from '../../server/database'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import { queriesDuring } from '../set-up/queries'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let person: Person
let bank: Application
let officer: Visitor

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('officer', 'officer', ['BWI'])
  await staffConsole.hire('clerk', 'administrator', ['BWI'])
  const welsh = { firstName: 'Owain', lastName: 'Llwyd', firstLanguage: 'Welsh', prisonId: 'BWI' }
  person = await addPerson(staffConsole.dependencies, 'A1234AA', welsh)
  bank = await sendApplication(staffConsole.dependencies, person, 'bank-account')
  officer = await staffConsole.signIn('officer')
})

beforeEach(async () => {
  await officer.open(`/applications/${bank.reference}/messages`)
})

afterAll(() => staffConsole.stop())

const written = () => staffConsole.dependencies.database.messages.ofApplication(bank.id)
const box = (name = 'message') => String(officer.$(`#${name}`).val())

describe('reply templates', () => {
  it('are inserted after what was typed, in the person’s language first, with the other language beside it', async () => {
    expect(officer.$('#words-in [selected]').text()).toBe('Welsh')
    expect(officer.$('.app-ready__words').first().text()).toBe('The bank has the form')
    await officer.press('The bank has the form', { message: 'Annwyl Owain' })
    expect(officer.status).toBe(200)
    expect(box()).toMatch(
      /^Annwyl Owain\n\nRydyn ni wedi anfon eich ffurflen am gyfrif banc\. Enw’r banc: \[enw’r banc\]\./,
    )
    expect(officer.$('.govuk-inset-text [lang=en]').text()).toContain('We have sent your form for a bank account')
    await officer.press('We have it and are working on it', { message: '', 'words-in': 'en' })
    expect(box()).toMatch(/^We have your application/)
    expect(officer.$('.govuk-inset-text [lang=cy]').text()).toContain('Mae’ch cais gyda ni')
    expect(await written()).toEqual([])
  })

  it('that there are not leave what was typed as it is', async () => {
    const hidden = officer.$('.app-write--message [type=hidden]').toArray()
    const sent = hidden.map(each => [officer.$(each).attr('name')!, String(officer.$(each).val())])
    await officer.post(officer.path, new URLSearchParams([...sent, ['message', 'Typed'], ['use', 'no-such']]))
    expect(officer.status).toBe(200)
    expect(box()).toBe('Typed')
  })

  it('with an unfilled gap are neither sent nor previewed', async () => {
    await officer.press('The bank has the form', { message: '', 'words-in': 'en' })
    for (const button of ['Send to Owain Llwyd', 'Check it first']) {
      await officer.press(button)
      expect(officer.status).toBe(422)
      expectErrorsToLand(officer)
      expect(officer.text).toContain('Fill in the square brackets, or delete them: [name of bank], [day]')
    }
    await officer.press('Send to Owain Llwyd', { message: 'On [day' })
    expect(officer.status).toBe(422)
    expect(await written()).toEqual([])
  })

  it('for an answer are grouped by outcome, and choose theirs where none is chosen', async () => {
    await officer.follow('Answer and close')
    const labels = officer
      .$('.app-ready__group')
      .toArray()
      .map(each => officer.$(each).attr('aria-label'))
    expect(labels).toEqual([
      'For “Agreed”',
      'For “Agreed in part”',
      'For “Not agreed”',
      'For “Passed on”',
      'For “Sent in error”',
    ])
    await officer.press('No, and why', { answer: '' })
    expect(officer.$('[name=outcome][checked]').val()).toBe('not-agreed')
    expect(box('answer')).toMatch(/^Allwn ni ddim gwneud hyn\./)
    await officer.press('They sent it twice', { answer: '' })
    expect(officer.$('[name=outcome][checked]').val()).toBe('not-agreed')
  })

  it('for what is agreed choose that in part while something is carried on', async () => {
    const another = await staffConsole.signIn('officer')
    await another.open(`/applications/${bank.reference}/outcome`)
    expect(another.$('[name^=settle-][value=carried-on][checked]').length).toBeGreaterThan(0)
    const agreed = another.$('.app-ready__group').first()
    expect(agreed.attr('aria-label')).toBe('For “Agreed”')
    await another.press(agreed.find('button').first().text(), { answer: '' })
    expect(another.$('[name=outcome][checked]').val()).toBe('agreed-in-part')
  })
})

describe('a preview', () => {
  it('shows the same part of the page that the person will read, in their language, and sends nothing', async () => {
    await officer.follow('Answer and close')
    const answer = 'Mae’r banc yn eich gweld chi ddydd Llun.'
    await officer.press('Check before you send', { outcome: 'agreed-in-part', answer })
    expect(officer.heading).toBe('Check before you send')
    expect(officer.path).toBe(`/applications/${bank.reference}/outcome/check`)
    await officer.open(officer.path)
    expect(officer.heading).toBe('Check before you send')
    const preview = officer.$('.app-as-read')
    expect(preview.attr('lang')).toBe('cy')
    const asRead = preview.find('h2 + p, p').text().replace(/\s+/g, ' ')
    expect(asRead).toContain('Dyma beth ysgrifennodd y staff:')
    expect(preview.text()).toContain(answer)
    expect(officer.text).toContain('They use the service in Welsh')
    expect(officer.text).toContain('Only the length of sentences is looked at')
    expect(await written()).toEqual([])

    await officer.press('Change it')
    expect(box('answer')).toBe(answer)
    expect(officer.$('[name=outcome][checked]').val()).toBe('agreed-in-part')
  })

  it('shows the reading grade, long sentences and hard words, and blocks nobody', async () => {
    const long = `The bank and the council ${'and then another one '.repeat(5)}will see you.`
    await officer.press('Check it first', { message: `Your accommodation is ready. ${long}` })
    expect(officer.text).toContain('This looks like English, and the person uses the service in Welsh.')
    expect(officer.text).toContain(`Can you make two of each? ${long}`)
    expect(officer.text).toContain('Are there easier words for these? accommodation.')
    expect(officer.$('.app-as-read').text()).toContain('Newydd')
    const { action, body } = officer.formOf('Send to Owain Llwyd')
    await Promise.all([1, 2].map(() => officer.anotherTab().post(action, body)))
    expect((await written()).map(each => each.body)).toEqual([`Your accommodation is ready. ${long}`])
  })

  it('keeps line breaks as typed, whatever the lines contain', async () => {
    const message = 'Un & "dau" <b>\n\nTri'
    await officer.press('Check it first', { message })
    expect(officer.$('.app-as-read').html()).not.toContain('<b>')
    await officer.press('Send to Owain Llwyd')
    expect((await written()).at(-1)?.body).toBe(message)
  })
})

it('shows beside an application the person’s five newest other applications that the reader may see', async () => {
  const forms = [
    'somewhere-to-live',
    'tag-address',
    'universal-credit',
    'gp-and-health',
    'something-private',
    'social-care',
  ] as const
  const count = async () =>
    (await queriesDuring(staffConsole.knex, () => officer.open(`/applications/${bank.reference}`))).length
  const before = await count()
  expect(officer.text).toContain('There are no others that you may see.')
  const sent = []
  for (const form of forms) sent.push(await sendApplication(staffConsole.dependencies, person, form))
  await staffConsole.knex('application').where({ id: sent[0]!.id }).update({ status: 'closed', outcome: 'agreed' })
  expect(await count()).toBe(before)
  const table = officer.$('table').filter((_index, each) => officer.$(each).text().includes('Other applications'))
  const listed = table.find('tbody a')
  expect(listed.toArray().map(each => officer.$(each).attr('href'))).toEqual(
    sent
      .toReversed()
      .slice(0, 5)
      .map(({ reference }) => `/applications/${reference}`),
  )
  expect(table.text()).toContain(`Restricted, ${sent[4]!.reference}`)
  await officer.follow('See all of Owain Llwyd’s applications (6 others)')
  expect(officer.path).toBe(`/people/A1234AA#open-work`)

  const clerk = await staffConsole.signIn('clerk')
  await clerk.open(`/applications/${bank.reference}`)
  expect(clerk.text).toContain(sent[0]!.reference)
  expect(clerk.html).not.toContain(sent[4]!.reference)
})
