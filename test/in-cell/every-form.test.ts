import { load } from 'cheerio'
import fc from 'fast-check'
import type { Person } from '../../server/database'
import {
  answersGiven,
  forms,
  pagesAsked,
  questionsAsked,
  withheldAnswers,
  withheldOf,
  type Answer,
  type Answers,
  type FormFacts,
  type Question,
} from '../../server/domain/applications'
import { createApp } from '../../server/portal'
import { formFacts } from '../../server/use-cases/applications/sending/form-facts'
import { addPerson, addPrisons, sendApplication, testPin } from '../set-up/people'
import { fieldsFor, questionAt } from '../set-up/question-at'
import { startTestSite, type TestSite } from '../set-up/site'
import { Visitor, type Fields } from '../set-up/visitor'

let site: TestSite
let address: string

beforeAll(async () => {
  site = await startTestSite({ TODAY: '2026-11-23' })
  await addPrisons(site.dependencies)
  address = await site.serve(createApp)
})

afterAll(() => site.stop())

/** Names that a careless program takes for something of its own. */
const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', 'then', 'null', '-1', '']
const fields = ['choice', 'words', 'choice[]', 'words[]', 'words[words]', 'choice[0]', 'answers', '_method', ...names]

/** Sent on, or refused with words. */
const fair = [303, 400, 403, 413, 422]

/** What stands in a body, as bytes: some of it is text in no script, and some is no encoding of text at all. */
const values = (question: Question) =>
  fc.oneof(
    fc.constantFrom(...('options' in question ? question.options : []), ...withheldAnswers, ...names),
    fc.constantFrom('%ED%A0%80', '%ED%BF%BFa', '%FF%FE', '%C0%80', '%00', '%E2%80%AE', '%', '%ZZ', '+', '%0D%0A%09%0B'),
    fc.constantFrom('x'.repeat(60_000), 'x'.repeat(301), '%F0%9F%91%A8%E2%80%8D'.repeat(1500), 'a+'.repeat(9000)),
    fc.string({ unit: 'binary', maxLength: 40 }).map(encoded),
    fc.string({ unit: 'grapheme', maxLength: 90 }).map(encoded),
    fc
      .constantFrom('أريد أن أعرف', '‏(السجن)‏', '{"words":"x"}', '<script>alert(1)</script>', "'; drop table draft")
      .map(encoded),
  )

const bodies = (question: Question) =>
  fc
    .array(
      fc.tuple(
        fc.oneof(
          { weight: 3, arbitrary: fc.constantFrom('choice', 'words') },
          { weight: 1, arbitrary: fc.constantFrom(...fields, question.id) },
          { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }).map(encoded) },
        ),
        values(question),
      ),
      { maxLength: 6 },
    )
    .map(pairs => pairs.map(pair => pair.join('=')).join('&'))

/** The same where an address has room for it. */
const inAddresses = values({ id: 'anything', kind: 'words', limit: 300 }).filter(value => value.length < 2_000)

/** As a browser encodes it; what is half a letter becomes the sign for a letter that cannot be read. */
function encoded(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString())
}

/** Sends what no page of ours would, but with the session and the token of the page. */
async function postAsIs(visitor: Visitor, path: string, body: string, type = 'application/x-www-form-urlencoded') {
  const token = encoded(String(visitor.$('[name=_csrf]').first().val()))
  const response = await fetch(new URL(path, address), {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: `my=${visitor.cookie('my')}`, 'content-type': type },
    body: `_csrf=${token}&${body}`,
  })
  return { status: response.status, html: await response.text() }
}

/** Presses the button of the form on the page, whatever language it is in. */
function pressMain(visitor: Visitor, overrides: Fields = {}): Promise<Visitor> {
  return visitor.press(visitor.$('main form button').first().text().trim(), overrides)
}

async function signIn(person: Person, language: string): Promise<Visitor> {
  const visitor = await new Visitor(address).open(`/my/sign-in?lang=${language}`)
  return pressMain(visitor, { 'prison-number': person.prisonNumber, pin: testPin })
}

async function answersOf(person: Person, form: string) {
  return (await site.dependencies.database.drafts.of(person.id)).find(draft => draft.form === form)?.answers ?? {}
}

const languages = ['en', 'cy']

/** Each form in one language, in turn; test/long/accessibility fills in every form in both. */
const formsIn = (language: string) =>
  forms.filter((_form, index) => languages[index % languages.length] === language).map(form => ({ id: form.id, form }))

describe.each(languages)('in %s, from the start to the confirmation', language => {
  const people = new Map<string, { person: Person; visitor: Visitor }>()

  beforeAll(async () => {
    const number = language === 'en' ? 1 : 2
    for (const [estate, facts] of [
      ['men', {}],
      ['women', { prisonId: 'STI', sex: 'F' }],
    ] as const) {
      const person = await addPerson(site.dependencies, `A${number}${estate === 'men' ? '234AA' : '567BB'}`, facts)
      people.set(estate, { person, visitor: await signIn(person, language) })
    }
  })

  it.each(formsIn(language))('form $id saves what it confirms and never fails', async ({ form }) => {
    const { person, visitor } = people.get(form.estate ?? 'men')!
    await site.knex('application').where({ status: 'open' }).update({ status: 'closed', outcome: 'agreed' })

    async function journey(g: fc.GeneratorValue): Promise<void> {
      await visitor.open(`/my/applications/new/${form.code}`)
      await pressMain(visitor)
      while (!visitor.path.endsWith('/check')) {
        if (visitor.path.endsWith('/help-now')) {
          await visitor.open(visitor.$('main a.govuk-button').attr('href') ?? '')
          continue
        }
        const current = questionAt(form, visitor.path)
        const pages = pagesAsked(form, await answersOf(person, form.id), await factsOf(person))
        const page = pages.find(questions => questions.includes(current))!
        await postHostile(page, g(bodies, current))
        await pressMain(visitor, fieldsFor(page, Object.fromEntries(page.map(each => [each.id, answerTo(each, g)]))))
        expect([current.id, visitor.status]).toEqual([current.id, 200])
        expect(await answersOf(person, form.id)).toHaveProperty([current.id])
      }
      const answers = await answersOf(person, form.id)
      const facts = await factsOf(person)
      const questions = questionsAsked(form, answers, facts)
      expect(visitor.$('.govuk-summary-list__row')).toHaveLength(questions.length)
      for (const question of questions) {
        const answer = answers[question.id]!
        if (typeof answer === 'object' && 'words' in answer) expect(visitor.$('main').text()).toContain(answer.words)
      }
      await pressMain(visitor)
      const reference = visitor.$('.govuk-panel strong').text()
      expect(visitor.html).toContain(`lang="${language}"`)
      const sent = await site.dependencies.database.applications.findOfPerson(reference, person.id)
      expect(sent?.answers).toEqual(answersGiven(form, answers, facts))
    }

    /** Whatever is posted: words or a saved answer, nothing else changed, and never a fault of the service. */
    async function postHostile(page: readonly Question[], body: string): Promise<void> {
      const before = await answersOf(person, form.id)
      const { status, html } = await postAsIs(visitor, visitor.path, body)
      const after = await answersOf(person, form.id)
      expect([body, status, fair.includes(status)]).toEqual([body, status, true])
      const others = (answers: Answers) => ({ ...answers, ...Object.fromEntries(page.map(({ id }) => [id, 0])) })
      if (status === 303) expect(others(after)).toEqual(others(before))
      else {
        expect(after).toEqual(before)
        expect(load(html)('h1').text()).not.toBe('')
      }
    }

    await fc.assert(fc.asyncProperty(fc.gen(), journey), { numRuns: 1, endOnFailure: true })
  })
})

/** Something that the question takes; nothing after which the form stops. */
function answerTo(question: Question, g: fc.GeneratorValue): Answer {
  if (question.kind === 'words') {
    return { words: g(() => fc.constantFrom('Leeds', 'أريد أن أعرف', 'Łódź 👨‍👩‍👧', 'O’Brien & sons <b>')) }
  }
  if (question.kind === 'date') return { day: site.dependencies.today() }
  const open = question.options.filter(option => !question.stop?.includes(option))
  const choice = g(() => fc.constantFrom(...open, ...withheldOf(question)))
  return question.kind === 'many' ? [choice] : choice
}

/** What is known of a person now: a form that was sent before says whether they feel safe. */
async function factsOf({ id }: Person): Promise<FormFacts> {
  return formFacts((await site.dependencies.database.people.find(id))!, site.dependencies.today())
}

describe('other forms of the in-cell site', () => {
  const anything: Question = { id: 'anything', kind: 'words', limit: 300 }
  let visitor: Visitor
  let sent: string

  beforeAll(async () => {
    const person = await addPerson(site.dependencies, 'A9876ZZ')
    sent = `/my/applications/${(await sendApplication(site.dependencies, person, 'somewhere-to-live')).reference}`
    visitor = await signIn(person, 'en')
  })

  it.each([
    ['/my/sign-in', ['prison-number', 'pin'], { pin: '1' }],
    ['/my/forgotten-pin', ['prison-number'], {}],
    ['/my/pin', ['current', 'pin', 'again'], { current: '1', pin: '739206', again: '739206' }],
    ['/my/about-me', ['language', 'help', 'hard', 'private-time'], { language: 'en' }],
    ['/my/first-questions', ['home'], { home: 'no' }],
    ['/my/expired-forms/leave-out', ['kind', 'about'], { kind: 'note' }],
    ['/my/details', ['show'], {}],
    ['/my/help-now', ['happening', 'idempotencyKey'], {}],
    ['/my/checklist/seen', ['key'], {}],
    ['/my/checklist/find-id', ['status'], {}],
    ['/my/checklist/find-id/note', ['note', 'page'], {}],
    ['/my/checklist/certificates/ask', ['added', 'page', 'idempotencyKey'], {}],
    ['/my/consents/1/take-back', ['idempotencyKey'], {}],
    ['/my/consents/99999999999999999999/take-back', [], {}],
    ['/my/applications/new/__proto__', [], {}],
    ['/my/applications/constructor/about', ['choice'], {}],
    ['SENT/add', ['body', 'page', 'idempotencyKey'], {}],
    ['SENT/news', ['idempotencyKey'], {}],
    ['SENT/withdraw', ['idempotencyKey'], {}],
    ['SENT/another-look', ['words', 'page', 'idempotencyKey'], {}],
    ['/my/still-there', ['to'], {}],
  ] as const)('handle any body posted to %s', async (path, own, rest: Record<string, string>) => {
    const at = path.replace('SENT', sent)
    const others = Object.entries(rest).map(([name, value]) => `${name}=${value}`)
    const ownBody = fc.tuple(...own.map(name => values(anything).map(value => `${name}=${value}`)))
    const body = fc.oneof(
      bodies(anything),
      ownBody.map(pairs => pairs.join('&')),
    )
    const oddEnds = own.flatMap(name =>
      ['%00', 'A1%00', '%07', '%ED%A0%80'].map(value => [`${name}=${value}`, ...others].join('&')),
    )
    await visitor.open('/my/about-me')
    for (const each of [...oddEnds, ...fc.sample(body, 6)]) {
      const { status, html } = await postAsIs(visitor, at, each)
      expect([at, each, status < 500]).toEqual([at, each, true])
      if (status !== 303) expect(load(html)('h1').text()).not.toBe('')
    }
  })

  it.each([
    ['/my', ['lang']],
    ['/my/sign-in', ['ended', 'kept', 'problem', 'lang']],
    ['/my/forgotten-pin', ['asked']],
    ['/my/checklist', ['lang', 'saved']],
    ['/my/checklist/find-id', ['note', 'lang']],
    ['/my/plan', ['with', 'size']],
    ['/my/applications/new/A01', ['about', 'task', 'lang']],
    ['/my/single-sign-on/back', ['code', 'state', 'error', 'iss']],
    ['/my/still-there', ['to']],
    ['/my/help-now', ['not-sent', 'lang']],
    ['SENT', ['lang', 'words']],
  ] as const)('handle any query string on %s', async (path, own) => {
    const at = path.replace('SENT', sent)
    const queries = fc
      .array(fc.tuple(fc.constantFrom(...own, ...own, ...names, 'choice[]', 'a[b][c]'), inAddresses), { maxLength: 6 })
      .map(pairs => pairs.map(pair => pair.join('=')).join('&'))
    const many = Array.from({ length: 400 }, () => `${own[0]}=1`).join('&')
    const odd = own.flatMap(name => ['%00', '%ED%A0%80', '%', ''].map(value => `${name}=${value}`))
    await visitor.open('/my/about-me')
    for (const query of [...odd, many, ...fc.sample(queries, 10)]) {
      const headers = { cookie: `my=${visitor.cookie('my')}` }
      const { status } = await fetch(`${address}${at}?${query}`, { redirect: 'manual', headers })
      expect([at, query, status < 500]).toEqual([at, query, true])
    }
  })

  it('reject a body that is not a form', async () => {
    for (const type of [
      'application/json',
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded; charset=x',
      '',
    ]) {
      const { status, html } = await postAsIs(visitor, '/my/about-me', 'language=cy', type)
      expect([type, status]).toEqual([type, expect.any(Number)])
      expect(status >= 400 && status < 500).toBe(true)
      expect(load(html)('h1').text()).not.toBe('')
    }
  })
})
