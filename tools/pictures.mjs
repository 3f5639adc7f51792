/**
 * Takes the pictures of docs/images: `npm run pictures`. Starts the service on a new database of its own with demo
 * people on a fixed day, opens each page as whoever works with it, and writes what the first screen shows.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import puppeteer from 'puppeteer'
import { findChromium } from './chromium.mjs'
import { ROOT } from './set-up.mjs'

const FOLDER = join(ROOT, 'docs/images')
const SCREEN = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }
const PASSWORD = 'correct horse battery'

/** By name of the picture: whose page it is, and how to get there from the start page. */
const PICTURES = {
  'console-home': { as: 'officer', path: '/' },
  'console-home-com': { as: 'com', path: '/' },
  'console-home-manager': { as: 'manager', path: '/' },
  'console-home-safety': { as: 'safety', path: '/' },
  'console-queue': { as: 'officer', path: '/queue' },
  'console-queue-phone': { as: 'officer', path: '/queue', screen: PHONE },
  'console-application': { as: 'officer', path: '/queue', follow: 'main tbody a[href^="/applications/"]' },
  'console-close': { as: 'officer', path: '/queue', follow: 'main tbody a[href^="/applications/"]', then: '/outcome' },
  'console-person': { as: 'officer', path: '/people/A1234AA' },
  'console-receptions': { as: 'administrator', path: '/receptions' },
  'console-leaving': { as: 'officer', path: '/leaving' },
  'console-court': { as: 'officer', path: '/court-list' },
  'console-assessments': { as: 'officer', path: '/assessments' },
  'console-caseload': { as: 'manager', path: '/caseload' },
  'console-enquiries': { as: 'officer', path: '/questions' },
  'console-safety': { as: 'safety', path: '/safety' },
  'console-reports': { as: 'manager', path: '/reports' },
  'in-cell-start': { as: 'person', path: '/my', screen: PHONE },
  'public-booklet': { as: null, path: '/booklet', screen: PHONE },
}

const dataDir = mkdtempSync(join(tmpdir(), 'resettlement-service-pictures-'))
const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', TODAY: '2026-11-30', PORT: '0', STAFF_PORT: '0' }
delete env.DATABASE_URL
let service
try {
  await run('dist/demo/fill.js', '--people', '160', '--applications', '240')
  const addresses = await start()
  const browser = await puppeteer.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] })
  mkdirSync(FOLDER, { recursive: true })
  for (const [name, picture] of Object.entries(PICTURES)) await take(browser, addresses, name, picture)
  await browser.close()
} finally {
  if (service) {
    service.kill('SIGTERM')
    await once(service, 'exit')
  }
  rmSync(dataDir, { recursive: true, force: true })
}

async function run(file, ...args) {
  const child = spawn(process.execPath, [join(ROOT, file), ...args], { cwd: ROOT, env, stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${file} ended with ${code}`)
}

/** Starts the service on ports that are free. Returns the addresses that it prints. */
async function start() {
  service = spawn(process.execPath, [join(ROOT, 'dist/server/main.js')], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 2],
  })
  const lines = createInterface({ input: service.stdout })
  const found = {}
  for await (const line of lines) {
    const [, site, address] = /^\s*(Portal|Staff console):?\s+(http\S+)/.exec(line) ?? []
    if (site) found[site] = address.replace(/\/$/, '')
    if (found.Portal && found['Staff console']) break
  }
  service.stdout.resume()
  return found
}

async function take(browser, addresses, name, { as, path, screen = SCREEN, follow, then }) {
  const context = await browser.createBrowserContext()
  const page = await context.newPage()
  await page.setViewport({ ...screen, deviceScaleFactor: 1 })
  const isStaff = as !== null && as !== 'person'
  const site = isStaff ? addresses['Staff console'] : addresses.Portal
  if (as === 'person') await signIn(page, `${site}/my/sign-in`, { 'prison-number': 'A1234AA', pin: '482915' })
  else if (isStaff) await signIn(page, `${site}/sign-in`, { email: `${as}@example.test`, password: PASSWORD })
  let at = `${site}${path}`
  await open(page, at)
  if (follow) {
    at = await page.$eval(follow, link => link.href)
    await open(page, `${at}${then ?? ''}`)
  }
  await page.screenshot({ path: join(FOLDER, `${name}.webp`), type: 'webp', quality: 80 })
  console.log(`docs/images/${name}.webp`)
  await context.close()
}

/** @throws when the page is not there: a picture of an error would pass for one of the page */
async function open(page, address) {
  const answer = await page.goto(address)
  if (answer.status() !== 200) throw new Error(`${address} answers ${answer.status()}`)
  await page.evaluate(() => document.fonts.ready)
}

async function signIn(page, address, fields) {
  await open(page, address)
  for (const [name, text] of Object.entries(fields)) await page.type(`main [name="${name}"]`, text)
  await Promise.all([page.waitForNavigation(), page.$eval('main form', form => form.requestSubmit())])
}
