import puppeteer from 'puppeteer'
import { findChromium } from '../../tools/chromium.mjs'
import { findLynx } from '../../tools/lynx.mjs'
import startDatabase from './start-database.mjs'

const args = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-dev-shm-usage',
  // Pages of the browser's own behind its address bar, of which each window would start two.
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup',
]

/** The database of the tests, and one browser for all pages: starting one a file would take longer than the pages. */
export default async function start(_, { displayName }) {
  if (displayName.name === 'long') process.env.LYNX_PATH = await findLynx()
  process.env.CHROME_PATH = await findChromium()
  await startDatabase()
  try {
    const browser = await puppeteer.launch({ executablePath: process.env.CHROME_PATH, args, handleSIGTERM: false })
    process.env.TEST_BROWSER = browser.wsEndpoint()
    globalThis.stopTestBrowser = () => browser.close()
  } catch (error) {
    await globalThis.stopTestDatabase()
    throw error
  }
}
