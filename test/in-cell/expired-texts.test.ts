import type { Application, Person } from '../../server/database'
import { createApp } from '../../server/portal'
import { doDailyWork } from '../set-up/jobs'
import { addPerson, addPrisons, sendApplication, testPin } from '../set-up/people'
import { startTestSite, type TestSite } from '../set-up/site'
import { Visitor } from '../set-up/visitor'

jest.setTimeout(60_000)

let site: TestSite
let address: string
let kiosk: string
let number = 0

beforeAll(async () => {
  site = await startTestSite({ TODAY: '2026-11-23', PRIVATE_HOSTS: '127.0.0.1', KIOSK_HOSTS: 'localhost' })
  await addPrisons(site.dependencies)
  address = await site.serve(createApp)
  kiosk = address.replace('127.0.0.1', 'localhost')
})

afterAll(() => site.stop())

async function somebody(): Promise<{ person: Person; sent: Application }> {
  number += 1
  const person = await addPerson(site.dependencies, `A41${String(number).padStart(2, '0')}AA`)
  return { person, sent: await sendApplication(site.dependencies, person, 'bank-account') }
}

async function signIn({ prisonNumber }: Person, visitor = new Visitor(address)): Promise<Visitor> {
  await visitor.open('/my/sign-in')
  return visitor.press('Sign in', { 'prison-number': prisonNumber, pin: testPin })
}

async function answer({ id }: Application): Promise<void> {
  const answered = {
    status: 'closed',
    outcome: 'not-agreed',
    outcome_reason: 'Not now',
    closed_at: site.dependencies.now(),
  }
  await site.knex('application').where({ id }).update(answered)
}

const words = 'My boots are in the store'
const waits = 'You wrote something after you were signed out. It waits for you.'
const savedAddress = '/my/sign-in?kept=yes'

describe('a text that is posted after the session has expired', () => {
  it('is saved, shown on the application, and sent when the person has reviewed it', async () => {
    const { person, sent } = await somebody()
    const visitor = await signIn(person)
    await visitor.open(`/my/applications/${sent.reference}`)
    site.passMinutes(11)
    await visitor.press('Send this', { body: words })
    expect(visitor.path).toBe(savedAddress)
    expect(visitor.html).not.toContain(words)
    expect(await site.dependencies.database.messages.ofApplication(sent.id)).toEqual([])

    const elsewhere = await signIn(person)
    expect(elsewhere.text).toContain(waits)
    expect(elsewhere.html).not.toContain(words)
    await elsewhere.follow('Look at what you wrote')
    expect(elsewhere.$('#body').val()).toBe(words)
    await elsewhere.press('Send this')
    expect(await site.dependencies.database.messages.ofApplication(sent.id)).toMatchObject([{ body: words }])
    expect(elsewhere.$('#body').val()).toBe('')
    expect((await elsewhere.open('/my')).text).not.toContain(waits)
  })

  it('is saved from an appeal', async () => {
    const { person, sent } = await somebody()
    await answer(sent)
    const visitor = await signIn(person)
    await visitor.open(`/my/applications/${sent.reference}/another-look`)
    site.passMinutes(11)
    await visitor.press('Ask for another look', { words })
    expect(visitor.path).toBe(savedAddress)
    await signIn(person, visitor)
    await visitor.follow('Look at what you wrote')
    await visitor.follow('Look at what you wrote')
    expect(visitor.$('#words').val()).toBe(words)
    await visitor.press('Ask for another look')
    expect(await site.dependencies.database.reviewRequests.ofApplication(sent.id)).toMatchObject({ words })
    expect((await visitor.open('/my')).text).not.toContain(waits)
  })

  it('is saved from a note, shown on request, and can be left out', async () => {
    const { person } = await somebody()
    const visitor = await signIn(person)
    await visitor.open('/my/checklist/cv')
    await visitor.press('Keep my note', { note: 'Mine' })
    await visitor.open('/my/checklist/cv?note=show')
    site.passMinutes(11)
    await visitor.press('Keep my note', { note: words })
    await signIn(person, visitor)
    await visitor.follow('Look at what you wrote')
    expect(visitor.html).not.toContain(words)
    await visitor.open('/my/checklist/cv?note=show')
    expect(visitor.$('#note').val()).toBe(words)
    await visitor.press('Leave these words out')
    await visitor.open('/my/checklist/cv?note=show')
    expect(visitor.$('#note').val()).toBe('Mine')
    expect((await visitor.open('/my')).text).not.toContain(waits)
  })

  it('is saved from what is added to the question of a task, and sent when the person has checked it', async () => {
    const { person } = await somebody()
    const visitor = await signIn(person)
    await visitor.open('/my/checklist/money-on-the-day')
    site.passMinutes(11)
    await visitor.press('Ask staff this', { added: words })
    expect(visitor.path).toBe(savedAddress)
    await signIn(person, visitor)
    await visitor.follow('Look at what you wrote')
    expect(visitor.$('#added').val()).toBe(words)
    await visitor.press('Ask staff this')
    expect(visitor.path).toMatch(/\/sent$/)
    expect((await visitor.open('/my')).text).not.toContain(waits)
  })

  it('is shown but cannot be sent when staff have answered meanwhile', async () => {
    const { person, sent } = await somebody()
    const visitor = await signIn(person)
    await visitor.open(`/my/applications/${sent.reference}`)
    site.passMinutes(11)
    await visitor.press('Send this', { body: words })
    await answer(sent)
    await signIn(person, visitor)
    await visitor.follow('Look at what you wrote')
    expect(visitor.text).toContain('It was not sent, and it cannot be sent here now.')
    expect(visitor.text).toContain(words)
    await visitor.press('Leave these words out')
    expect(visitor.text).not.toContain(words)
  })

  it('is rejected when the person has finished, somebody else is signed in, or the seal was changed', async () => {
    const { person, sent } = await somebody()
    const { person: other } = await somebody()
    const visitor = await signIn(person)
    await visitor.open(`/my/applications/${sent.reference}`)
    const { action, body } = visitor.formOf('Send this', { body: words })
    const send = async (changed = body, to = action) => {
      const { status, html } = await new Visitor(address).post(to, changed)
      expect(html).not.toContain(words)
      return status
    }
    const forged = new URLSearchParams(body)
    forged.set('page', `${body.get('page')!.slice(0, -2)}AA`)
    expect(await send(forged)).toBe(403)
    expect(await send(body, action.replace('add', 'another-look'))).toBe(403)

    const stranger = await signIn(other)
    await stranger.post(action, body)
    expect(stranger.status).toBe(403)
    expect((await stranger.open(`/my/applications/${sent.reference}`)).status).toBe(404)
    site.passMinutes(1)
    await visitor.press('I have finished')
    expect(await send()).toBe(403)
    expect(await site.knex('expired_form').where({ person_id: person.id })).toEqual([])
  })

  it('is deleted when a draft would be', async () => {
    const { person, sent } = await somebody()
    const visitor = await signIn(person)
    await visitor.open(`/my/applications/${sent.reference}`)
    site.passMinutes(11)
    await visitor.press('Send this', { body: words })
    site.passMinutes(29 * 24 * 60)
    await doDailyWork(site.dependencies)
    expect(await site.knex('expired_form').where({ person_id: person.id })).toEqual([])
  })
})

describe('without scripts', () => {
  const refresh = ({ $ }: Visitor) => /http-equiv="refresh" content="(\d+); url=([^"]+)"/.exec($('head').html() ?? '')

  it('a page with a text box stays open, says when the session expires and saves what is posted then', async () => {
    const { person, sent } = await somebody()
    const visitor = await signIn(person)
    expect(refresh(visitor)?.[2]).toBe('/my/still-there')
    for (const path of [`/my/applications/${sent.reference}`, '/my/checklist/cv']) {
      await visitor.open(path)
      expect([path, refresh(visitor)]).toEqual([path, null])
      expect(visitor.$('main noscript').text()).toMatch(/At \d\d:\d\d we sign you out .* You can still press it then/)
    }
  })

  it('a page on a kiosk or with private text closes when the session expires, and not before', async () => {
    const { person, sent } = await somebody()
    const visitor = await signIn(person, new Visitor(kiosk))
    await visitor.press('Show my details')
    await visitor.open(`/my/applications/${sent.reference}`)
    expect(refresh(visitor)?.slice(1)).toEqual(['301', '/my'])
    expect(visitor.$('main noscript').text()).toMatch(/This page goes away at \d\d:\d\d/)
    const own = await signIn(person)
    await own.open('/my/checklist/cv')
    await own.press('Keep my note', { note: words })
    await own.open('/my/checklist/cv?note=show')
    expect(refresh(own)?.slice(1)).toEqual(['601', '/my'])
  })
})
