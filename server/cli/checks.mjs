import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium } from './chromium.mjs'
import { findLynx } from './lynx.mjs'
import { ROOT, StopError } from './set-up.mjs'

const STATIC_CHECKS = [
  { name: 'lint', command: ['eslint', 'eslint', '.'] },
  { name: 'types', command: ['typescript', 'tsc', '--noEmit'] },
  { name: 'format', command: ['prettier', 'prettier', '--check', '.'] },
  {
    name: 'imports',
    command: [
      'dependency-cruiser',
      'depcruise',
      'server',
      'admin',
      'migrations',
      '--config',
      '.dependency-cruiser.cjs',
    ],
  },
]

/** Tests make much that is soon thrown away; with room for it, Node.js spends less of their time on throwing it away. */
const ROOM = ['--max-semi-space-size=64']

const FAST_TESTS = { name: 'fast tests', command: ['jest', 'jest', '--ci', '--selectProjects', 'unit'], options: ROOM }

/** @throws {StopError} when a check fails, after its output has been shown */
export async function fastChecks() {
  endTogether()
  finish(await besideEachOther([FAST_TESTS, ...STATIC_CHECKS]))
}

/**
 * Every check that the project has.
 *
 * @param {string[]} args given on to Jest, to run some tests only
 * @throws {StopError} when a check fails, after its output has been shown
 */
export async function allChecks(args) {
  endTogether()
  const env = { CHROME_PATH: await findChromium(), LYNX_PATH: await findLynx() }
  const failed = await besideEachOther(STATIC_CHECKS)
  const tests = { name: 'tests', command: ['jest', 'jest', '--ci', ...args], options: ROOM }
  console.log('Running the tests…')
  const { code } = await run(tests, { env, shows: true })
  finish(code === 0 ? failed : [...failed, tests.name])
}

function finish(failed) {
  if (failed.length > 0) throw new StopError(`Failed: ${failed.join(', ')}`)
  console.log('All checks passed')
}

/** Runs checks two at a time, each shown when it is done, with what it said if it failed. */
async function besideEachOther(checks) {
  const waiting = [...checks]
  const failed = []
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const { code, said, seconds } = await run(check, {})
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${check.name} (${seconds} s)`)
      if (code === 0) continue
      failed.push(check.name)
      console.log(said)
    }
  }
  await Promise.all([lane(), lane()])
  return failed
}

const running = new Set()
let isEnding = false

/** A check that is stopped stops what it runs: kindly first, since a test run has a database and a browser to close. */
function endTogether() {
  const end = async () => {
    isEnding = true
    const children = [...running]
    for (const child of children) child.kill('SIGTERM')
    const patience = setTimeout(() => children.forEach(child => child.kill('SIGKILL')), 10_000)
    await Promise.all(children.map(child => running.has(child) && once(child, 'exit')))
    clearTimeout(patience)
    process.exit(1)
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, end)
}

function run({ command: [packageName, program, ...args], options = [] }, { env = {}, shows = false }) {
  const began = Date.now()
  return new Promise((resolve, reject) => {
    if (isEnding) return
    const child = spawn(process.execPath, [...options, programOf(packageName, program), ...args], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: shows ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    })
    running.add(child)
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', text => (said += text))
    child.on('error', reject)
    child.on('exit', () => running.delete(child))
    child.on('close', code => resolve({ code, said, seconds: ((Date.now() - began) / 1000).toFixed(1) }))
  })
}

function programOf(packageName, program) {
  const folder = join(ROOT, 'node_modules', packageName)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[program])
}
