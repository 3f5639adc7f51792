import { calendarDay } from '../../server/domain/calendar'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('officer', 'officer', ['STI'])
  await staffConsole.hire('colleague', 'officer', ['STI'])
  await staffConsole.hire('administrator', 'administrator', ['STI'])
  await staffConsole.hire('newcomer', 'officer', [])
  await staffConsole.hire('mover', 'officer', ['LEI'])
  await staffConsole.hire('receiver', 'officer', ['HLI'])
  await staffConsole.hire('com', 'com', [])
  for (let number = 0; number < 27; number += 1) {
    const prisonNumber = `A${String(number).padStart(4, '0')}QQ`
    const person = await addPerson(staffConsole.dependencies, prisonNumber, {
      prisonId: 'STI',
      lastName: `Queue${number}`,
      releaseDate: calendarDay(number === 20 ? '2026-11-25' : '2027-02-01'),
      comEmail: null,
      comName: null,
    })
    await sendApplication(staffConsole.dependencies, person, number % 2 === 0 ? 'bank-account' : 'something-else')
  }
})

afterAll(() => staffConsole.stop())

const references = (visitor: Visitor) =>
  visitor
    .$('tbody th a')
    .toArray()
    .map(each => String(visitor.$(each).attr('href')).replace('/applications/', ''))

/** The place in the list, such as "1 to 25 of 27". */
const placeOf = (visitor: Visitor) => visitor.$('#place').text()

it('shows 25 rows a page, and the same rows forwards and back', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/queue')
  expect(placeOf(visitor)).toBe('1 to 25 of 27')
  const first = references(visitor)
  expect(first).toHaveLength(25)
  await visitor.open(visitor.$('.app-pages [rel=next]').attr('href') ?? '')
  expect(references(visitor)).toHaveLength(2)
  expect(placeOf(visitor)).toBe('26 to 27 of 27')
  expect(visitor.$('.app-pages [rel=next]')).toHaveLength(0)
  await visitor.open(visitor.$('.app-pages [rel=prev]').attr('href') ?? '')
  expect(references(visitor)).toEqual(first)
})

it('keeps the next page in place when earlier rows go, and shows the last page when all later rows go', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/queue?list=unclaimed')
  const next = visitor.$('.app-pages [rel=next]').attr('href') ?? ''
  await visitor.open(next)
  const second = references(visitor)
  const other = await staffConsole.signIn('colleague')
  await other.open('/queue?list=unclaimed')
  await other.press('Claim selected', { chosen: boxes(other).slice(0, 3) })
  await visitor.open(next)
  expect(references(visitor)).toEqual(second)
  await other.open(next)
  await other.press('Claim selected', { chosen: boxes(other) })
  await visitor.open(next)
  expect(references(visitor)).toHaveLength(22)
  await other.open('/queue?list=mine')
  await other.press('Return selected to team', { chosen: boxes(other) })
})

const firstRow = (visitor: Visitor) => visitor.$('tbody tr').first().text().replace(/\s+/g, ' ')

it('sorts by release date and by age', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/queue?sort=release')
  expect(firstRow(visitor)).toContain('Queue20')
  await visitor.open('/queue?sort=age')
  expect(firstRow(visitor)).toContain('Queue0,')
})

it('keeps filters across pages and ignores invalid parameters', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/queue?topic=bank-account')
  expect(placeOf(visitor)).toBe('1 to 14 of 14')
  expect(visitor.$('#topic option[selected]').attr('value')).toBe('bank-account')
  await visitor.open('/queue?leaves=7')
  expect(placeOf(visitor)).toBe('1 to 1 of 1')
  await visitor.open('/queue?list=mine')
  expect(visitor.text).toContain('You have not claimed any applications')
  await visitor.open('/queue?list=unclaimed&priority=standard')
  expect(visitor.$('.app-pages [rel=next]').attr('href')).toMatch(
    /^\/queue\?list=unclaimed&priority=standard&after=[\w~%-]+$/,
  )
  await visitor.open('/queue?list=done')
  expect(visitor.title).toContain('Applications: Closed')
  await visitor.open('/queue?list=others')
  expect(visitor.title).toContain('Applications: With the COM')
  for (const place of ['x', 'true~2026-99-99~1', 'true~2026-11-23~1~2', 'true~2026-11-23~99999999999999999']) {
    await visitor.open(`/queue?after=${place}&topic=__proto__&state=&team=1&team=2&claimed=0&list=all&search=zz`)
    expect([place, visitor.status, placeOf(visitor)]).toEqual([place, 200, '1 to 25 of 27'])
  }
})

describe('headings', () => {
  it('sort both ways round by their address, and keep the filters', async () => {
    const visitor = await (await staffConsole.signIn('officer')).open('/queue?topic=bank-account')
    expect(visitor.$('th[aria-sort]').text().trim()).toBe('Reply by')
    await visitor.follow('Leaves')
    expect(visitor.path).toBe('/queue?sort=release&topic=bank-account')
    expect(visitor.$('th[aria-sort=ascending]').text().trim()).toBe('Leaves')
    await visitor.follow('Leaves')
    expect(visitor.path).toBe('/queue?sort=-release&topic=bank-account')
    expect(visitor.$('th[aria-sort=descending]').text().trim()).toBe('Leaves')
  })

  it.each(['person', '-person', 'cell', '-cell', 'owner', '-owner', '-reply', '-release', '-age'])(
    'sort by %s to the same rows forwards and back, without a name in the address',
    async sort => {
      const visitor = await (await staffConsole.signIn('officer')).open(`/queue?sort=${sort}`)
      const first = references(visitor)
      const next = String(visitor.$('.app-pages [rel=next]').attr('href'))
      expect(next.toLowerCase()).not.toContain('queue1')
      await visitor.open(next)
      expect(first).not.toContain(references(visitor)[0])
      await visitor.open(String(visitor.$('.app-pages [rel=prev]').attr('href')))
      expect(references(visitor)).toEqual(first)
    },
  )

  it('sort by name', async () => {
    const visitor = await (await staffConsole.signIn('officer')).open('/queue?sort=-person&rows=50')
    const names = visitor
      .$('tbody tr')
      .toArray()
      .map(row => /Queue\d+/.exec(visitor.$(row).text())?.[0] ?? '')
    expect(names).toEqual(names.toSorted().toReversed())
  })
})

describe('filters', () => {
  it('are chips that lead to the list without them', async () => {
    const visitor = await (await staffConsole.signIn('officer')).open('/queue?leaves=7&topic=bank-account')
    const chips = visitor.$('.app-chip--on')
    expect(chips.toArray().map(each => visitor.$(each).attr('href'))).toEqual([
      '/queue?topic=bank-account',
      '/queue?leaves=7',
    ])
    await visitor.follow('Clear all')
    expect(visitor.path).toBe('/queue')
  })

  it('turn on by one press, each with how many it shows', async () => {
    const visitor = await (await staffConsole.signIn('officer')).open('/queue')
    await visitor.follow('Leaves within 2 weeks 1')
    expect(visitor.path).toBe('/queue?leaves=14')
    expect(placeOf(visitor)).toBe('1 to 1 of 1')
  })

  it('leave nothing empty in the address', async () => {
    const visitor = await staffConsole.signIn('officer')
    await visitor.open('/queue?list=unclaimed&wing=&due=&leaves=7&sent=&news=')
    expect(visitor.path).toBe('/queue?list=unclaimed&leaves=7')
    await visitor.open('/queue?wing=')
    expect(visitor.path).toBe('/queue')
  })

  it('narrow to a wing or a landing, and not to others that begin alike', async () => {
    const people = [
      ['A6001WW', 'D-1-002'],
      ['A6002WW', 'D-10-003'],
      ['A6003WW', 'D-1-1'],
    ] as const
    for (const [number, location] of people) {
      const facts = { prisonId: 'STI', lastName: 'Wing', location, comEmail: null, comName: null }
      await sendApplication(
        staffConsole.dependencies,
        await addPerson(staffConsole.dependencies, number, facts),
        'bank-account',
      )
    }
    const visitor = await staffConsole.signIn('officer')
    for (const [wing, count] of [
      ['D', 3],
      ['d-1', 2],
      ['D-10', 1],
      ['E', 0],
    ] as const) {
      await visitor.open(`/queue?wing=${wing}`)
      expect([wing, references(visitor).length]).toEqual([wing, count])
    }
    expect(visitor.$('#wing option').text()).toContain('D-10')
    expect(visitor.text).toContain('No applications match these filters')
    await visitor.open(`/queue?wing=${encodeURIComponent("D%'")}`)
    expect(placeOf(visitor)).toContain('1 to 25 of')
    await staffConsole.inDatabase(`update application set claimed_by = null, status = 'closed', closed_at = now(),
      outcome = 'agreed' where person_id in (select id from person where last_name = 'Wing')`)
  })
})

it('saves the list as a file, as it is filtered, with what could be a formula made text', async () => {
  const { dependencies } = staffConsole
  const facts = {
    prisonId: 'STI',
    lastName: '=1+1',
    releaseDate: calendarDay('2027-03-09'),
    comEmail: null,
    comName: null,
  }
  const person = await addPerson(dependencies, 'A5000FF', facts)
  await sendApplication(dependencies, person, 'debts-and-bills')
  const visitor = await (await staffConsole.signIn('officer')).open('/queue?topic=debts-and-bills')
  await visitor.open(String(visitor.$('a:contains("Save as CSV")').attr('href')))
  expect(visitor.headers.get('content-disposition')).toContain('applications.csv')
  expect(visitor.html.startsWith('Reply by,Application,Reference') || visitor.html.startsWith('\ufeffReply by')).toBe(
    true,
  )
  const lines = visitor.html.trimEnd().split('\r\n')
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain(`'=1+1`)
  expect(lines[1]).toContain('09/03/2027')
  const [last] = await staffConsole.inDatabase<{ detail: object }>(
    `select detail from audit_entry where action = 'queue-exported' order by id desc limit 1`,
  )
  expect(last?.detail).toMatchObject({ topic: 'debts-and-bills' })
  await staffConsole.inDatabase(`update application set status = 'closed', closed_at = now(), outcome = 'agreed'
    where person_id = ${person.id}`)
})

it('says why the queue is empty', async () => {
  const newcomer = await (await staffConsole.signIn('newcomer')).open('/queue')
  expect(newcomer.text).toContain('Your account has no prison yet')
  const com = await (await staffConsole.signIn('com')).open('/queue')
  expect(com.text).toContain('Nothing waits for you')
})

it('links back from an application to the list as it was', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/queue?list=unclaimed&sort=age')
  const next = visitor.$('.app-pages [rel=next]').attr('href') ?? ''
  await visitor.open(next)
  const link = visitor.$('tbody th a').first().attr('href') ?? ''
  await visitor.open(link)
  await visitor.press('Claim it')
  expect(visitor.$('.govuk-back-link').attr('href')).toBe(next)
  await visitor.press('Return to team')
})

/** Searches from the header, and opens the list of everything that it found. */
async function findInQueue(visitor: Visitor, search: string): Promise<void> {
  await visitor.open('/queue')
  await visitor.press('Search', { search })
  await visitor.open(`/queue?list=all&search=${/search=([0-9a-f]{16})/.exec(visitor.path)?.[1] ?? ''}`)
}

describe('search', () => {
  let secret: string

  beforeAll(async () => {
    const { dependencies } = staffConsole
    const person = await addPerson(dependencies, 'A7777SS', {
      prisonId: 'STI',
      firstName: 'Zofia',
      location: 'H-7-031',
      lastName: 'W\u00f3jcikowska',
      comEmail: null,
      comName: null,
    })
    const words = { words: 'My grandmother keeps a caravan at Whitby' }
    await sendApplication(dependencies, person, 'something-else', { what: words, 'what-about': words })
    secret = (await sendApplication(dependencies, person, 'something-private')).reference
    await staffConsole.inDatabase(`update application set answers = answers || '{"about": {"words": "the caravan again"}}'
      where person_id = ${person.id}`)
  })

  it.each([
    ['a name spelled badly', 'Wojcikovska', 2],
    ['a name as it sounds, the last name first', 'Voytsikovska', 0],
    ['a first name as it sounds', 'Sofia', 2],
    ['a first name', 'zofia', 2],
    ['words', 'caravans', 2],
    ['a landing', 'h-7', 2],
    ['the beginning of a landing', 'H-', 0],
    ['nobody', 'Xyzzyplugh', 0],
  ])('finds by %s', async (_what, search, count) => {
    const visitor = await staffConsole.signIn('officer')
    await findInQueue(visitor, search)
    expect(visitor.title).toContain('Applications: Search results')
    expect([search, references(visitor).length]).toEqual([search, count])
    if (count > 0) expect(visitor.$('.app-chip--on').text()).toContain(`Search: ${search}`)
  })

  it('finds nothing restricted for those who may not read it, neither by words nor by name or reference', async () => {
    const visitor = await staffConsole.signIn('administrator')
    for (const [search, count] of [
      ['caravan', 1],
      ['Zofia', 1],
      [secret, 0],
    ] as const) {
      await findInQueue(visitor, search)
      expect([search, references(visitor).length]).toEqual([search, count])
      expect(visitor.$('table').html() ?? '').not.toContain(secret)
    }
    const elsewhere = await staffConsole.signIn('mover')
    await findInQueue(elsewhere, 'caravan')
    expect(elsewhere.text).toContain('No application you can see matches this search')
  })

  it('keeps its words out of addresses, is recorded in the audit and is private to the reader', async () => {
    const visitor = await staffConsole.signIn('officer')
    await findInQueue(visitor, 'Zofia')
    const hrefs = visitor
      .$('[href], [action]')
      .toArray()
      .map(each => visitor.$(each).attr('href') ?? visitor.$(each).attr('action') ?? '')
    expect(hrefs.filter(href => /zofia/i.test(href))).toEqual([])
    const [last] = await staffConsole.inDatabase<{ detail: { search: string; shown: number[] } }>(
      `select detail from audit_entry where action = 'queue-searched' order by id desc limit 1`,
    )
    expect(last?.detail).toMatchObject({ search: 'Zofia', shown: [expect.any(Number), expect.any(Number)] })
    const { path } = visitor
    const other = await (await staffConsole.signIn('colleague')).open(path)
    expect(other.text).toContain('This search has ended')
  })
})

describe('saved filters', () => {
  it('belong to the reader and can be replaced and deleted', async () => {
    const visitor = await (await staffConsole.signIn('officer')).open('/queue?list=unclaimed&priority=standard')
    await visitor.press('Save the list', { 'filter-name': 'To pick up' })
    expect(visitor.path).toBe('/queue?list=unclaimed&priority=standard')
    await visitor.open('/queue?due=overdue')
    await visitor.press('Save the list', { 'filter-name': 'Late' })
    await visitor.open('/queue?due=today')
    await visitor.press('Save the list', { 'filter-name': 'Late' })
    await visitor.follow('Late')
    expect(visitor.path).toBe('/queue?due=today')
    const other = await (await staffConsole.signIn('colleague')).open('/queue')
    expect(other.text).not.toContain('To pick up')
    const { action, body } = visitor.formOf('Delete saved list Late')
    body.set('_csrf', String(other.$('[name=_csrf]').first().val()))
    await other.post(action, body)
    await visitor.open('/queue')
    expect(visitor.$('.app-saved a')).toHaveLength(2)
    await visitor.press('Delete saved list Late')
    await visitor.press('Delete saved list To pick up')
    expect(visitor.$('.app-saved a')).toHaveLength(0)
  })

  it('need a name', async () => {
    const visitor = await (await staffConsole.signIn('officer')).open('/queue')
    await visitor.press('Save the list', { 'filter-name': '' })
    expect(visitor.status).toBe(422)
    expectErrorsToLand(visitor)
  })
})

function boxes(visitor: Visitor): string[] {
  return visitor
    .$('[name=chosen]')
    .toArray()
    .map(each => String(visitor.$(each).val()))
}

describe('bulk actions', () => {
  it('claim, assign and return applications, each with its event and audit entry', async () => {
    const visitor = await (await staffConsole.signIn('officer')).open('/queue')
    const chosen = boxes(visitor).slice(2, 5)
    const chosenReferences = chosen.map(each => each.split('.')[0] ?? '')
    await visitor.press('Claim selected', { chosen })
    expect(visitor.text).toContain('You claimed 3 applications')
    await visitor.open('/queue?list=mine')
    expect(references(visitor).sort()).toEqual([...chosenReferences].sort())
    const to = optionOf(visitor, 'colleague at work')
    await visitor.press('Assign', { chosen: boxes(visitor), to })
    expect(visitor.text).toContain('3 applications assigned to colleague at work')
    await visitor.open(`/queue?claimed=${to}`)
    expect(references(visitor)).toHaveLength(3)
    await visitor.open(`/applications/${chosenReferences[0]}/notes`)
    expect(visitor.text).toContain('Given to colleague at work')
    await visitor.open('/queue')
    expect(visitor.$(`#to option[value=${to}]`).text()).toBe('colleague at work (3 open)')
    await visitor.open(`/applications/${chosenReferences[0]}/assign`)
    expect(visitor.$(`#to option[value=${to}]`).text()).toBe('colleague at work (3 open)')
    const other = await (await staffConsole.signIn('colleague')).open('/queue?list=mine')
    await other.press('Return selected to team', { chosen: boxes(other) })
    expect(other.text).toContain('3 applications returned to the team')
    const acts = await staffConsole.inDatabase<{ action: string }>(
      `select action from audit_entry join application on application.id = application_id
        where reference = '${chosenReferences[0]}' and action like 'application-%' and action <> 'application-viewed' order by audit_entry.id`,
    )
    expect(acts.slice(-3).map(({ action }) => action)).toEqual([
      'application-claimed',
      'application-assigned',
      'application-handed-back',
    ])
  })

  it('claims a row by its own button, whatever else is ticked, and stays on the list', async () => {
    const visitor = await (await staffConsole.signIn('officer')).open('/queue?list=unclaimed&sort=age')
    const [reference] = references(visitor)
    const label = visitor.$(`button[value^="${reference}."]`).text().replace(/\s+/g, ' ').trim()
    await visitor.press(label, { chosen: boxes(visitor).slice(1, 3) })
    expect(visitor.path).toBe('/queue?list=unclaimed&sort=age')
    expect(visitor.text).toContain('You claimed 1 application')
    await visitor.open('/queue?list=mine')
    expect(references(visitor)).toEqual([reference])
    await visitor.press('Return selected to team', { chosen: boxes(visitor) })
  })

  it('write to many people at once, each in their language, once, and name those left', async () => {
    const { dependencies } = staffConsole
    const welsh = await addPerson(dependencies, 'A4001CY', { prisonId: 'STI', comEmail: null, comName: null })
    const sent = await sendApplication(dependencies, welsh, 'bank-account')
    await staffConsole.inDatabase(`update person set language = 'cy' where id = ${welsh.id}`)
    const visitor = await (await staffConsole.signIn('officer')).open('/queue?sort=age')
    const chosen = [...boxes(visitor).slice(0, 2), `${sent.reference}.1`]
    const closed = chosen[1]?.split('.')[0] ?? ''
    await visitor.press('Message selected', { chosen })
    expect(visitor.heading).toBe('Message to 3 people')
    const address = visitor.path
    await visitor.press('We have it and are working on it', { 'bulk-en': 'Typed before.' })
    expect(visitor.path).toBe(`${address}#bulk-en`)
    expect(visitor.$('#bulk-en').val()).toMatch(/^Typed before\.\n\n[^]*\[day\]/)
    expect(visitor.$('#bulk-cy').val()).toMatch(/^[^\n]/)
    await visitor.press('Check it first')
    expect(visitor.status).toBe(422)
    expectErrorsToLand(visitor)
    await visitor.press('Check it first', { 'bulk-en': 'We will write by Friday.', 'bulk-cy': 'Byddwn yn ysgrifennu.' })
    expect(visitor.path).toBe(`${address}/check`)
    expect(visitor.$('.app-as-read[lang=en]').text()).toContain('We will write by Friday.')
    expect(visitor.$('.app-as-read[lang=cy]').text()).toContain('Byddwn yn ysgrifennu.')
    await staffConsole.inDatabase(`update application set status = 'closed', closed_at = now(), outcome = 'agreed'
      where reference = '${closed}'`)
    const { action, body } = visitor.formOf('Send to 3 people')
    await visitor.post(action, body)
    expect(visitor.path).toBe('/queue?sort=age')
    expect(visitor.text).toContain('Message sent to 2 people')
    expect(visitor.text).toContain(`${closed}: it is closed`)
    await visitor.post(action, body)
    const messages = await staffConsole.inDatabase<{ body: string }>(
      `select body from message where body like 'We will write by Friday%' or body like 'Byddwn%' order by body`,
    )
    expect(messages.map(each => each.body)).toEqual(['Byddwn yn ysgrifennu.', 'We will write by Friday.'])
    const other = await (await staffConsole.signIn('colleague')).open(address)
    expect(other.status).toBe(404)
    await staffConsole.inDatabase(`update application set status = 'open', closed_at = null, outcome = null
      where reference = '${closed}'`)
  })

  it('close many with one answer, once, and leave out by name what needs a look of its own', async () => {
    const { dependencies } = staffConsole
    const people = await Promise.all(
      ['A4101CL', 'A4102CL', 'A4103CL', 'A4104CL'].map(number =>
        addPerson(dependencies, number, {
          prisonId: 'STI',
          lastName: `Close${number.slice(4, 5)}`,
          comEmail: null,
          comName: null,
        }),
      ),
    )
    const sent: string[] = []
    for (const each of people) sent.push((await sendApplication(dependencies, each, 'bank-account')).reference)
    const [one, undone, changed, other] = sent as [string, string, string, string]
    await staffConsole.inDatabase(`
      delete from application_action where application_id in
        (select id from application where reference in ('${one}', '${changed}', '${other}'));
      insert into application_action (application_id, action)
        select id, 'check-risk' from application where reference = '${undone}' on conflict do nothing`)
    const visitor = await (await staffConsole.signIn('officer')).open('/queue?sort=age')
    await visitor.press('Close selected', { chosen: [one, undone, changed, other].map(each => `${each}.1`) })
    expect(visitor.heading).toBe('Answer and close 3 applications')
    expect(visitor.text).toMatch(/These stay open .*Close2.*: something is left to do for it/)
    await visitor.press('Check it first', { 'bulk-en': 'Your account is open.' })
    expect(visitor.status).toBe(422)
    expectErrorsToLand(visitor)
    await visitor.press('Yes, and it is done', { 'bulk-en': 'Typed.' })
    expect(visitor.$('[name=outcome]:checked').val()).toBe('agreed')
    await visitor.press('Check it first', { 'bulk-en': 'Your account is open.' })
    expect(visitor.text).toContain('Closed as: Agreed')
    expect(visitor.text).toMatch(/These stay open .*Close2/)
    await (await (await staffConsole.signIn('colleague')).open(`/applications/${changed}`)).press('Claim it')
    const { action, body } = visitor.formOf('Send, and close 3 applications')
    await visitor.post(action, body)
    expect(visitor.path).toBe('/queue?sort=age')
    expect(visitor.text).toContain('2 applications answered and closed')
    expect(visitor.text).toMatch(/Close2.*something is left to do for it.*Close3.*a colleague changed it/)
    await visitor.post(action, body)
    const found = await staffConsole.inDatabase<{ outcome: string; messages: string }>(
      `select outcome, (select count(*) from message where application_id = application.id) as messages
        from application where reference = any(array['${sent.join("','")}']) order by reference = '${one}' desc, reference = '${other}' desc`,
    )
    expect(found.map(({ outcome, messages }) => [outcome, Number(messages)])).toEqual([
      ['agreed', 1],
      ['agreed', 1],
      [null, 0],
      [null, 0],
    ])
  })

  it('list the applications that have changed in the meantime, and act once however often they are sent', async () => {
    const visitor = await (await staffConsole.signIn('officer')).open('/queue?list=unclaimed')
    const chosen = boxes(visitor).slice(0, 2)
    const { action, body } = visitor.formOf('Claim selected', { chosen })
    const other = await (await staffConsole.signIn('colleague')).open('/queue?list=unclaimed')
    await other.press('Claim selected', { chosen: chosen.slice(0, 1) })
    await visitor.post(action, body)
    expect(visitor.text).toContain('You claimed 1 application')
    expect(visitor.text).toContain('1 application was not changed')
    const changed = chosen[0]?.split('.')[0] ?? ''
    expect(visitor.$(`a[href="/applications/${changed}"].govuk-notification-banner__link`)).toHaveLength(1)
    await visitor.post(action, body)
    const [events] = await staffConsole.inDatabase<{ count: string }>(
      `select count(*) from application_event join application on application.id = application_id
        where reference = '${chosen[1]?.split('.')[0]}' and kind = 'claimed'`,
    )
    expect(Number(events?.count)).toBe(1)
  })

  it('do not assign to colleagues outside whose scope an application is', async () => {
    const person = await addPerson(staffConsole.dependencies, 'A8888SS', {
      prisonId: 'STI',
      comEmail: null,
      comName: null,
    })
    const secret = await sendApplication(staffConsole.dependencies, person, 'something-private')
    const visitor = await (await staffConsole.signIn('officer')).open('/queue')
    const to = optionOf(visitor, 'administrator at work')
    await visitor.press('Assign', { chosen: `${secret.reference}.1`, to })
    expect(visitor.text).toContain(`${secret.reference}: administrator at work may not see it`)
    const administrator = await (await staffConsole.signIn('administrator')).open('/queue')
    await administrator.press('Claim selected', { chosen: `${secret.reference}.1` })
    expect(administrator.text).toContain(`${secret.reference}: it is not there any more, or is not yours to see`)
  })

  it('require a selection, and a colleague to assign to', async () => {
    const visitor = await (await staffConsole.signIn('officer')).open('/queue?sort=age')
    await visitor.press('Claim selected')
    expect(visitor.status).toBe(422)
    expectErrorsToLand(visitor)
    const [, second = ''] = boxes(visitor)
    await visitor.press('Assign', { chosen: second })
    expect(visitor.status).toBe(422)
    expectErrorsToLand(visitor)
    expect(visitor.$('[name=chosen]:checked').val()).toBe(second)
    await visitor.press('Assign', { chosen: boxes(visitor).slice(0, 1), to: '999999' })
    expect(visitor.status).toBe(422)
  })

  function optionOf(visitor: Visitor, name: string): string {
    const option = visitor.$('#to option').filter((_index, each) => visitor.$(each).text().startsWith(`${name} (`))
    return String(option.attr('value'))
  }
})

it('tells both prisons of a transfer until one of them has dismissed it', async () => {
  const { database } = staffConsole.dependencies
  const person = await addPerson(staffConsole.dependencies, 'A9999QQ', { prisonId: 'HLI', lastName: 'Moved' })
  await database.notices.personMoved({
    personId: person.id,
    from: 'LEI',
    to: 'HLI',
    openApplications: 2,
    at: staffConsole.dependencies.now(),
  })
  const [mover, receiver, other] = [
    await staffConsole.signIn('mover'),
    await staffConsole.signIn('receiver'),
    await staffConsole.signIn('officer'),
  ]
  for (const visitor of [mover, receiver, other]) await visitor.open('/queue')
  expect(mover.text).toContain('Dean Moved, A9999QQ, has gone to HMP Hull. 2 open applications moved too.')
  expect(mover.$('.app-notices a')).toHaveLength(0)
  expect(receiver.text).toContain('Dean Moved, A9999QQ, has come from HMP Leeds.')
  expect(other.text).not.toContain('Moved, A9999QQ')

  const { action, body } = receiver.formOf('Seen notice about Dean Moved')
  body.set('_csrf', String(other.$('[name=_csrf]').first().val()))
  await other.post(action, body)
  await receiver.open('/queue')
  expect(receiver.text).toContain('A9999QQ')
  await receiver.press('Seen notice about Dean Moved')
  expect(receiver.text).not.toContain('A9999QQ')
  await mover.open('/queue')
  expect(mover.text).toContain('A9999QQ')

  // A file can move two thousand people.
  const move = { personId: person.id, from: 'LEI', to: 'HLI', openApplications: 0, at: staffConsole.dependencies.now() }
  for (let moves = 0; moves < 22; moves += 1) await database.notices.personMoved(move)
  await receiver.open('/queue')
  expect(receiver.$('.app-notices li')).toHaveLength(20)
  expect(receiver.text).toContain('And 2 more, when these are seen.')
  const acts = (await database.audit.ofPerson(person.id)).map(({ action }) => action)
  expect(acts).toEqual(['notice-seen'])
})

it('records that the queue was looked at, without an entry for each person', async () => {
  const visitor = await staffConsole.signIn('officer')
  const before = await countQueueViews()
  await visitor.open('/queue')
  expect(await countQueueViews()).toBe(before + 1)
})

async function countQueueViews(): Promise<number> {
  const views = await staffConsole.inDatabase(
    "select id from audit_entry where action = 'queue-viewed' and person_id is null",
  )
  return views.length
}
