import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { installPackage } from './packages.mjs'
import { StopError } from './set-up.mjs'

const run = promisify(execFile)

/**
 * Finds lynx, a text-only browser: the one in LYNX_PATH, one on the path, or one that this platform's package manager
 * can install. Only the lynx journeys need it, so the other checks run without it.
 *
 * @returns {Promise<string>} its path or name, or empty, after a warning, if it is not available
 * @throws {StopError} when LYNX_PATH is not lynx
 */
export async function findLynx() {
  const named = process.env.LYNX_PATH
  if (named) {
    if (await runs(named)) return named
    throw new StopError(`LYNX_PATH: there is no lynx that runs at ${named}`)
  }
  const find = async () => ((await runs('lynx')) ? 'lynx' : undefined)
  const found = (await find()) ?? (await installPackage('lynx', 'lynx, a text browser,', find))
  if (!found) {
    console.error(
      'LEFT OUT: the journeys in a text browser, which need lynx. None could be found or installed: install lynx, or set LYNX_PATH to where it is',
    )
  }
  return found ?? ''
}

function runs(path) {
  return run(path, ['-version'], { timeout: 20_000 }).then(
    ({ stdout }) => /lynx/i.test(stdout),
    () => false,
  )
}
