import { execFile } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const autocannon = join(dirname(fileURLToPath(import.meta.url)), '../../node_modules/autocannon/autocannon.js')

/**
 * @typedef {object} Measured
 * @property {number} requests how many were answered
 * @property {number} perSecond
 * @property {number} p99 in milliseconds
 */

/**
 * wrk where it is installed: a generator in JavaScript needs more processor time for a request than the server, and
 * so measures itself. autocannon, on as many threads as there are cores, is the next best.
 *
 * @returns {Promise<{ name: string, load(url: string, options: { connections: number, seconds: number }): Promise<Measured> }>}
 */
export async function loadGenerator() {
  const isThere = await run('wrk', ['-v']).then(
    () => true,
    // It prints its version and exits with 1.
    error => error.code !== 'ENOENT',
  )
  return isThere ? { name: 'wrk', load: loadByWrk } : { name: 'autocannon', load: loadByAutocannon }
}

const header = 'accept-encoding: br'

async function loadByWrk(url, { connections, seconds }) {
  // An answer that is slow counts in p99: only one that never comes has failed. wrk's own limit is 2 seconds.
  const args = ['-t', 1, '-c', connections, '-d', `${seconds}s`, '--timeout', '30s', '--latency', '-H', header, url]
  const { stdout } = await run('wrk', args.map(String))
  const failed = /^ *(Socket errors|Non-2xx).*$/m.exec(stdout)
  if (failed) throw new Error(`Requests failed: ${failed[0].trim()}`)
  const [, p99, unit] = /99% +([\d.]+)(us|ms|s)\b/.exec(stdout)
  return {
    requests: Number(/(\d+) requests in/.exec(stdout)[1]),
    perSecond: Number(/Requests\/sec: +([\d.]+)/.exec(stdout)[1]),
    p99: Number(p99) * { us: 0.001, ms: 1, s: 1000 }[unit],
  }
}

async function loadByAutocannon(url, { connections, seconds }) {
  const options = ['-c', connections, '-d', seconds, '-w', availableParallelism(), '-j', '-H', header].map(String)
  const { stdout } = await run(process.execPath, [autocannon, ...options, url], { maxBuffer: 2 ** 24 })
  const { errors, non2xx, requests, latency } = JSON.parse(stdout)
  if (errors + non2xx > 0) throw new Error(`${errors + non2xx} requests failed`)
  return { requests: requests.total, perSecond: requests.average, p99: latency.p99 }
}
