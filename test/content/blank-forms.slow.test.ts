import { load, type CheerioAPI } from 'cheerio'
import { formWords, questionWords } from '../../server/content/words/form-words'
import { loadWords } from '../../server/content/words/words'
import { forms, optionsOf, withheldAnswers, type Form, findFormByCode } from '../../server/domain/applications'
import { nodesOf, readPdf, wordsOf } from '../set-up/pdf'
import { contentDir, publicSite } from './public-site'

const { pages, pdfs } = publicSite()
const words = loadWords(contentDir, true)
const languages = ['en', 'cy'] as const
type Language = (typeof languages)[number]

const below = (language: Language) => (language === 'cy' ? '/cy' : '')
const addressOf = (form: Form, language: Language) => `${below(language)}/forms/${form.code.toLowerCase()}`
const everyForm = languages.flatMap(language => forms.map(form => [form.id, language, form] as const))

function pageAt(path: string): CheerioAPI {
  return load(pages.get(path)!.bodies.identity.bytes.toString('utf8'))
}

const normalise = (text: string) => text.replace(/\s+/g, ' ').trim()

describe.each(languages)('the list in %s', language => {
  test('names every form as on a screen and links to it', () => {
    const page = pageAt(`${below(language)}/forms`)
    const links = page('main .app-large-links a[href*="/forms/"]').toArray()
    expect(links.map(link => [page(link).text(), page(link).attr('href')])).toEqual(
      forms.map(form => [formWords(words.in(language), form)('title'), addressOf(form, language)]),
    )
  })

  test('is linked from the booklet', () => {
    expect(pageAt(`${below(language)}/booklet`)(`main a[href="${below(language)}/forms"]`).length).toBe(1)
  })
})

test.each(everyForm)('%s in %s asks everything that is asked on a screen, without controls', (_id, language, form) => {
  const t = words.in(language)
  const page = pageAt(addressOf(form, language))
  const questions = page('.app-paper__question').toArray()
  expect(questions.length).toBe(form.questions.length)
  for (const [index, question] of form.questions.entries()) {
    const { title, option } = questionWords(t, form, question)
    const shown = page(questions[index])
    expect(shown.find('h2').text()).toBe(`${index + 1}. ${title}`)
    const boxes = shown.find('.app-ticks__option').toArray()
    expect(boxes.map(box => normalise(page(box).contents().first().text()).replace(/\.$/, ''))).toEqual(
      optionsOf(question).map(each => option(each).replace(/\.$/, '')),
    )
    expect(shown.find('.app-paper__lines > div').length > 0).toBe(!('options' in question))
  }
  expect(page('.app-paper').find('input, textarea, button, select').length).toBe(0)
  expect(page('.app-paper__screen a[href$=".pdf"]').length).toBe(2)
})

test.each(everyForm)('%s in %s has a title that tells a cellmate nothing', (_id, language, form) => {
  const title = formWords(words.in(language), form)
  const page = pageAt(addressOf(form, language))
  expect(normalise(page('h1').text())).toBe(title('shortTitle'))
  if (title('title') !== title('shortTitle')) expect(page('title, h1').text()).not.toContain(title('title'))
})

describe('conditional questions', () => {
  const textOf = (path: string, number: number) =>
    normalise(
      pageAt(path)('.app-paper__question')
        .eq(number - 1)
        .text(),
    )

  test.each([
    ['/forms/a08', 3, 'No. Go to question 6.'],
    ['/forms/a15', 1, 'I do not know. Go to question 5.'],
    ['/forms/a01', 9, 'Answer this only if you ticked “My children” in question 8.'],
    ['/forms/a04', 6, 'Leave this out if you ticked “Benefits I was getting before I came in” in question 1.'],
    ['/forms/a16', 1, 'No. Stop here. Come back to this form when it feels safe.'],
    ['/forms/a16', 3, 'Yes. Tell an officer now. Do not wait for this form.'],
    ['/cy/forms/a08', 3, 'Nac oes. Ewch i gwestiwn 6.'],
    ['/cy/forms/a01', 9, 'Dim ond os ticioch chi “Fy mhlant” yng nghwestiwn 8 y mae angen ateb hwn.'],
  ])('%s says at question %d: %s', (path, number, words) => {
    expect(textOf(path, number)).toContain(words)
  })

  test('explains “Go to” only where it is used', () => {
    expect(pageAt('/forms/a08')('.app-paper').text()).toContain('leave out the questions before that one')
    expect(pageAt('/forms/a21')('.app-paper').text()).not.toContain('Go to')
  })
})

test('says whom to hand the form to, and asks for an envelope for a private one', () => {
  expect(pageAt('/forms/a01')('.app-paper').text()).toContain('Ask them to pass it to the pre-release team.')
  expect(pageAt('/forms/a16')('.app-paper').text()).toContain('Write “Pre-release team: private” on it.')
})

describe('the PDFs', () => {
  test('exist for every form in both languages and sizes', () => {
    for (const [, language, form] of everyForm) {
      const address = addressOf(form, language)
      expect(pdfs.paths).toEqual(expect.arrayContaining([`${address}.pdf`, `${address}-large-print.pdf`]))
    }
  })

  test('are tagged and state their language', async () => {
    const faulty: string[] = []
    for (const [index, [, language, form]] of everyForm.entries()) {
      const size = index % 2 === 0 ? '' : '-large-print'
      const path = `${addressOf(form, language)}${size}.pdf`
      const file = Buffer.from((await pdfs.take(path)!).bytes)
      const says = ['/Marked true', '/StructTreeRoot', `/Lang (${language}-GB)`]
      if (!says.every(each => file.includes(each))) faulty.push(path)
    }
    expect(faulty).toEqual([])
  })

  test.each([
    ['/forms/a01.pdf', 'A01', 'en', 12],
    ['/cy/forms/a16-large-print.pdf', 'A16', 'cy', 18],
  ] as const)(
    '%s has a heading for each question and a list item for each box',
    async (path, code, language, least) => {
      const t = words.in(language)
      const form = findFormByCode(code)!
      const { pages: sheets, title } = await readPdf((await pdfs.take(path)!).bytes)
      expect(title).toBe(formWords(t, form)('shortTitle'))
      for (const { loose, smallest } of sheets) {
        expect(loose).toBe(0)
        expect(smallest).toBeGreaterThanOrEqual(least)
      }
      const headings = sheets.flatMap(({ structure }) => nodesOf(structure, 'H2').map(wordsOf))
      for (const [index, question] of form.questions.entries()) {
        expect(headings).toContain(`${index + 1}. ${questionWords(t, form, question).title}`)
      }
      const items = sheets.flatMap(({ structure }) => nodesOf(structure, 'LBody').map(wordsOf))
      const withheld = t(`forms/common:withheld.${withheldAnswers[1]}`)
      expect(items.filter(item => item.startsWith(withheld)).length).toBe(
        form.questions.filter(question => optionsOf(question).includes(withheldAnswers[1])).length,
      )
    },
  )
})
