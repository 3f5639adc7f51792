/**
 * Runs every check except those of test:long: `npm test`.
 * With arguments, runs only the tests that they name: `npm test -- FILE`.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium } from './chromium.mjs'
import { runInParallel, secondsSince } from './run-in-parallel.mjs'
import { ROOT, StopError } from './set-up.mjs'

/** Tests allocate heavily; a larger young generation cuts garbage collection time. */
const NODE_OPTIONS = ['--max-semi-space-size=64']

try {
  const args = process.argv.slice(2)
  process.exitCode = args.length > 0 ? await runJest(args) : await testEverything()
} catch (error) {
  if (!(error instanceof StopError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function testEverything() {
  const began = Date.now()
  const browser = { CHROME_PATH: await findChromium() }
  const failed = await runInParallel(['lint', 'typecheck', 'format:check', 'imports'])
  if ((await runJest(['--ignoreProjects', 'long'], browser)) !== 0) failed.push('tests')
  for (const name of leftToTestLong()) console.log(`left   ${name} (npm run test:long)`)
  const seconds = secondsSince(began)
  console.log(
    failed.length === 0 ? `All checks passed in ${seconds} s` : `Failed in ${seconds} s: ${failed.join(', ')}`,
  )
  return failed.length === 0 ? 0 : 1
}

function leftToTestLong() {
  const folder = 'test/long'
  if (!existsSync(join(ROOT, folder))) return []
  return readdirSync(join(ROOT, folder), { recursive: true })
    .filter(name => name.endsWith('.test.ts'))
    .map(name => join(folder, name))
}

async function runJest(args, browser = {}) {
  const jest = join(ROOT, 'node_modules/jest/bin/jest.js')
  const child = spawn(process.execPath, [...NODE_OPTIONS, jest, '--ci', ...args], {
    cwd: ROOT,
    env: { ...process.env, ...browser },
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  const [code] = await once(child, 'exit')
  return code ?? 1
}
