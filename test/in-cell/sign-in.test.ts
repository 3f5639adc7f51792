import { createConsole } from '../../admin/console'
import { createApp } from '../../server/portal'
import { whenBusy } from '../../server/use-cases/accounts/turns'
import { makePinSlip, signInWithPin } from '../../server/use-cases/people/in-cell/pins'
import { addPerson, addPrisons, addStaff, testPassword, testPin } from '../set-up/people'
import { startTestSite, type TestSite } from '../set-up/site'
import { Visitor } from '../set-up/visitor'

let site: TestSite
let address: string

beforeAll(async () => {
  site = await startTestSite({ TODAY: '2026-11-23' })
  await addPrisons(site.dependencies)
  for (const number of ['A1111AA', 'A2222BB', 'A3333CC', 'A4444DD', 'A5555EE', 'A6666FF'])
    await addPerson(site.dependencies, number)
  address = await site.serve(createApp)
})

afterAll(() => site.stop())

async function tryToSignIn(prisonNumber: string, pin: string, visitor = new Visitor(address)): Promise<Visitor> {
  await visitor.open('/my/sign-in')
  return visitor.press('Sign in', { 'prison-number': prisonNumber, pin })
}

async function staffSignedIn(console: string, email: string): Promise<Visitor> {
  const visitor = await new Visitor(console).open('/sign-in')
  return visitor.press('Sign in', { email, password: testPassword })
}

describe('signing in', () => {
  it('accepts the number as people write it', async () => {
    const visitor = await tryToSignIn(' a1111aa ', testPin)
    expect(visitor.heading).toBe('Hello Dean')
  })

  it('locks after five wrong attempts, with the same message as for an unknown number', async () => {
    const answers: Record<string, string[]> = {}
    for (const number of ['A2222BB', 'A9999ZZ']) {
      const responses: string[] = []
      for (let tries = 0; tries < 6; tries += 1) {
        const visitor = await tryToSignIn(number, '000000')
        responses.push(`${visitor.status} ${visitor.$('.govuk-error-summary').text().replace(/\s+/g, ' ')}`)
      }
      answers[number] = responses
    }
    expect(answers.A2222BB).toEqual(answers.A9999ZZ)
    expect(answers.A2222BB?.slice(0, 4).every(response => response.startsWith('422'))).toBe(true)
    expect(answers.A2222BB?.[4]).toMatch(/^429 .*too many wrong tries.*15 minutes/)
    const right = await tryToSignIn('A2222BB', testPin)
    expect(right.status).toBe(429)
  })

  it('locks where the tries came from, for 15, 30 and then 60 minutes, until staff lift it', async () => {
    const { database, context } = site.dependencies
    const attempt = (pin: string, fromAddress: string) =>
      signInWithPin(database, context(), { prisonNumber: 'A8882HH', pin, fromAddress })
    const person = await addPerson(site.dependencies, 'A8882HH')
    for (const minutes of [15, 30, 60, 60]) {
      for (let tries = 0; tries < 4; tries += 1) expect(await attempt('000000', '10.1.1.1')).toEqual({ kind: 'wrong' })
      expect(await attempt('000000', '10.1.1.1')).toEqual({ kind: 'locked', minutes })
      expect(await attempt(testPin, '10.1.1.1')).toEqual({ kind: 'locked', minutes })
      // As when the time is over.
      await site.knex('sign_in_try').where('key', 'try:my:A8882HH|10.1.1.1').delete()
    }
    expect(await attempt(testPin, '10.1.1.2')).toMatchObject({ kind: 'signed-in', wrongTries: 20 })
    for (let from = 3; from < 9; from += 1)
      for (let tries = 0; tries < 5; tries += 1) await attempt('000000', `10.1.1.${from}`)
    expect(await attempt(testPin, '10.1.1.99')).toMatchObject({ kind: 'locked' })
    expect(await attempt(testPin, '10.1.1.2')).toMatchObject({ kind: 'signed-in' })
    const staff = await addStaff(site.dependencies, {
      email: 'lifts@example.test',
      name: 'O',
      role: 'officer',
      prisons: ['LEI'],
    })
    const slip = await makePinSlip(database, context(), { person, staff, fromAddress: undefined })
    for (const from of ['10.1.1.1', '10.1.1.99'])
      expect(await attempt(slip.pin, from)).toMatchObject({ kind: 'signed-in' })
  })

  it('tells of wrong tries at the next sign-in, once', async () => {
    await addPerson(site.dependencies, 'A8881HH')
    await tryToSignIn('A8881HH', testPin)
    for (let tries = 0; tries < 2; tries += 1) await tryToSignIn('A8881HH', '000000')
    const visitor = await tryToSignIn('A8881HH', testPin)
    expect(visitor.text).toContain('there were 2 wrong tries with your prison number')
    await visitor.open('/my')
    expect(visitor.text).not.toContain('wrong tries')
  })

  it('takes no more than a few at once from one address, and others meanwhile', async () => {
    const { database, context } = site.dependencies
    const attempts = Array.from({ length: 60 }, (_each, index) =>
      signInWithPin(database, context(), {
        prisonNumber: `A${1000 + index}QQ`,
        pin: '000000',
        fromAddress: '10.2.2.2',
      }).catch(whenBusy),
    )
    const right = await signInWithPin(database, context(), {
      prisonNumber: 'A5555EE',
      pin: testPin,
      fromAddress: '10.2.2.3',
    })
    expect(right.kind).toBe('signed-in')
    const kinds = (await Promise.all(attempts)).map(({ kind }) => kind)
    expect(kinds.filter(kind => kind === 'busy')).toHaveLength(43)
  })

  it('checks at most five of many simultaneous attempts', async () => {
    const tries = await Promise.all(Array.from({ length: 12 }, () => tryToSignIn('A3333CC', '111111')))
    expect(tries.filter(({ status }) => status === 422)).toHaveLength(4)
    expect(tries.filter(({ status }) => status === 429)).toHaveLength(8)
  })

  it('asks for a new PIN after a slip, once, and rejects one that is easy to guess', async () => {
    const { database, context } = site.dependencies
    const staff = await addStaff(site.dependencies, {
      email: 'o@example.test',
      name: 'O',
      role: 'officer',
      prisons: ['LEI'],
    })
    const person = await database.people.findByNumber('A4444DD')
    const slip = await makePinSlip(database, context(), { person: person!, staff, fromAddress: undefined })
    const visitor = await tryToSignIn('A4444DD', slip.pin)
    expect(visitor.heading).toBe('Choose your own PIN')
    await visitor.open('/my/checklist')
    expect(visitor.path).toBe('/my/pin')
    for (const pin of [
      '123456',
      '777777',
      '120488',
      '121212',
      '123123',
      '696969',
      '100000',
      '222223',
      '311299',
      slip.pin,
    ]) {
      await visitor.press('Keep this PIN', { pin, again: pin })
      expect(visitor.status).toBe(422)
    }
    await visitor.press('Keep this PIN', { pin: '739206', again: '739206' })
    expect(visitor.path).toBe('/my')
    expect((await tryToSignIn('A4444DD', slip.pin)).status).toBe(422)
    expect((await tryToSignIn('A4444DD', '739206')).path).toBe('/my')
  })

  it('ends all sessions of a person when staff issue another slip', async () => {
    const { database, context } = site.dependencies
    const staff = await database.staff.findByEmail('o@example.test')
    const signedIn = await tryToSignIn('A1111AA', testPin)
    const person = await database.people.findByNumber('A1111AA')
    await makePinSlip(database, context(), { person: person!, staff: staff!, fromAddress: undefined })
    await signedIn.open('/my')
    expect(signedIn.path).toBe('/my/sign-in')
  })

  it('creates a new session and makes the former one invalid', async () => {
    const visitor = new Visitor(address)
    await visitor.open('/my/sign-in')
    const before = visitor.cookie('my')
    await tryToSignIn('A5555EE', testPin, visitor)
    expect(visitor.cookie('my')).not.toBe(before)
    expect(visitor.headers.get('cache-control')).toBe('no-store, no-cache')
  })
})

describe('a chosen PIN', () => {
  async function change(visitor: Visitor, current: string, pin: string): Promise<Visitor> {
    await visitor.open('/my/pin')
    return visitor.press('Keep this PIN', { current, pin, again: pin })
  }

  it('can be changed with the current PIN, which signs out other browsers', async () => {
    await addPerson(site.dependencies, 'A7777GG')
    const elsewhere = await tryToSignIn('A7777GG', testPin)
    const visitor = await tryToSignIn('A7777GG', testPin)
    for (const current of ['', '111111']) {
      await change(visitor, current, '593817')
      expect(visitor.status).toBe(422)
      expect(visitor.$('.govuk-error-summary a').attr('href')).toBe('#current')
    }
    await change(visitor, testPin, '593817')
    expect(visitor.path).toBe('/my')
    expect((await visitor.open('/my/about-me')).path).toBe('/my/about-me')
    expect((await elsewhere.open('/my')).path).toBe('/my/sign-in')
    expect((await tryToSignIn('A7777GG', '593817')).path).toBe('/my')
  })

  it('cannot be guessed on an unattended page', async () => {
    await addPerson(site.dependencies, 'A8888HH')
    const visitor = await tryToSignIn('A8888HH', testPin)
    for (let tries = 0; tries < 5; tries += 1) await change(visitor, '111111', '593817')
    await change(visitor, testPin, '593817')
    expect(visitor.text).toContain('too many wrong tries')
  })
})

describe('a forgotten PIN', () => {
  async function ask(prisonNumber: string): Promise<Visitor> {
    const visitor = await new Visitor(address).open('/my/sign-in')
    await visitor.follow('Ask staff for a new PIN')
    return visitor.press('Ask for a new PIN', { 'prison-number': prisonNumber })
  }

  it('gives the same response for a known and an unknown number', async () => {
    await addPerson(site.dependencies, 'A1212AA', { lastName: 'Ashgrove' })
    const somebody = await ask(' a1212aa')
    const nobody = await ask('A9898ZZ')
    const again = await ask('A1212AA')
    expect(somebody.text).toContain('If that number is right, staff can see that you asked')
    expect([nobody.text, again.text]).toEqual([somebody.text, somebody.text])
    expect((await ask(' ')).status).toBe(422)
  })

  it('is shown to the staff of the prison, once, until they issue a slip or the person signs in', async () => {
    const staffSite = await site.serve(createConsole)
    await addStaff(site.dependencies, { email: 'h@example.test', name: 'H', role: 'officer', prisons: ['HLI'] })
    const officer = await staffSignedIn(staffSite, 'o@example.test')
    const inHull = await staffSignedIn(staffSite, 'h@example.test')
    expect((await officer.open('/people')).$('#pin-requests').parent().find('li').text()).toMatch(
      /^Ashgrove, Dean A1212AA/,
    )
    expect((await inHull.open('/people')).html).not.toContain('Ashgrove')
    await officer.follow('Ashgrove, Dean')
    await officer.press('Make the PIN slip')
    expect(officer.text).toContain('PIN slip')
    expect((await officer.open('/people')).$('#pin-requests')).toHaveLength(0)

    await addPerson(site.dependencies, 'A3434BB')
    await ask('A3434BB')
    expect((await officer.open('/people')).$('#pin-requests')).toHaveLength(1)
    await tryToSignIn('A3434BB', testPin)
    expect((await officer.open('/people')).$('#pin-requests')).toHaveLength(0)
  })

  it('can be dismissed by staff with a reason, which is stored, and changes no PIN', async () => {
    await addPerson(site.dependencies, 'A5656CC', { lastName: 'Thornby' })
    await ask('A5656CC')
    const officer = await staffSignedIn(await site.serve(createConsole), 'o@example.test')
    await officer.open('/people')
    await officer.follow('Do not make a slip: Thornby, Dean')
    const atOnce = officer.anotherTab()
    await atOnce.open('/people/A5656CC/pin-request')
    await officer.press('Put the request away', { because: ' ' })
    expect([officer.status, officer.$('.govuk-error-summary a').attr('href')]).toEqual([422, '#because'])
    await officer.press('Put the request away', { because: 'He did not ask for it' })
    expect(officer.path).toBe('/people')
    expect(officer.$('#pin-requests')).toHaveLength(0)
    await atOnce.press('Put the request away', { because: 'Again' })
    expect(atOnce.path).toBe('/people')
    expect((await officer.open('/people/A5656CC/pin-request')).path).toBe('/people')
    const person = await site.dependencies.database.people.findByNumber('A5656CC')
    const entries = await site.dependencies.database.audit.ofPerson(person!.id)
    expect(entries.filter(({ action }) => action === 'pin-request-dismissed').map(({ detail }) => detail)).toEqual([
      { because: 'He did not ask for it' },
    ])
    expect((await tryToSignIn('A5656CC', testPin)).path).toBe('/my')
  })
})

describe('a session', () => {
  it('ends after ten idle minutes and keeps what was saved', async () => {
    const visitor = await tryToSignIn('A6666FF', testPin)
    await visitor.open('/my/applications/new/A24')
    await visitor.press('Start')
    await visitor.press('Continue', { choice: 'something-else' })
    const late = visitor.formOf('Continue', { words: 'Too late' })
    site.passMinutes(11)
    await visitor.post(late.action, late.body)
    expect(visitor.path).toBe('/my/sign-in?kept=yes')
    expect(visitor.text).toContain('What you put in is kept')
    await tryToSignIn('A6666FF', testPin, visitor)
    await visitor.open('/my/applications')
    expect(visitor.text).toContain('Go on with: Something else')
  })

  it('warns before it ends, and continues where the person was when they stay', async () => {
    const visitor = await tryToSignIn('A6666FF', testPin)
    await visitor.open('/my/messages')
    expect(visitor.$('noscript').text()).toContain('480; url=/my/still-there')
    site.passMinutes(8)
    await visitor.open('/my/still-there')
    await visitor.open('/my/still-there')
    site.passMinutes(1)
    await visitor.press('I am still here')
    expect(visitor.path).toBe('/my/messages')
    site.passMinutes(9)
    await visitor.open('/my/messages')
    expect(visitor.path).toBe('/my/messages')
    site.passMinutes(8)
    await visitor.open('/my/still-there')
    site.passMinutes(3)
    await visitor.open('/my')
    expect(visitor.path).toBe('/my/sign-in?ended=yes')
  })

  it('uses the person’s chosen language from then on', async () => {
    const visitor = await tryToSignIn('A6666FF', testPin)
    await visitor.open('/my/about-me')
    await visitor.press('Save', { language: 'cy' })
    expect(visitor.$('html').attr('lang')).toBe('cy')
    await visitor.press('Rydw i wedi gorffen')
    const later = new Visitor(address)
    await tryToSignIn('A6666FF', testPin, later)
    expect(later.heading).toBe('Helo Dean')
  })

  it('rejects a form without a CSRF token', async () => {
    const visitor = await tryToSignIn('A5555EE', testPin)
    await visitor.post('/my/about-me', new URLSearchParams({ language: 'cy' }))
    expect(visitor.status).toBe(403)
    await visitor.open('/my')
    expect(visitor.$('html').attr('lang')).toBe('en')
  })
})
