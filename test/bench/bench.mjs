/**
 * Measures how fast the leaflet is answered, beside the fastest and the usual way to do it. Each server has a process
 * of its own, as has the load generator; they take turns, so that what else the machine does falls on all of them.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { get } from 'node:http'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { loadGenerator } from './load.mjs'

const PATH = '/leaflet'
const CONNECTIONS = 48
const WARM_UP_SECONDS = 1

const here = dirname(fileURLToPath(import.meta.url))
const { rounds, seconds } = readArguments()

function readArguments() {
  try {
    const options = { rounds: { type: 'string', default: '3' }, seconds: { type: 'string', default: '2' } }
    const { values } = parseArgs({ options })
    const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)]
    if ([rounds, seconds].every(number => Number.isInteger(number) && number > 0)) return { rounds, seconds }
  } catch {
    // Explained below.
  }
  console.error('Usage: npm run bench -- [--rounds N] [--seconds N]')
  process.exit(1)
}

async function bench() {
  const generator = await loadGenerator()
  const service = await start('this-server.mjs')
  const servers = [
    { name: 'this server', ...service },
    { name: 'bare node:http, the same bytes', ...(await start('bare-server.mjs', await answerOf(service.port))) },
    { name: 'rendered for each request', ...(await start('per-request-server.mjs')) },
  ].map(server => ({ ...server, turns: [] }))

  for (const server of servers) await turn(server, generator, WARM_UP_SECONDS)
  for (let round = 0; round < rounds; round += 1) {
    for (const server of servers) server.turns.push(await turn(server, generator, seconds))
  }
  for (const { process } of servers) process.disconnect()
  report(
    servers.map(({ name, turns }) => ({ name, ...best(turns) })),
    generator.name,
  )
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

/** Processor time is what a request costs, whatever else the machine does meanwhile and however slow the generator is. */
async function turn({ process, port }, { load }, seconds) {
  const before = await processorTime(process)
  const { requests, perSecond, p99 } = await load(`http://127.0.0.1:${port}${PATH}`, {
    connections: CONNECTIONS,
    seconds,
  })
  return { perSecond, p99, microseconds: ((await processorTime(process)) - before) / requests }
}

async function processorTime(process) {
  process.send('cpu')
  const [{ cpu }] = await once(process, 'message')
  return cpu.user + cpu.system
}

/** The turn with the most requests: what else the machine does can only take away from it. */
function best(turns) {
  return turns.reduce((left, right) => (right.perSecond > left.perSecond ? right : left))
}

function report(results, generator) {
  const [service, bare, rendered] = results
  const row = (...cells) =>
    console.log(cells.map((cell, index) => (index ? cell.padStart(15) : cell.padEnd(32))).join(''))
  console.log(
    `\n${PATH}, Brotli, ${CONNECTIONS} connections by ${generator}, the best of ${rounds} turns of ${seconds} s each\n`,
  )
  row('', 'requests/s', 'p99 (ms)', 'processor (µs)')
  for (const { name, perSecond, p99, microseconds } of results) {
    row(name, perSecond.toFixed(0), p99.toFixed(1), microseconds.toFixed(1))
  }
  console.log('')
  row('This server, as a ratio', 'requests/s', 'processor', 'aim')
  ratio('to the bare server', bare, 0.6)
  ratio('to rendering for each request', rendered, 20)

  function ratio(name, other, least) {
    const perSecond = service.perSecond / other.perSecond
    const processor = service.microseconds / other.microseconds
    row(`  ${name}`, perSecond.toFixed(2), processor.toFixed(3), `${least} ${perSecond >= least ? 'met' : 'not met'}`)
  }
}

await bench()
