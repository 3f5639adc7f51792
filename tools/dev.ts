/**
 * Serves both sites from source and restarts them when TypeScript, templates, wording, content or styles change: `npm
 * run dev`. PostgreSQL keeps running, so that a restart takes a few seconds. Arguments are passed to Node.js: `npm run
 * dev -- --inspect`.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { watch } from 'node:fs'
import { join } from 'node:path'
import pretty from 'pino-pretty'
import { signInsToPrint } from '../demo/load'
import { ConfigError, readConfig } from '../server/config'
import { DatabaseUnavailable } from '../server/database/connection/connect'
import { createLog } from '../server/web/process/log'
import { startEmbeddedPostgres } from './embedded-postgres'

const root = join(__dirname, '..')
/** Debounces changes, because editors write a file in several steps. */
const SETTLED_MS = 50

async function dev(nodeOptions: readonly string[]): Promise<void> {
  const { databaseUrl, dataDir, logLevel, sites } = readConfig(process.env)
  const onLost = (why: string) => {
    console.error(why)
    process.exit(1)
  }
  const embedded = databaseUrl ? undefined : await startEmbeddedPostgres({ dataDir, log: createLog(logLevel), onLost })
  watchAssets()
  console.log(`\n${signInsToPrint(sites)}`)
  const watched = ['content/**/*', 'views/**/*', 'dist/assets/manifest.json'].map(glob => `--include=${glob}`)
  const tsx = join(root, 'node_modules/tsx/dist/cli.mjs')
  const server = spawn(
    process.execPath,
    [tsx, 'watch', '--clear-screen=false', ...watched, ...nodeOptions, join(root, 'tools/dev-server.ts')],
    {
      cwd: root,
      env: { ...process.env, ...(embedded && { DATABASE_URL: embedded.url }) },
      stdio: ['inherit', 'inherit', 'pipe'],
    },
  )
  server.stderr.pipe(pretty({ destination: 2, colorize: process.stderr.isTTY, translateTime: 'SYS:HH:MM:ss' }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal))
  process.on('exit', () => server.kill())
  await once(server, 'exit')
  await embedded?.stop()
}

/** Rebuilds styles, scripts and pictures on change. The new manifest then restarts the sites. */
function watchAssets(): void {
  let settled: NodeJS.Timeout | undefined
  const build = () => spawn(process.execPath, [join(root, 'tools/build-assets.mjs')], { stdio: 'inherit' })
  watch(join(root, 'assets'), { recursive: true }, () => {
    clearTimeout(settled)
    settled = setTimeout(build, SETTLED_MS)
  })
}

dev(process.argv.slice(2)).then(
  () => process.exit(),
  (error: unknown) => {
    if (!(error instanceof ConfigError || error instanceof DatabaseUnavailable)) throw error
    console.error(error.message)
    process.exitCode = 1
  },
)
