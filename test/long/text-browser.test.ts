import { questionWords } from '../../server/content/words/form-words'
import type { Person } from '../../server/database'
import {
  findForm,
  forms,
  isWords,
  optionsChosen,
  pagesAsked,
  questionsAsked,
  type Answer,
  type Answers,
  type Form,
} from '../../server/domain/applications'
import { formFacts } from '../../server/use-cases/applications/sending/form-facts'
import { addPerson, addPrisons, addStaff, shortestAnswer, testPin } from '../set-up/people'
import { openPortal } from '../set-up/portal'
import { startTestSite, type TestSite } from '../set-up/site'
import { lynx, TextBrowser } from '../set-up/text-browser'

// Every form is filled in by keys, in one test.
jest.setTimeout(180_000)

// Where no lynx can be had, `npm test` says so.
const describeWhereThereIsLynx = lynx === '' ? describe.skip : describe

describeWhereThereIsLynx('in a browser that shows only text', () => {
  let site: TestSite
  let address: string
  let browser: TextBrowser

  beforeAll(async () => {
    site = await startTestSite({ TODAY: '2026-11-23' })
    await addPrisons(site.dependencies)
    address = await site.serve(openPortal)
    browser = await TextBrowser.start(address, '/my/sign-in')
  })

  afterAll(async () => {
    await browser.quit()
    await site.stop()
  })

  async function signIn({ prisonNumber }: Person): Promise<void> {
    await browser.open('/my')
    browser.write('It is on your ID card.', prisonNumber).write('6 numbers', testPin)
    await browser.press('Sign in')
    expect(browser.text).toContain('Hello ')
  }

  /** Answers the question on a page of questions. */
  function fillIn(form: Form, id: string, given: Answer): void {
    const question = form.questions.find(each => each.id === id)!
    const t = site.dependencies.words.in('en')
    const words = questionWords(t, form, question)
    if (isWords(given)) {
      const limit = question.kind === 'words' && question.limit
      browser.write(t('forms/common:hints.limit', { limit }), given.words, words.title)
    } else for (const option of optionsChosen(given)) browser.choose(words.option(option), words.title)
  }

  /** Answers the question that the page is about, and presses the button that keeps the answer. */
  async function answer(form: Form, id: string, given: Answer): Promise<void> {
    fillIn(form, id, given)
    await browser.press('Continue')
  }

  it('leads from the PIN to an answer that the person reads, and leaves nothing for the next person', async () => {
    const person = await addPerson(site.dependencies, 'A1234AA')
    const officer = { email: 'officer@example.test', name: 'K Brandreth', role: 'officer', prisons: ['LEI'] } as const
    const { id: staffId } = await addStaff(site.dependencies, officer)
    browser.write('It is on your ID card.', 'A1234AA').write('6 numbers', '111111')
    await browser.press('Sign in')
    expect(browser.text).toContain('There is a problem')
    await signIn(person)
    await browser.follow('Checklist')
    await browser.follow('Find or order your ID.')
    await browser.follow('I need help with this')
    await browser.press('Start')

    const form = findForm('identity-documents')
    await answer(form, 'which-id', ['passport', 'citizencard'])
    await answer(form, 'where-id', ['at-home'])
    await browser.press('I have finished')
    expect(browser.text).toContain('Pick the part that you need.')
    await signIn(person)
    await browser.follow('Applications')
    await browser.follow('Go on with: ID')
    await answer(form, 'help-to-get', ['birth-certificate'])
    await browser.press('Continue')
    expect(browser.text).toContain('Error: Write an answer, or pick one of the answers below the box')
    fillIn(form, 'birth-name', { words: "Dean O'Marrick" })
    await answer(form, 'born', { words: 'Hull, England' })
    await answer(form, 'know-ni', 'no')
    await answer(form, 'feel-safe', 'safe')
    expect(browser.text).toContain('Check your answers')
    for (const text of ['Passport, CitizenCard', 'At home', "Dean O'Marrick", 'Hull, England', 'Yes, I feel safe']) {
      expect(browser.text).toContain(text)
    }
    await browser.press('Send')
    expect(browser.text).toContain('We have sent it')
    const reference = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(browser.text)?.[0] ?? 'none'

    await browser.follow('Applications')
    await browser.follow(`ID ${reference}`)
    expect(browser.text).toContain('Waiting for staff to start.')
    await browser.follow('Messages')
    expect(browser.text).toContain('You have no messages yet.')
    const { id } = (await site.dependencies.database.applications.findOfPerson(reference, person.id))!
    const message = {
      sender: 'staff',
      staffId,
      body: 'Your passport is in the store.',
      sentAt: site.clock.now,
    } as const
    await site.dependencies.database.messages.add(id, message)
    await browser.follow('Messages')
    await browser.follow(`About: ID ${reference}`)
    expect(browser.text).toContain('Your passport is in the store.')
    expect(browser.text).not.toContain('Are you still there?')
    await browser.press('I have finished')
    expect(browser.text).toContain('Pick the part that you need.')

    await browser.follow('A place to live')
    for (let steps = 0; steps < 4; steps += 1) {
      await browser.back()
      expect(browser.text).not.toContain(reference)
    }
    expect(browser.text).toContain('You need your prison number and your PIN.')
    await signIn(await addPerson(site.dependencies, 'A2345BB'))
    await browser.follow('Applications')
    expect(browser.text).toContain('You have not sent anything yet.')
    await browser.press('I have finished')
  })

  const womens = forms.filter(({ estate }) => estate === 'women')

  it.each([
    ['every form', forms.filter(form => !womens.includes(form)), 'A3456CC', {}],
    ['every form for women only', womens, 'A4567DD', { prisonId: 'STI', sex: 'F' }],
  ] as const)('asks every question of %s', async (_name, someForms, prisonNumber, facts) => {
    const person = await addPerson(site.dependencies, prisonNumber, facts)
    await signIn(person)
    for (const form of someForms) {
      await browser.open(`/my/applications/new/${form.code}`)
      await browser.press('Start')
      const answers: Record<string, Answer> = {}
      for (;;) {
        const { database, today } = site.dependencies
        const known = formFacts((await database.people.find(person.id))!, today())
        const isAnswered = (id: string) => answers[id] !== undefined
        const next = questionsAsked(form, answers, known).find(({ id }) => !isAnswered(id))
        const page = next && pagesAsked(form, answers, known).find(questions => questions.includes(next))
        if (!page) break
        for (const question of page) {
          if (isAnswered(question.id) || !questionsAsked(form, answers, known).includes(question)) continue
          answers[question.id] = shortestAnswer(question)
          fillIn(form, question.id, answers[question.id]!)
        }
        await browser.press('Continue')
      }
      expect(browser.text).toContain('Check your answers')
      expect(await draftAnswers(person, form)).toEqual(answers)
    }
    await browser.press('I have finished')
  })

  async function draftAnswers(person: Person, form: Form): Promise<Answers | undefined> {
    return (await site.dependencies.database.drafts.of(person.id)).find(draft => draft.form === form.id)?.answers
  }
})
