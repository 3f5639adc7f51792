import puppeteer from 'puppeteer'

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

/** One browser for all pages of all tests: starting one a file would take longer than the pages. */
export async function startBrowser() {
  const browser = await puppeteer.launch({ executablePath: process.env.CHROME_PATH, args, handleSIGTERM: false })
  process.env.TEST_BROWSER = browser.wsEndpoint()
  globalThis.stopTestBrowser = () => browser.close()
}
