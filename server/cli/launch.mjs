/**
 * What every npm script goes through, with nothing but Node.js on the machine: installs and builds what is missing or
 * out of date, then does what was asked for.
 */
import Module from 'node:module'
import { join } from 'node:path'
import { allChecks, fastChecks } from './checks.mjs'
import { ROOT, setUp, StopError } from './set-up.mjs'

const OLDEST_NODE = [20, 19]

const verbs = {
  start: args => become('dist/server/main.js', args),
  route: args => become('dist/server/cli/route.js', args),
  import: args => become('dist/server/cli/import.js', args),
  migrate: args => become('dist/server/cli/migrate.js', args),
  retention: args => become('dist/server/cli/retention.js', args),
  staff: args => become('dist/server/cli/staff.js', args),
  'demo-data': args => become('dist/demo/fill.js', args),
  'content:check': args => become('dist/server/cli/content-check.js', args),
  bench: args => become('test/bench/bench.mjs', args),
  build: () => undefined,
  check: () => fastChecks(),
  test: args => allChecks(args),
}

/** Goes on as another program in this same process, so that signals, input and output are that program's alone. */
function become(file, args) {
  const path = join(ROOT, file)
  process.argv = [process.argv[0], path, ...args]
  Module.runMain(path)
}

async function launch([verb, ...args]) {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    throw new StopError(`Node.js ${OLDEST_NODE.join('.')} or later is needed; this is ${process.versions.node}`)
  }
  if (!Object.hasOwn(verbs, verb ?? '')) {
    throw new StopError(`Usage: node server/cli/launch.mjs ${Object.keys(verbs).join('|')}`)
  }
  await setUp()
  await verbs[verb](args)
}

try {
  await launch(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof StopError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
