import { createConsole } from '../../admin/console'
import type { Person } from '../../server/database'
import { createApp } from '../../server/portal'
import { addPerson, addPrisons, addStaff, testPassword, testPin } from '../set-up/people'
import { startTestSite, type TestSite } from '../set-up/site'
import { Visitor, type Fields } from '../set-up/visitor'

let site: TestSite
let address: string
let officer: Visitor
let people = 0

beforeAll(async () => {
  site = await startTestSite({ TODAY: '2026-11-23' })
  await addPrisons(site.dependencies)
  address = await site.serve(createApp)
  await addStaff(site.dependencies, { email: 'm@example.test', name: 'M Okafor', role: 'manager', prisons: ['LEI'] })
  officer = await new Visitor(await site.serve(createConsole)).open('/sign-in')
  await officer.press('Sign in', { email: 'm@example.test', password: testPassword })
})

afterAll(() => site.stop())

async function arrive(language: 'en' | 'cy' = 'en'): Promise<{ person: Person; visitor: Visitor }> {
  people += 1
  const person = await addPerson(site.dependencies, `A4${String(people).padStart(3, '0')}AA`)
  const visitor = await new Visitor(address).open(`/my/sign-in?lang=${language}`)
  const button = language === 'en' ? 'Sign in' : 'Mewngofnodi'
  return { person, visitor: await visitor.press(button, { 'prison-number': person.prisonNumber, pin: testPin }) }
}

/** Answers "Do you feel you might hurt yourself?" with yes, which leads to the help page. */
async function sayHurt(visitor: Visitor, start = 'Start', goOn = 'Continue'): Promise<void> {
  await visitor.open('/my/applications/new/A11')
  await visitor.press(start)
  for (const choice of ['yes', 'no', 'yes']) await visitor.press(goOn, { choice })
  expect(visitor.path).toMatch(/\/help-now$/)
}

const referenceOn = (visitor: Visitor) => visitor.$('.govuk-panel strong').text()
const applicationsOf = ({ id }: Person) => site.dependencies.database.applications.ofPerson(id)

async function concernsOf({ id }: Person): Promise<unknown[]> {
  return site.knex('safety_concern').where({ person_id: id, acknowledged_at: null })
}

describe('after an answer that says that somebody is not safe', () => {
  it.each([
    ['A11', ['yes', 'no'], 'yes'],
    ['A11', ['yes', 'no'], 'talk'],
    ['A16', ['talk'], 'yes'],
    ['A07', ['no'], 'yes'],
    ['A21', ['no', 'no', 'no'], 'not-safe'],
  ])('offers to tell staff now: form %s after %s, %s', async (code, before, answer) => {
    const { visitor } = await arrive()
    await visitor.open(`/my/applications/new/${code}`)
    await visitor.press('Start')
    for (const choice of [...before, answer]) await visitor.press('Continue', { choice })
    expect(visitor.heading).toBe('You do not have to wait')
    expect(visitor.title).toBe('Help now – Leaving prison')
    expect(visitor.$('main button').first().text().trim()).toBe('Tell staff now')
    expect(visitor.text).toContain('staff do not see your answer until you send the form')
    expect(visitor.text).toMatch(/cell bell.*any officer.*Listener.*Samaritans: 116 123/)
  })

  it('sends an urgent concern with what was answered, and staff see what was not asked', async () => {
    const { person, visitor } = await arrive()
    await sayHurt(visitor)
    await visitor.press('Tell staff now')
    const reference = referenceOn(visitor)
    expect(visitor.text).toContain('Staff can see this now')
    expect(visitor.text).not.toMatch(/hurt|told/i)
    expect(await applicationsOf(person)).toMatchObject([
      {
        reference,
        topic: 'mental-health',
        safetyConcern: true,
        unfinished: true,
        priority: 'urgent',
        respondBy: '2026-11-23',
      },
    ])
    await officer.open('/queue')
    expect(officer.$('tbody tr').first().text()).toContain('Safety concern')
    await officer.open(`/applications/${reference}`)
    expect(officer.text).toMatch(/The person pressed “Tell staff now” on .*\. The rest of the form was not asked\./)
    expect(officer.text).toMatch(/Do you feel you might hurt yourself\? Yes/)
    expect(officer.text).toMatch(/Do you feel safe in prison\? Not asked/)
    await officer.open(`/applications/${reference}/notes`)
    expect(officer.text).toContain('“Tell staff now” pressed. For:')
  })

  it('gives the same reference for a double click, a retry and a second press', async () => {
    const { person, visitor } = await arrive()
    await sayHurt(visitor)
    const help = visitor.path
    const { action, body } = visitor.formOf('Tell staff now')
    const tab = visitor.anotherTab()
    await Promise.all([visitor.post(action, body), tab.post(action, body)])
    const reference = referenceOn(visitor)
    expect(referenceOn(tab)).toBe(reference)
    await visitor.open(help)
    expect(visitor.text).toContain(`Your reference is ${reference}`)
    await visitor.press('Tell staff now')
    expect(referenceOn(visitor)).toBe(reference)
    expect(await applicationsOf(person)).toHaveLength(1)
    expect(await concernsOf(person)).toHaveLength(1)
  })

  it('keeps the draft, and sending it adds the rest to the same application', async () => {
    const { person, visitor } = await arrive()
    await sayHurt(visitor)
    const key = visitor.formOf('Tell staff now')
    await visitor.press('Tell staff now')
    const reference = referenceOn(visitor)
    await visitor.open('/my/applications')
    expect(visitor.text).toContain('Staff can see a part of this')
    await visitor.open(`/my/help-now/sent/${reference}`)
    await visitor.follow('Carry on with the form')
    for (const choice of ['yes', 'safe']) await visitor.press('Continue', { choice })
    expect(visitor.heading).toBe('Check your answers')
    expect(visitor.text).toContain('Staff can see only a part of this')
    const { action, body } = visitor.formOf('Send')
    await visitor.post(action, body)
    expect(referenceOn(visitor)).toBe(reference)
    await visitor.post(action, body)
    expect(referenceOn(visitor)).toBe(reference)
    await visitor.post(key.action, key.body)
    expect(referenceOn(visitor)).toBe(reference)
    expect(await applicationsOf(person)).toMatchObject([{ unfinished: false, answers: { 'feel-safe': 'safe' } }])
    expect(await concernsOf(person)).toHaveLength(1)
    expect(await site.dependencies.database.drafts.of(person.id)).toEqual([])
    await officer.open(`/applications/${reference}`)
    expect(officer.text).toContain('They have sent the rest of the form since')
    expect(officer.text).not.toContain('Not asked')
  })

  it('keeps what staff could read of an answer that is changed before the form is sent', async () => {
    const { visitor } = await arrive()
    await sayHurt(visitor)
    const question = visitor.path.replace(/\/help-now$/, '')
    await visitor.press('Tell staff now')
    const reference = referenceOn(visitor)
    await visitor.open(question)
    for (const choice of ['no', 'yes', 'safe']) await visitor.press('Continue', { choice })
    await visitor.press('Send')
    await officer.open(`/applications/${reference}`)
    expect(officer.text).toMatch(/Do you feel you might hurt yourself\? No Until [^:]*:\d\d: Yes/)
    expect(officer.$('#safety')).toHaveLength(1)
  })

  it('leads from the list of forms back to the answers that are not sent', async () => {
    const { visitor } = await arrive()
    await sayHurt(visitor)
    await visitor.press('Tell staff now')
    await visitor.open('/my/applications/new/A11')
    expect(visitor.heading).toBe('You have asked about this')
    await visitor.follow('See your new answers')
    expect(visitor.path).toMatch(/^\/my\/applications\/[\w-]{36}\/\w+$/)
  })

  it('raises a new concern when staff have acknowledged the first', async () => {
    const { person, visitor } = await arrive()
    await sayHurt(visitor)
    const help = visitor.path
    await visitor.press('Tell staff now')
    const reference = referenceOn(visitor)
    await officer.open(`/applications/${reference}`)
    await officer.follow('Acknowledge and record')
    await officer.press('Acknowledge the concern', { 'what-was-done': 'Talked to him', acct: 'open-already' })
    await visitor.open(help)
    await visitor.press('Tell staff now')
    expect(referenceOn(visitor)).not.toBe(reference)
    expect(await concernsOf(person)).toHaveLength(1)
    await visitor.follow('Carry on with the form')
    for (const choice of ['yes', 'safe']) await visitor.press('Continue', { choice })
    await visitor.press('Send')
    expect(await applicationsOf(person)).toMatchObject([{ unfinished: false }, { reference, unfinished: true }])
  })

  it('sends the rest as an application of its own when staff have answered', async () => {
    const { person, visitor } = await arrive()
    await sayHurt(visitor)
    await visitor.press('Tell staff now')
    const sent = visitor.path
    await site.knex('application').where({ person_id: person.id }).update({ status: 'closed', outcome: 'agreed' })
    await visitor.open(sent)
    await visitor.follow('Carry on with the form')
    for (const choice of ['yes', 'safe']) await visitor.press('Continue', { choice })
    await visitor.press('Send')
    expect(await applicationsOf(person)).toMatchObject([
      { status: 'open', unfinished: false },
      { status: 'closed', unfinished: true },
    ])
  })

  it('tells staff although the draft is gone', async () => {
    const { person, visitor } = await arrive()
    await sayHurt(visitor)
    await site.knex('draft').where({ person_id: person.id }).delete()
    await visitor.press('Tell staff now')
    expect(visitor.text).toContain('Staff can see this now')
    expect(await concernsOf(person)).toHaveLength(1)
  })

  it('stores no consent before the whole form is sent', async () => {
    const { person, visitor } = await arrive()
    await visitor.open('/my/applications/new/A07')
    await visitor.press('Start')
    for (const choice of ['yes', 'court-fine', 'not-sure', 'no', 'no', 'yes', 'not-safe'])
      await visitor.press('Continue', { choice })
    await visitor.press('Tell staff now')
    const consents = () => site.dependencies.database.consents.ofPerson(person.id)
    expect(await consents()).toEqual([])
    await visitor.follow('Carry on with the form')
    await visitor.press('Send')
    expect(await consents()).toMatchObject([{ body: 'court' }])
  })
})

describe('"Not safe, or cannot cope?"', () => {
  it('stands on every page and on the way in, and leads to help', async () => {
    const visitor = await new Visitor(address).open('/my/sign-in')
    expect(visitor.$('nav a[href="/my/help-now"]').text()).toBe('Not safe, or cannot cope?')
    await visitor.follow('Not safe, or cannot cope?')
    expect(visitor.heading).toBe('You do not have to wait')
    expect(visitor.text).toMatch(/cell bell.*any officer.*Listener.*Samaritans: 116 123/)
    expect(visitor.$('main button')).toHaveLength(0)
    expect(visitor.text).toContain('Sign in first')
    const { visitor: signedIn } = await arrive()
    for (const path of ['', '/checklist', '/applications', '/applications/new', '/messages', '/about-me', '/nowhere']) {
      await signedIn.open(`/my${path}`)
      expect([path, signedIn.$('nav a[href="/my/help-now"]').length]).toEqual([path, 1])
    }
  })

  it('tells staff without a form and without a word', async () => {
    const { person, visitor } = await arrive()
    await visitor.follow('Not safe, or cannot cope?')
    expect(visitor.text).toContain('If you leave this page and do not press “Tell staff now”, staff are not told')
    await visitor.press('Tell staff now')
    const reference = referenceOn(visitor)
    expect(await applicationsOf(person)).toMatchObject([
      { reference, topic: 'something-else', safetyConcern: true, priority: 'urgent', answers: {} },
    ])
    await officer.open(`/applications/${reference}`)
    expect(officer.text).toContain('They did not fill in a form, and did not have to say what is happening')
    expect(officer.text).not.toContain('Not asked')
  })

  it('sends what is happening to staff and shows it nowhere in the cell', async () => {
    const { visitor } = await arrive()
    await visitor.open('/my/help-now')
    await visitor.press('Tell staff now', { happening: 'My pad mate has a blade' })
    const reference = referenceOn(visitor)
    await officer.open(`/applications/${reference}`)
    expect(officer.text).toContain('What is happening? My pad mate has a blade')
    for (const path of [visitor.path, '/my/applications', `/my/applications/${reference}`, '/my/help-now']) {
      await visitor.open(path)
      expect(visitor.html).not.toContain('blade')
      expect(visitor.title).not.toMatch(/safe|cope|danger/i)
    }
  })

  it('says that no staff can see it where nobody has an account, and what to do instead', async () => {
    const person = await addPerson(site.dependencies, 'A4901AA', { prisonId: 'BWI' })
    const visitor = await new Visitor(address).open('/my/sign-in?lang=en')
    await visitor.press('Sign in', { 'prison-number': person.prisonNumber, pin: testPin })
    await visitor.open('/my/help-now')
    await visitor.press('Tell staff now')
    expect(visitor.heading).toBe('We have kept it')
    expect(visitor.text).not.toContain('Staff can see this now')
    expect(visitor.text).toContain('no staff can see it here yet')
    expect(visitor.text).toContain('Press your cell bell, or tell any officer now')
  })

  it('confirms it where details are hidden from others', async () => {
    const { dependencies } = site
    const config = { ...dependencies.config, privateHosts: new Set<string>() }
    const shared = await site.serve(() => createApp({ ...dependencies, config }))
    const { person } = await arrive()
    const visitor = await new Visitor(shared).open('/my/sign-in')
    await visitor.press('Sign in', { 'prison-number': person.prisonNumber, pin: testPin })
    await visitor.open('/my/help-now')
    await visitor.press('Tell staff now')
    expect(referenceOn(visitor)).toMatch(/^\w{4}-\w{4}$/)
    await visitor.open('/my/applications')
    expect(visitor.text).toContain('This is hidden now')
  })

  it('adds to what waits when it is pressed again, and sends anew once staff have acknowledged it', async () => {
    const { person, visitor } = await arrive()
    const tell = async (fields: Fields) => {
      await visitor.open('/my/help-now')
      await visitor.press('Tell staff now', fields)
      return referenceOn(visitor)
    }
    const first = await tell({ happening: 'Threats' })
    expect(await tell({ happening: 'And now a fight' })).toBe(first)
    expect(await tell({ happening: '' })).toBe(first)
    await officer.open(`/applications/${first}`)
    expect(officer.text).toContain('Threats And now a fight')
    await officer.open(`/applications/${first}/notes`)
    expect(officer.text).toContain('“Tell staff now” pressed again')
    await officer.follow('Acknowledge and record')
    await officer.press('Acknowledge the concern', { 'what-was-done': 'Moved him', acct: 'open-already' })
    expect(await tell({})).not.toBe(first)
    expect(await concernsOf(person)).toHaveLength(1)
  })

  it('keeps words that are too many, with a link to the box', async () => {
    const { person, visitor } = await arrive()
    await visitor.open('/my/help-now')
    await visitor.press('Tell staff now', { happening: 'x'.repeat(301) })
    expect(visitor.status).toBe(422)
    expect(visitor.$('.govuk-error-summary a').attr('href')).toBe('#happening')
    expect(visitor.$('#happening').val()).toBe('x'.repeat(301))
    expect(await applicationsOf(person)).toEqual([])
  })

  it('says that nothing was sent when the session has expired, in the language of the page', async () => {
    const { person, visitor } = await arrive('cy')
    await visitor.open('/my/help-now')
    const { action, body } = visitor.formOf('Dweud wrth staff nawr')
    site.clock.now = new Date(site.clock.now.getTime() + 60 * 60 * 1000)
    await visitor.post(action, body)
    expect(visitor.heading).toBe('Does dim rhaid i chi aros')
    expect(visitor.text).toContain('felly chafodd dim byd ei anfon at staff')
    expect(await applicationsOf(person)).toEqual([])
  })

  it('speaks Welsh in a form too', async () => {
    const { person, visitor } = await arrive('cy')
    await sayHurt(visitor, 'Dechrau', 'Parhau')
    expect(visitor.heading).toBe('Does dim rhaid i chi aros')
    await visitor.press('Dweud wrth staff nawr')
    expect(visitor.text).toContain('Gall staff weld hwn nawr')
    expect(await applicationsOf(person)).toMatchObject([{ language: 'cy', unfinished: true }])
  })

  it('does not show the confirmation of another person', async () => {
    const { visitor } = await arrive()
    await visitor.open('/my/help-now')
    await visitor.press('Tell staff now')
    const sent = visitor.path
    const { visitor: other } = await arrive()
    await other.open(sent)
    expect(other.status).toBe(404)
  })
})
