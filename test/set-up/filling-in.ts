import type { Page } from 'puppeteer'
import { formWords, questionWords } from '../../server/content/words/form-words'
import type { Translate } from '../../server/content/words/words'
import type { Form, Question } from '../../server/domain/applications'
import { follow, goOn, press } from './browser'
import { questionAt } from './question-at'

/** How somebody goes through a form. */
export interface Way {
  readonly scripts: boolean
  readonly screen: { readonly width: number; readonly height: number }
  /** Answers the question that is open, and goes on. */
  readonly answer: (page: Page, option: string | undefined) => Promise<void>
}

const words = 'Leeds'
const questionForm = 'main form:has(> [name=page])'

export const withMouse: Way = {
  scripts: true,
  screen: { width: 1024, height: 768 },
  async answer(page, option) {
    if (option === undefined) {
      await page.click('#answer', { count: 3 })
      await page.keyboard.type(words)
    } else await page.click(`main input[value="${option}"]:not(:checked) + label, main input:checked + label`)
    await goOn(page, () => page.click(`${questionForm} .govuk-button`))
  },
}

/** Past the navigation by its own link, into the first field, and Enter to go on. */
export const withKeysAlone: Way = {
  scripts: false,
  screen: { width: 800, height: 600 },
  async answer(page, option) {
    for (const key of ['Tab', 'Enter', 'Tab'] as const) await page.keyboard.press(key)
    const field = await page.evaluate(() => {
      const { tagName, value = '', checked } = document.activeElement as HTMLInputElement
      return { tagName, value, checked }
    })
    if (option !== undefined && field.value !== option)
      throw new Error(`The keys lead to ${field.value}, not ${option}`)
    if (option === undefined) {
      await page.keyboard.down('Control')
      await page.keyboard.press('a')
      await page.keyboard.up('Control')
      await page.keyboard.type(words)
    } else if (!field.checked) await page.keyboard.press('Space')
    if (field.tagName === 'TEXTAREA') {
      const boxes = await page.$$('main [name=choice], main summary')
      for (let steps = 0; steps <= boxes.length; steps += 1) await page.keyboard.press('Tab')
    }
    await goOn(page, () => page.keyboard.press('Enter'))
  },
}

/**
 * Fills in a form from the list of applications until it is sent, with the first answer of every question that does not
 * end the form. Every page has to say what it asks, and fit the screen.
 *
 * @param look called on every page
 * @returns the reference that the person is told
 */
export async function fillIn(
  page: Page,
  { form, way, t }: { form: Form; way: Way; t: Translate },
  look: (path: string, html: string) => void | Promise<void>,
): Promise<string> {
  const say = formWords(t, form)
  await follow(page, t('in-cell/applications:list.new'))
  await follow(page, say('title'))
  await see()
  await press(page, t('in-cell/applications:before.start'))
  for (let pages = 0; pages < 40; pages += 1) {
    const { path, heading, title } = await see()
    if (path.endsWith('/check')) break
    if (path.endsWith('/help-now')) {
      await press(page, t('in-cell/safety:carry-on'))
      continue
    }
    const question = questionAt(form, path)
    const asked = questionWords(t, form, question).title
    expect(heading).toBe(asked)
    expect(title).toContain(form.private || form.neutral ? say('shortTitle') : asked)
    await way.answer(page, firstOption(question))
  }
  await press(page, t('in-cell/applications:check.send'))
  expect((await see()).heading).toBe(t('in-cell/applications:sent.title'))
  return page.$eval('.govuk-panel strong', element => element.textContent)

  async function see() {
    const { isWide, html, ...seen } = await page.evaluate(() => ({
      path: location.pathname,
      heading: document.querySelector('h1')?.textContent.replace(/\s+/g, ' ').trim(),
      title: document.title,
      isWide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
      html: document.documentElement.outerHTML,
    }))
    expect([seen.path, isWide]).toEqual([seen.path, false])
    await look(seen.path, html)
    return seen
  }
}

function firstOption(question: Question): string | undefined {
  if (!('options' in question)) return undefined
  return question.options.find(option => !question.stop?.includes(option))
}
