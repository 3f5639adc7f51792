import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { fieldsOf, readCorrection } from '../../admin/features/content-overrides/form'
import { allEntries } from '../../admin/presenting/content-entries'
import { fingerprint } from '../../server/content/facts-and-contacts/apply-overrides'
import type { Contact } from '../../server/content/facts-and-contacts/contacts'
import { loadContent } from '../../server/content/load-content'
import type { StaffMember } from '../../server/database'
import { contentDir, type Dependencies } from '../../server/dependencies'
import { calendarDay } from '../../server/domain/calendar'
import { overrideContent } from '../../server/use-cases/content/override-content'
import { Published } from '../../server/use-cases/content/published-content'
import { anotherProcess, whileFollowing } from '../set-up/another-process'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { readPdf } from '../set-up/pdf'
import { addPerson, testPin } from '../set-up/people'
import { openPortal } from '../set-up/portal'
import { Visitor, type Fields } from '../set-up/visitor'

let staffConsole: TestConsole
let owner: StaffMember
let portal: string
/** Another process on the same database. */
let other: Dependencies
let otherPortal: string

const log = pino({ level: 'silent' })

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  owner = await staffConsole.hire('owner', 'service-owner', [])
  await addPerson(staffConsole.dependencies, 'A1234AA')
  portal = await staffConsole.serve(openPortal)
  other = anotherProcess(staffConsole)
  otherPortal = await staffConsole.serve(() => openPortal(other))
})

afterAll(async () => {
  await other.close()
  await staffConsole.stop()
})

async function textAt(address: string, path: string): Promise<string> {
  const visitor = new Visitor(address)
  await visitor.open(path)
  expect([path, visitor.status]).toEqual([path, 200])
  return visitor.text
}

async function pdfText(path: string): Promise<string> {
  const answer = await fetch(`${portal}${path}`)
  const { pages } = await readPdf(Buffer.from(await answer.arrayBuffer()))
  return pages.map(({ text }) => text.replace(/\s+/g, ' ')).join(' ')
}

async function correct(entry: string, fields: Fields): Promise<Visitor> {
  const visitor = await staffConsole.signIn('owner')
  await visitor.open(`/facts/${entry}/correct`)
  return visitor.press('Save it', { 'entry-source': 'GOV.UK', 'entry-reason': 'It went up', ...fields })
}

async function withdraw(entry: string): Promise<Visitor> {
  const visitor = await staffConsole.signIn('owner')
  await visitor.open(`/facts/${entry}/withdraw`)
  return visitor.press('Withdraw it', { 'entry-reason': 'Somebody says that it is wrong' })
}

describe('a corrected fact', () => {
  it('appears on every page, in PDFs, in search and in every process, and can be undone', async () => {
    const page = '/booklet/money-and-benefits'
    expect(await textAt(portal, page)).toContain('£424.90 a month')
    expect(await pdfText(`${page}.pdf`)).toContain('£424.90 a month')
    await textAt(portal, '/search?q=universal+credit+rates')

    let visitor!: Visitor
    await whileFollowing(other, 10, async () => {
      visitor = await correct('fact/uc-rate-25-or-over', {
        'value-en': '£431.20 a month',
        'value-cy': '£431.20 y mis',
      })
      expect(await textAt(otherPortal, page)).toContain('£424.90 a month')
    })
    expect(await textAt(otherPortal, page)).toContain('£431.20 a month')
    expect(visitor.path).toBe('/facts/fact/uc-rate-25-or-over')
    expect(visitor.text).toContain('Changed here')
    expect(visitor.text).toContain('£424.90 a month')
    const line = visitor.$('.app-timeline__item').text().replace(/\s+/g, ' ')
    for (const words of ['Corrected', 'owner at work', 'It went up', 'Before: £424.90 a month'])
      expect(line).toContain(words)

    for (const path of [page, `/large-print${page}`]) expect(await textAt(portal, path)).toContain('£431.20 a month')
    expect(await textAt(portal, `/cy${page}`)).toContain('£431.20 y mis')
    expect(await textAt(portal, page)).not.toContain('£424.90')
    expect(await pdfText(`${page}.pdf`)).toContain('£431.20 a month')
    const search = new Visitor(portal)
    await search.open('/search?q=431.20')
    expect(search.text).toContain('£431.20')

    await visitor.press('Undo the last change')
    expect(visitor.text).toContain('The last change was undone')
    expect(await textAt(portal, page)).toContain('£424.90 a month')
    const acts = await staffConsole.inDatabase<{ action: string; staff_id: number; detail: object }>(
      `select action, staff_id, detail from audit_entry where action like 'fact-%' order by id desc limit 2`,
    )
    expect(acts).toEqual([
      { action: 'fact-undone', staff_id: owner.id, detail: { name: 'uc-rate-25-or-over', version: 2 } },
      { action: 'fact-corrected', staff_id: owner.id, detail: { name: 'uc-rate-25-or-over', version: 1 } },
    ])
  })

  it.each([
    ['uc-rate-25-or-over', { 'value-en': 'more' }, 'write an amount of money. Now it is £424.90 a month'],
    ['uc-rate-25-or-over', { 'value-en': '£1 a month', 'value-cy': '£2 y mis' }, 'the same numbers as in English'],
    ['hb-remand-weeks', { 'value-en': '52' }, 'write how long'],
    ['uc-full-rate-age', { 'value-en': '25 years or so' }, 'write a number'],
    ['statement-prepared', { 'value-en': 'soon' }, 'write a day'],
    ['hb-remand-weeks', { 'value-cy': '', 'entry-source': '', 'entry-reason': '' }, 'Reason: write something'],
  ])('rejects an invalid correction: %s', async (name, fields, fault) => {
    const visitor = await correct(`fact/${name}`, fields)
    expect(visitor.status).toBe(422)
    expectErrorsToLand(visitor)
    expect(visitor.$('.govuk-error-summary').text()).toContain(fault)
    expect(
      await staffConsole.inDatabase(`select 1 from content_override where name = '${name}' and version > 2`),
    ).toEqual([])
  })

  it('is saved once when the form is sent twice, and rejects an outdated page', async () => {
    const first = await staffConsole.signIn('owner')
    await first.open('/facts/fact/hb-sentenced-weeks/correct')
    const second = first.anotherTab()
    await second.open('/facts/fact/hb-sentenced-weeks')
    const third = first.anotherTab()
    await third.open('/facts/fact/hb-sentenced-weeks/correct')
    const fields = { 'value-en': '14 weeks', 'value-cy': '14 wythnos', 'entry-source': 'A', 'entry-reason': 'B' }
    const { action, body } = first.formOf('Save it', fields)
    const sent = await Promise.all([first.anotherTab().post(action, body), first.anotherTab().post(action, body)])
    expect(sent.map(({ status, path }) => [status, path])).toEqual([
      [200, '/facts/fact/hb-sentenced-weeks'],
      [200, '/facts/fact/hb-sentenced-weeks'],
    ])
    expect(
      await staffConsole.inDatabase(`select 1 from content_override where name = 'hb-sentenced-weeks'`),
    ).toHaveLength(1)
    await second.press('Confirm that it is right today')
    expect([second.status, second.heading]).toEqual([409, 'A colleague changed this first'])
    await third.press('Save it', { ...fields, 'value-cy': '15 wythnos', 'value-en': '15 weeks' })
    expect([third.status, third.heading]).toEqual([409, 'A colleague changed this first'])
    const typed = third.$('main textarea').toArray()
    expect(
      typed.map(each =>
        third
          .$(`label[for="${third.$(each).attr('id')}"]`)
          .text()
          .trim(),
      ),
    ).toEqual(['What it says, in English', 'What it says, in Welsh', 'Source', 'Reason'])
    expect(typed.map(each => third.$(each).val())).toEqual(['15 weeks', '15 wythnos', 'A', 'B'])
    await third.press('Save it all the same')
    expect([third.status, third.path]).toEqual([200, '/facts/fact/hb-sentenced-weeks'])
    expect(third.text).toContain('15 weeks')
  })
})

it('can be confirmed today, and is due for another check by the date given', async () => {
  const visitor = await staffConsole.signIn('owner')
  await visitor.open('/facts/fact/uc-advance-months')
  expect(visitor.text).toContain('21 November 2026')
  await visitor.press('Confirm that it is right today')
  expect(visitor.text).toContain('23 November 2026')
  // What each April changes is looked up again before the next one.
  expect(visitor.text).toContain('31 March 2027')
  await visitor.open('/facts/contact/shelter-england')
  await visitor.press('Confirm that it is right today')
  const contacts = new Visitor(portal)
  await contacts.open('/contacts')
  expect(contacts.$('#shelter-england').parent().text()).toContain('Last checked: 23 November 2026')
})

it('shows that staff will know in place of a withdrawn fact, in the language of the page', async () => {
  await withdraw('fact/uc-rate-under-25')
  const page = '/booklet/money-and-benefits'
  expect(await textAt(portal, page)).toContain('(ask staff: we are checking this)')
  expect(await textAt(portal, page)).not.toContain('£338.58')
  expect(await textAt(portal, `/cy${page}`)).toContain('(gofynnwch i staff: rydym yn gwirio hyn)')
  const visitor = await staffConsole.signIn('owner')
  await visitor.open('/facts')
  expect(visitor.$('tr:contains("uc-rate-under-25")').text()).toContain('Withdrawn')
  await visitor.open('/facts/fact/uc-rate-under-25')
  expect(visitor.$('button:contains("Confirm")')).toHaveLength(0)
  await visitor.press('Undo the last change')
  expect(await textAt(portal, page)).toContain('£338.58 a month')
})

it('tells readers of a translated leaflet draft to ask staff where a correction is not translated', async () => {
  expect(await textAt(portal, '/leaflet/pl')).toContain('15:00')
  await correct('fact/ask-council-by', { 'value-en': '4pm', 'value-cy': '4pm', 'value-ro': '16:00' })
  expect(await textAt(portal, '/leaflet/pl')).toContain('(zapytaj personel: sprawdzamy to)')
  expect(await textAt(portal, '/leaflet/pl')).not.toContain('15:00')
  expect(await textAt(portal, '/leaflet/ro')).toContain('16:00')
  await correct('fact/ask-council-by', { 'value-pl': '16:00' })
  expect(await textAt(portal, '/leaflet/pl')).toContain('16:00')
  expect(await textAt(portal, '/leaflet/ro')).toContain('16:00')
})

describe('a contact', () => {
  it('is corrected on the contacts page, in texts and in a person’s leaving plan', async () => {
    const visitor = await correct('contact/shelter-england', {
      'number-main': '0300 123 4567',
      'hours-en': '',
      'hours-cy': '',
    })
    expect(visitor.status).toBe(200)
    for (const path of ['/contacts', '/leaflet', '/cy/leaflet', '/easy-read/leaflet'])
      expect([path, (await textAt(portal, path)).includes('0300 123 4567')]).toEqual([path, true])
    expect(await textAt(portal, '/leaflet')).not.toContain('0808 800 4444')
    const person = new Visitor(portal)
    await person.open('/my/sign-in')
    await person.press('Sign in', { 'prison-number': 'A1234AA', pin: testPin })
    await person.open('/my/plan')
    expect(person.text).toContain('0300 123 4567')
  })

  it('keeps its name and loses its number when withdrawn', async () => {
    await withdraw('contact/shelter-england')
    const contacts = new Visitor(portal)
    await contacts.open('/contacts')
    const shown = contacts.$('#shelter-england').parent().text()
    expect(shown).toContain('We are checking how to reach this service. Ask staff.')
    expect(shown).not.toMatch(/\d{4}/)
    expect(await textAt(portal, '/leaflet')).toContain('(ask staff: we are checking this number)')
    expect(await pdfText('/leaflet.pdf')).not.toContain('0300 123 4567')
    const person = new Visitor(portal)
    await person.open('/my/sign-in')
    await person.press('Sign in', { 'prison-number': 'A1234AA', pin: testPin })
    await person.open('/my/plan')
    expect(person.text).not.toContain('Shelter')
  })

  it('is validated like the contacts in the files', async () => {
    const visitor = await correct('contact/nhs-111', {
      'number-main': 'one one one',
      'hours-cy': '',
      website: 'nhs.uk',
    })
    expect(visitor.status).toBe(422)
    expectErrorsToLand(visitor)
    const summary = visitor.$('.govuk-error-summary').text()
    for (const words of ['write a phone number', 'web address that begins with https://'])
      expect(summary).toContain(words)
    const inOrder = visitor.$('.govuk-error-summary a').toArray()
    expect(inOrder.map(link => visitor.$(link).attr('href'))).toEqual(['#number-main', '#hours-cy', '#website'])
  })

  it('cannot be withdrawn if it is for emergencies', async () => {
    const visitor = await staffConsole.signIn('owner')
    await visitor.open('/facts/contact/samaritans')
    expect(visitor.$('a:contains("Withdraw")')).toHaveLength(0)
    expect((await visitor.open('/facts/contact/samaritans/withdraw')).status).toBe(404)
  })

  it('rejects a correction that pages cannot be built from and keeps the published content', async () => {
    const { published, database } = staffConsole.dependencies
    const inFile = published.content.files.contacts.get('universal-credit')!
    const entry: Contact = { ...inFile, phones: [] }
    const change = {
      kind: 'contact',
      name: 'universal-credit',
      entry,
      isWithdrawn: false,
      base: fingerprint(inFile),
    } as const
    const done = {
      staff: owner,
      action: 'corrected',
      change,
      reason: null,
      version: 0,
      idempotencyKey: randomUUID(),
    } as const
    const result = await overrideContent(
      database,
      { now: staffConsole.clock.now },
      { ...done, fromAddress: undefined },
      tried => published.tryOut(tried),
    )
    expect(result).toMatchObject({ kind: 'refused' })
    expect(result.kind === 'refused' && result.faults[0]).toContain('has no number universal-credit')
    expect(await staffConsole.inDatabase(`select 1 from content_override where name = 'universal-credit'`)).toEqual([])
  })
})

it('accepts every fact and contact unchanged in its own form', () => {
  const { content } = staffConsole.dependencies.published
  const refused = allEntries(content, []).flatMap(entry => {
    const asShown = fieldsOf(entry.inForce).map(({ name, value }) => [name, value] as const)
    const body = { ...Object.fromEntries(asShown), 'entry-source': 'GOV.UK', 'entry-reason': 'Looked at again' }
    const read = readCorrection(entry, body, calendarDay('2026-11-23'), content.withdrawn)
    return read.ok ? [] : [{ entry: entry.name, faults: read.faults }]
  })
  expect(refused).toEqual([])
})

it('counts the overrides that are due for another check on the service owner’s home page', async () => {
  const visitor = await staffConsole.signIn('owner')
  const [line = '', count] = /(\d+) national facts and contacts to check again/.exec(visitor.text) ?? []
  await visitor.follow(line)
  expect(visitor.path).toBe('/facts')
  expect(visitor.$('.govuk-tag:contains("To be checked again")')).toHaveLength(Number(count))
})

it('lists facts by a readable name and finds them by words of the name, the value and the pages that use them', async () => {
  const visitor = await staffConsole.signIn('owner')
  await visitor.open('/facts')
  const listed = () =>
    visitor
      .$('tbody th')
      .toArray()
      .map(each => visitor.$(each).find('.app-quiet').text())
  const { facts } = staffConsole.dependencies.published.content
  const named = visitor.$('tbody a[href^="/facts/fact/"]').toArray()
  expect(named).toHaveLength(facts.size)
  expect(named.map(each => visitor.$(each).text()).filter(name => !/^[A-Z].* /.test(name))).toEqual([])
  const find = async (words: string) => {
    await visitor.open(`/facts?words=${encodeURIComponent(words)}`)
    expect(visitor.$('#words').val()).toBe(words)
    return listed()
  }
  expect(await find('housing BENEFIT remand')).toEqual(['hb-remand-weeks'])
  expect(await find('£424.90')).toEqual(['uc-rate-25-or-over'])
  expect(await find('zoomed accessibility statement')).toEqual(['zoom-limit'])
  expect(visitor.text).toContain('In: Accessibility statement')
  expect(await find('samaritans 116')).toEqual(['samaritans'])
  expect(await find('no such words')).toEqual([])
  expect(visitor.text).toContain('0 facts and contacts.')
  await visitor.follow('Show all')
  await visitor.follow('How long Housing Benefit can go on, on remand')
  expect([visitor.heading, visitor.$('.govuk-caption-l').text()]).toEqual([
    'How long Housing Benefit can go on, on remand',
    'hb-remand-weeks',
  ])
})

it('does not let a fact that comes from a setting be corrected', async () => {
  const visitor = await staffConsole.signIn('owner')
  await visitor.open('/facts/fact/drafts-kept')
  expect(visitor.text).toContain('This is a setting of the service')
  expect((await visitor.open('/facts/fact/drafts-kept/correct')).status).toBe(404)
})

it('drops an override when a later deployment changes the value underneath, and says so', async () => {
  await correct('fact/hb-remand-weeks', { 'value-en': '53 weeks', 'value-cy': '53 wythnos' })
  const copy = mkdtempSync(join(tmpdir(), 'content-'))
  cpSync(contentDir, copy, { recursive: true })
  const file = join(copy, 'facts.json')
  const read = () =>
    new Published(
      changes => loadContent(copy, { changes }),
      staffConsole.dependencies.database,
      log,
      () => staffConsole.clock.now,
    )
  const same = read()
  await same.poll()
  expect(same.content.facts.get('hb-remand-weeks')?.value.en).toBe('53 weeks')
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace('"52 weeks"', '"54 weeks"').replace('"52 wythnos"', '"54 wythnos"'),
  )
  const later = read()
  await later.poll()
  expect(later.content.facts.get('hb-remand-weeks')?.value.en).toBe('54 weeks')
  rmSync(copy, { recursive: true })

  const change = { kind: 'fact', name: 'cas3-nights', version: 1, action: 'corrected', isWithdrawn: false } as const
  const entry = staffConsole.dependencies.published.content.files.facts.get('cas3-nights')
  const by = { reason: null, staffId: owner.id, idempotencyKey: randomUUID(), at: staffConsole.clock.now }
  await staffConsole.dependencies.database.contentOverrides.add({
    ...change,
    entry,
    base: 'what an older file said',
    ...by,
  })
  const visitor = await staffConsole.signIn('owner')
  await visitor.open('/facts')
  expect(visitor.$('tbody tr').first().text()).toContain('Changed by a later version')
  await visitor.open('/facts/fact/cas3-nights')
  expect(visitor.text).toContain('What that version says is shown')
})

it('keeps the last content when the database cannot be read', async () => {
  jest.spyOn(staffConsole.dependencies.database.contentOverrides, 'edition').mockRejectedValue(new Error('lost'))
  await staffConsole.dependencies.published.poll()
  expect(await textAt(portal, '/booklet/a-place-to-live')).toContain('53 weeks')
})
