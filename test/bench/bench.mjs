/**
 * Measures how fast the leaflet is answered, beside the fastest and the usual way to do it. Each server has a process
 * of its own, as has the load tool; they take turns, so that what else the machine does falls on all of them.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { get } from 'node:http'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PATH = '/leaflet'
const CONNECTIONS = 48
const ROUNDS = 3
const SECONDS_A_TURN = 2
const WARM_UP_SECONDS = 1

const here = dirname(fileURLToPath(import.meta.url))

async function bench() {
  const service = await start('this-server.mjs')
  const servers = [
    { name: 'this server', ...service },
    { name: 'bare node:http, the same bytes', ...(await start('bare-server.mjs', await answerOf(service.port))) },
    { name: 'rendered for each request', ...(await start('per-request-server.mjs')) },
  ].map(server => ({ ...server, turns: [] }))

  for (const { port } of servers) await load(port, WARM_UP_SECONDS)
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const server of servers) server.turns.push(await turn(server))
  }
  for (const { process } of servers) process.disconnect()
  report(servers.map(({ name, turns }) => ({ name, ...best(turns) })))
}

async function start(file, message) {
  const process = fork(join(here, file), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  process.once('exit', code => {
    if (code) throw new Error(`${file} ended with status ${code}`)
  })
  if (message) process.send(message)
  const [{ port }] = await once(process, 'message')
  return { process, port }
}

/** The answer as it is on the wire, but for the headers that Node.js writes by itself. */
function answerOf(port) {
  return new Promise((resolve, reject) => {
    const request = get({ port, host: '127.0.0.1', path: PATH, headers: { 'accept-encoding': 'br' } }, response => {
      const chunks = []
      response.on('data', chunk => chunks.push(chunk))
      response.on('end', () =>
        resolve({ headers: writtenBy(response), body: Buffer.concat(chunks).toString('base64') }),
      )
    })
    request.on('error', reject)
  })
}

function writtenBy({ rawHeaders }) {
  const pairs = rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1]]] : []))
  return Object.fromEntries(pairs.filter(([name]) => !['Date', 'Connection', 'Keep-Alive'].includes(name)))
}

async function turn({ port }) {
  const { failed, perSecond, p99 } = await load(port, SECONDS_A_TURN)
  if (failed > 0) throw new Error(`${failed} requests failed`)
  return { perSecond, p99 }
}

async function load(port, seconds) {
  const tool = fork(join(here, 'load-tool.mjs'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const url = `http://127.0.0.1:${port}${PATH}`
  tool.send({ url, connections: CONNECTIONS, seconds, headers: { 'accept-encoding': 'br' } })
  const [said] = await Promise.race([once(tool, 'message'), once(tool, 'exit')])
  if (typeof said !== 'object') throw new Error(`The load tool ended with status ${said}`)
  return said
}

/** The turn with the most requests: what else the machine does can only take away from it. */
function best(turns) {
  return turns.reduce((left, right) => (right.perSecond > left.perSecond ? right : left))
}

function report(results) {
  const [service, bare, rendered] = results
  const row = (...cells) =>
    console.log(cells.map((cell, index) => (index ? cell.padStart(15) : cell.padEnd(32))).join(''))
  console.log(
    `\n${PATH}, Brotli, ${CONNECTIONS} connections, the best of ${ROUNDS} turns of ${SECONDS_A_TURN} s each\n`,
  )
  row('', 'requests/s', 'p99 (ms)')
  for (const { name, perSecond, p99 } of results) row(name, perSecond.toFixed(0), p99.toFixed(0))
  console.log('\nRequests a second')
  aim('to the bare server', service.perSecond / bare.perSecond, 0.6)
  aim('to rendering for each request', service.perSecond / rendered.perSecond, 20)

  function aim(name, ratio, least) {
    row(`  ${name}`, ratio.toFixed(2), `aim ${least}`, ratio >= least ? 'met' : 'not met')
  }
}

await bench()
