import { createConsole } from '../../admin/console'
import { readPdf } from '../set-up/pdf'
import { addPerson, addPrisons, addStaff, sendApplication, testPassword, testPin } from '../set-up/people'
import { openPortal } from '../set-up/portal'
import { startTestSite, type TestSite } from '../set-up/site'
import { Visitor } from '../set-up/visitor'

let site: TestSite
/** A device of one's own, and a kiosk. */
let own: string
let kiosk: string
/** A task about money, which has an edition in Easy Read, and one about work, which has none. */
const money = 'bank-account'
const work = 'certificates'
let sent: string

beforeAll(async () => {
  site = await startTestSite({ TODAY: '2026-11-23', KIOSK_HOSTS: 'localhost', PRIVATE_HOSTS: '127.0.0.1' })
  await addPrisons(site.dependencies)
  await addStaff(site.dependencies, { email: 'o@example.test', name: 'O', role: 'officer', prisons: ['LEI'] })
  const person = await addPerson(site.dependencies, 'A1111AA')
  await addPerson(site.dependencies, 'A2222BB')
  sent = (await sendApplication(site.dependencies, person, 'drugs-and-alcohol')).reference
  own = await site.serve(openPortal)
  kiosk = own.replace('127.0.0.1', 'localhost')
})

afterAll(() => site.stop())

async function signIn(address: string, prisonNumber = 'A1111AA'): Promise<Visitor> {
  const visitor = await new Visitor(address).open('/my/sign-in')
  return visitor.press('Sign in', { 'prison-number': prisonNumber, pin: testPin })
}

/** Signed in on a device of one's own, with this chosen. */
async function choose(help: readonly string[], language: 'en' | 'cy' = 'en'): Promise<Visitor> {
  const visitor = await signIn(own)
  await visitor.open('/my/about-me?lang=en')
  await visitor.press('Save', { language, help })
  expect(visitor.path).toBe('/my')
  return visitor
}

const isLarge = ({ $ }: Visitor) => $('html').hasClass('app-large-print')
const booklet = ({ $ }: Visitor) => $('main a[href*="/booklet"]').last().attr('href')

/** Where a task leads to, to read about it. */
async function chapterOf(visitor: Visitor, task: string): Promise<string | undefined> {
  await visitor.open(`/my/checklist/${task}`)
  return visitor.$('main a[href*="/booklet"], main a[href*="/easy-read"]').first().attr('href')
}

describe('the questions at first use', () => {
  const titles = ({ $ }: Visitor) =>
    $('main a.govuk-link[href^="/my/checklist/"]')
      .toArray()
      .map(link => $(link).attr('href'))
  const checked = ({ $ }: Visitor) => $('input[type=radio][checked]').length

  it('are shown once, and can be left out', async () => {
    const person = await addPerson(site.dependencies, 'A3333CC')
    await site.knex('first_answers').where({ person_id: person.id }).delete()
    const visitor = await signIn(own, 'A3333CC')
    expect([visitor.path, visitor.heading]).toEqual(['/my/first-questions', '8 quick questions'])
    expect(visitor.text).toContain('someone to read with you')
    await visitor.open('/my')
    expect([visitor.path, visitor.heading]).toEqual(['/my', 'Hello Dean'])
    expect((await signIn(own, 'A3333CC')).path).toBe('/my')
  })

  it('make the list shorter, and can be changed', async () => {
    await addPerson(site.dependencies, 'A4444DD')
    const visitor = await signIn(own, 'A4444DD')
    await visitor.open('/my/checklist')
    await visitor.follow('Change my answers')
    await visitor.press('Make my list', { home: 'no', bank: 'yes', id: 'no', doctor: 'not-sure' })
    expect(visitor.path).toBe('/my')
    expect(titles(visitor)).toEqual(['where-to-live', 'find-id', 'tell-a-council'].map(task => `/my/checklist/${task}`))
    await visitor.open('/my/checklist')
    expect(visitor.$('details:contains("Not for you")').text()).toContain('Ask to open a bank account')
    await visitor.open('/my/first-questions')
    expect(checked(visitor)).toBe(4)
    await visitor.press('Make my list', { bank: 'no' })
    await visitor.open('/my/checklist')
    expect(visitor.$('details:contains("Not for you")').text()).not.toContain('Ask to open a bank account')
  })

  it('do not show old answers on a shared device unasked', async () => {
    const visitor = await signIn(kiosk, 'A4444DD')
    await visitor.open('/my/first-questions')
    expect(checked(visitor)).toBe(0)
    await visitor.open('/my')
    await visitor.press('Show my details')
    await visitor.open('/my/first-questions')
    expect(checked(visitor)).toBe(4)
  })

  it('take nothing that was not offered', async () => {
    const visitor = await signIn(own, 'A4444DD')
    await visitor.open('/my/first-questions')
    const { action, body } = visitor.formOf('Make my list')
    body.set('home', 'castle')
    await visitor.post(action, body)
    expect(visitor.status).toBe(400)
  })
})

describe('help with reading', () => {
  it('shows the choice and can be cleared', async () => {
    const visitor = await choose(['easy-read', 'somebody'])
    await visitor.open('/my/about-me')
    const ticked = () =>
      visitor
        .$('[name=help][checked]')
        .toArray()
        .map(({ attribs }) => attribs.value)
    expect(ticked()).toEqual(['easy-read', 'somebody'])
    await visitor.press('Save', { help: [] })
    await visitor.open('/my/about-me')
    expect(ticked()).toEqual([])
  })

  it.each([
    [{ help: ['bigger'] }, 'Pick from this list what helps you'],
    [{ language: 'de' }, 'Pick a language'],
  ])('rejects %j with a message', async (fields, words) => {
    const visitor = await choose([])
    await visitor.open('/my/about-me')
    await visitor.press('Save', fields)
    expect(visitor.status).toBe(422)
    expect(visitor.$('.govuk-error-summary').text()).toContain(words)
    const field = visitor.$('.govuk-error-summary a').attr('href')
    expect(visitor.$(`input${field}`)).toHaveLength(1)
  })
})

describe('large print', () => {
  it('is used on every page of the person’s own, in their plan and on the pages that they link to', async () => {
    const visitor = await choose(['large-print'])
    for (const path of [
      '/my',
      '/my/checklist',
      '/my/plan',
      '/my/about-me',
      '/my/nowhere',
      `/my/applications/${sent}`,
    ]) {
      expect([path, isLarge(await visitor.open(path))]).toEqual([path, true])
    }
    expect(visitor.$('footer a').first().attr('href')).toBe('/my/contacts')
    expect(booklet(await visitor.open('/my'))).toBe('/my/booklet')
    const chapter = await chapterOf(visitor, money)
    expect(chapter).toBe('/my/booklet/money-and-benefits')
    await visitor.open(chapter!)
    expect([visitor.status, isLarge(visitor)]).toEqual([200, true])
    expect(isLarge(await (await choose([])).open('/my/plan'))).toBe(false)
  })

  it('comes first among the downloads of the plan', async () => {
    const visitor = await choose(['large-print'])
    await visitor.open('/my/plan')
    const pdfs = visitor.$('main a[href*="plan.pdf"]').toArray()
    expect(pdfs.map(({ attribs }) => attribs.href)).toEqual(['/my/plan.pdf?size=large', '/my/plan.pdf?size=standard'])
    const smallest = async () => {
      const headers = { cookie: `my=${visitor.cookie('my')}` }
      const answer = await fetch(`${own}/my/plan.pdf`, { headers })
      const { pages } = await readPdf(new Uint8Array(await answer.arrayBuffer()))
      return Math.min(...pages.map(page => page.smallest))
    }
    const large = await smallest()
    await visitor.open('/my/about-me')
    await visitor.press('Save', { help: [] })
    expect(await smallest()).toBeLessThan(large)
  })
})

describe('Easy Read', () => {
  it('comes first where there is an edition, in the person’s language', async () => {
    const visitor = await choose(['easy-read'])
    expect(await chapterOf(visitor, money)).toBe('/my/easy-read/money-and-benefits')
    expect(await chapterOf(visitor, work)).toBe('/my/booklet/work-and-learning')
    await visitor.open('/my')
    expect(booklet(visitor)).toBe('/my/booklet#easy-read')
    await visitor.open('/my/booklet')
    expect(visitor.$('#easy-read')).toHaveLength(1)
    await choose(['easy-read', 'large-print'], 'cy')
    const inWelsh = await signIn(own)
    const chapter = await chapterOf(inWelsh, money)
    expect(chapter).toBe('/my/easy-read/money-and-benefits')
    await inWelsh.open(chapter!)
    expect([inWelsh.status, isLarge(inWelsh), inWelsh.$('html').attr('lang')]).toEqual([200, true, 'cy'])
    expect(await chapterOf(await choose([]), money)).toBe('/my/booklet/money-and-benefits')
  })
})

describe('listening', () => {
  it('is offered in the booklet too', async () => {
    const visitor = await choose(['listening', 'easy-read'])
    expect(booklet(visitor)).toBe('/my/booklet#easy-read')
    const chapter = await chapterOf(visitor, work)
    expect(chapter).toBe('/my/booklet/work-and-learning')
    await visitor.open(chapter!)
    expect([visitor.status, visitor.heading]).toEqual([200, 'Work and learning'])
    expect(visitor.$('#listen[data-wanted]')).toHaveLength(1)
  })

  it('and easy reading are for the person’s own pages too', async () => {
    const visitor = await choose(['listening', 'easy-read'])
    expect(visitor.$('#listen[hidden][data-wanted]').attr('data-play')).toBe('Listen to this page')
    expect(visitor.$('html').hasClass('app-easy')).toBe(true)
    const other = await choose([])
    expect([other.$('#listen').length, other.$('html').hasClass('app-easy')]).toEqual([0, false])
  })
})

describe('reading with somebody', () => {
  const words = 'Wants someone to read with them.'

  it('is shown to staff: on the person’s page, on their applications and in the queue', async () => {
    const officer = await new Visitor(await site.serve(createConsole)).open('/sign-in')
    await officer.press('Sign in', { email: 'o@example.test', password: testPassword })
    const pages = ['/people/A1111AA', `/applications/${sent}`]
    await choose(['large-print'])
    for (const path of pages) expect((await officer.open(path)).text).not.toContain(words)
    expect((await officer.open('/queue')).text).not.toContain('Read with them')
    await choose(['somebody', 'large-print'])
    for (const path of pages) {
      await officer.open(path)
      expect([path, officer.text]).toEqual([path, expect.stringContaining(words)])
      expect(officer.text).toContain('Reads large print.')
    }
    expect((await officer.open('/people/A2222BB')).text).not.toContain(words)
    expect((await officer.open('/queue')).text.match(/Read with them/g)).toHaveLength(1)
  })
})

describe('what is hard and time to talk in private', () => {
  const ticked = ({ $ }: Visitor) => $('[name=hard][checked], [name=private-time][checked]').length

  it('are shown to staff with who recorded them and when, are hidden on the person’s screen and can be cleared', async () => {
    const officer = await new Visitor(await site.serve(createConsole)).open('/sign-in')
    await officer.press('Sign in', { email: 'o@example.test', password: testPassword })
    const visitor = await choose([])
    await visitor.open('/my/about-me')
    await visitor.press('Save', { hard: ['hearing', 'talking'] })
    expect(visitor.path).toBe('/my')
    const words = 'Finds hard: hearing, talking to new people. Said by the person on 23 November 2026.'
    for (const path of ['/people/A1111AA', `/applications/${sent}`]) {
      expect([path, (await officer.open(path)).text]).toEqual([path, expect.stringContaining(words)])
    }
    await visitor.open('/my/about-me')
    expect(ticked(visitor)).toBe(0)
    expect(visitor.text).toContain('You told us what is hard on 23 November 2026. It is not shown here')
    await visitor.press('Save')
    expect((await officer.open('/people/A1111AA')).text).toContain(words)
    await visitor.open('/my/about-me')
    await visitor.press('Save', { hard: 'none' })
    expect((await officer.open('/people/A1111AA')).text).toContain('Finds none of what we ask about hard.')
    await visitor.open('/my/about-me')
    await visitor.press('Save', { hard: 'rather-not-say' })
    await visitor.open('/my/about-me')
    expect(visitor.text).not.toContain('You told us what is hard')
    expect((await officer.open('/people/A1111AA')).text).not.toContain('Said by the person')
  })

  it('can wait: without private time, the page says how to talk with staff, and staff are told', async () => {
    const officer = await new Visitor(await site.serve(createConsole)).open('/sign-in')
    await officer.press('Sign in', { email: 'o@example.test', password: testPassword })
    const visitor = await choose([])
    await visitor.open('/my/about-me')
    await visitor.press('Save', { 'private-time': 'no' })
    expect([visitor.path, visitor.heading]).toEqual(['/my/about-me/later', 'Private questions can wait'])
    expect(visitor.$('main a[href="/my/applications/new/A16"]').text()).toBe('Talk to someone')
    const words = 'Cannot talk in private where they use the service.'
    expect((await officer.open('/people/A1111AA')).text).toContain(words)
    expect((await officer.open('/queue')).text.match(/Talk in private/g)).toHaveLength(1)
    await visitor.open('/my/about-me')
    expect(ticked(visitor)).toBe(0)
    await visitor.press('Save', { 'private-time': 'yes' })
    expect(visitor.path).toBe('/my')
    expect((await officer.open('/people/A1111AA')).text).not.toContain(words)
    expect((await officer.open('/queue')).text).not.toContain('Talk in private')
  })

  it('keep what was typed when it is invalid', async () => {
    const visitor = await choose([])
    await visitor.open('/my/about-me')
    await visitor.press('Save', { help: ['easy-read'], hard: ['seeing', 'none'], 'private-time': 'no' })
    expect(visitor.status).toBe(422)
    expect(visitor.$('.govuk-error-summary a').attr('href')).toBe('#hard')
    const checked = visitor.$('[name=hard][checked], [name=help][checked], [name=private-time][checked]').toArray()
    expect(checked.map(({ attribs }) => attribs.value)).toEqual(['easy-read', 'seeing', 'none', 'no'])
  })
})

it('leave nothing for the next person on a kiosk', async () => {
  await choose(['large-print', 'easy-read', 'listening', 'somebody'])
  const device = await signIn(kiosk)
  expect(isLarge(device)).toBe(true)
  await device.press('I have finished')
  expect([device.path, isLarge(device)]).toEqual(['/booklet', false])
  await device.open('/my/sign-in')
  expect(isLarge(device)).toBe(false)
  await device.press('Sign in', { 'prison-number': 'A2222BB', pin: testPin })
  expect(isLarge(device)).toBe(false)
  expect(booklet(device)).toBe('/my/booklet')
  await device.open('/my/about-me')
  expect(device.$('[name=help][checked]')).toHaveLength(0)
})
