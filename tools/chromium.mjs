import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { follow, installPackage } from './packages.mjs'
import { ROOT, StopError } from './set-up.mjs'

const run = promisify(execFile)

/** The headless shell first: it spends a third less processor time per page than the whole browser. */
const NAMES = [
  'chromium-headless-shell',
  'chrome-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
]

const USUAL_PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/lib/chromium/chromium',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  join(homedir(), 'Applications/Google Chrome.app/Contents/MacOS/Google Chrome'),
]

/**
 * Finds a Chromium that runs: the one in CHROME_PATH, an installed one, one that this platform's package manager can
 * install, or one that Puppeteer can download.
 *
 * @returns {Promise<string>} its path
 * @throws {StopError} saying what to install
 */
export async function findChromium() {
  const named = process.env.CHROME_PATH
  if (named) {
    if (await runs(named)) return named
    throw new StopError(`CHROME_PATH: there is no browser that runs at ${named}`)
  }
  const found =
    (await firstThatRuns(installed())) ??
    (await installPackage('chromium', 'Chromium', () => firstThatRuns(installed()))) ??
    (await fetchOne())
  if (found) return found
  throw new StopError(
    'The checks need Chromium or Chrome, and none could be found or installed: install Chromium, or set CHROME_PATH to where it is',
  )
}

function installed() {
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap(folder => NAMES.map(name => join(folder, name)))
  return [...onPath, ...USUAL_PLACES, ...fetchedBefore()]
}

async function fetchOne() {
  console.error('Fetching a Chromium for the checks…')
  const puppeteer = join(ROOT, 'node_modules/puppeteer/lib/cjs/puppeteer/node/cli.js')
  await follow(process.execPath, puppeteer, 'browsers', 'install', 'chrome-headless-shell')
  return firstThatRuns(fetchedBefore())
}

/** Finds a browser downloaded by Puppeteer, which has a folder for each kind, version and platform. */
function fetchedBefore() {
  const kept = process.env.PUPPETEER_CACHE_DIR ?? join(homedir(), '.cache/puppeteer')
  return ['chrome-headless-shell', 'chrome'].flatMap(kind =>
    foldersIn(join(kept, kind))
      .flatMap(foldersIn)
      .map(folder => join(folder, kind)),
  )
}

function foldersIn(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => join(folder, entry.name))
}

async function firstThatRuns(paths) {
  for (const path of new Set(paths)) {
    if (existsSync(path) && (await runs(path))) return path
  }
  return undefined
}

/** Runs the file, because its name proves nothing: Ubuntu's is a script that says to install a snap. */
async function runs(path) {
  return run(path, ['--version'], { timeout: 20_000 }).then(
    ({ stdout }) => /chrom/i.test(stdout),
    () => false,
  )
}
