import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { ROOT } from './set-up.mjs'

const children = new Set()
let isStopping = false

/**
 * Runs scripts of package.json two at a time. Prints a line for each when it ends, and its output if it fails.
 *
 * @param {string[]} scripts longest first, so that both cores finish at about the same time
 * @returns {Promise<string[]>} the scripts that failed
 */
export async function runInParallel(scripts) {
  stopChildrenOnSignal()
  const waiting = [...scripts]
  const failed = []
  const lane = async () => {
    for (let script = waiting.shift(); script; script = waiting.shift()) {
      const began = Date.now()
      const { code, output } = await run(script)
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${script} (${secondsSince(began)} s)`)
      if (code === 0) continue
      failed.push(script)
      console.log(output)
    }
  }
  await Promise.all([lane(), lane()])
  return failed
}

/** The seconds elapsed since a time, formatted. */
export function secondsSince(began) {
  return ((Date.now() - began) / 1000).toFixed(1)
}

async function run(script) {
  if (isStopping) return new Promise(() => {})
  // Start a new process group: a signal to npm alone would not reach the program that it runs.
  const child = spawn('npm', ['run', '--silent', script], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  children.add(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => (output += text))
  const [code] = await once(child, 'close')
  children.delete(child)
  return { code, output }
}

let isListening = false

function stopChildrenOnSignal() {
  if (isListening) return
  isListening = true
  const stop = signal => {
    isStopping = true
    for (const { pid } of children) process.kill(-pid, signal)
    process.exit(1)
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop)
}
