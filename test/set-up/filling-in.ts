import type { Page } from 'puppeteer'
import { formWords, questionWords } from '../../server/content/words/form-words'
import type { Translate } from '../../server/content/words/words'
import type { Form } from '../../server/domain/applications'
import { follow, goOn, press } from './browser'
import { questionAt } from './question-at'

/** How somebody goes through a form. */
export interface Way {
  readonly scripts: boolean
  readonly screen: { readonly width: number; readonly height: number }
  /** Answers the questions of the page that is open, each with its first answer, and goes on. */
  readonly answer: (page: Page) => Promise<void>
}

const words = 'Leeds'
const button = '#answers .govuk-button'

/** What the field that has the focus, or is to be pressed, is for. */
type Field = 'option' | 'words' | 'nothing' | 'button'

/** What a field of a page of questions is for: the first option of a question, a day that is not known, words. */
function fieldOf(element: Element | null): Field {
  if (element?.matches('#answers button')) return 'button'
  const { name, value = '', checked } = (element ?? {}) as Partial<HTMLInputElement>
  if (!name || checked || !element?.closest('#answers')) return 'nothing'
  const suffix = name.replace(/^[a-z]+/, '')
  if (name.startsWith('words')) return 'words'
  if (!name.startsWith('choice')) return 'nothing'
  const all = [...document.querySelectorAll<HTMLInputElement>(`#answers [name="${name}"]`)]
  if (all.some(each => each.checked) || document.querySelector(`#answers [name="words${suffix}"]`)) return 'nothing'
  if (document.querySelector(`#answers [name="day${suffix}"]`)) return value === 'do-not-know' ? 'option' : 'nothing'
  return all[0] === element ? 'option' : 'nothing'
}

async function typeAnew(page: Page): Promise<void> {
  await page.keyboard.down('Control')
  await page.keyboard.press('a')
  await page.keyboard.up('Control')
  await page.keyboard.type(words)
}

export const withMouse: Way = {
  scripts: true,
  screen: { width: 1024, height: 768 },
  async answer(page) {
    for (const field of await page.$$('#answers input:not([type=hidden]), #answers textarea')) {
      const kind = await field.evaluate(fieldOf)
      if (kind === 'option') await (await page.$(`label[for="${await field.evaluate(each => each.id)}"]`))!.click()
      if (kind === 'words') {
        await field.click()
        await typeAnew(page)
      }
    }
    await goOn(page, () => page.click(button))
  },
}

/** Past the navigation by its own link, from field to field, and Enter to go on. */
export const withKeysAlone: Way = {
  scripts: false,
  screen: { width: 800, height: 600 },
  async answer(page) {
    for (const key of ['Tab', 'Enter'] as const) await page.keyboard.press(key)
    for (let steps = 0; steps < 150; steps += 1) {
      await page.keyboard.press('Tab')
      const focused = await page.evaluateHandle(() => document.activeElement)
      const kind = await page.evaluate(fieldOf, focused)
      if (kind === 'option') await page.keyboard.press('Space')
      if (kind === 'words') await typeAnew(page)
      if (kind === 'button') return goOn(page, () => page.keyboard.press('Enter'))
    }
    throw new Error('The keys do not lead to the button')
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
  await follow(page, form.id === 'something-else' ? t('in-cell/applications:pick.other') : say('title'))
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
    const words = questionWords(t, form, question)
    const isSeveral = (await page.$('#answers > h1')) !== null
    const asked = isSeveral ? words.page : words.title
    expect(heading).toBe(asked)
    expect(title).toContain(form.private || form.neutral ? say('shortTitle') : asked)
    await way.answer(page)
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
