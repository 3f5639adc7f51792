import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { ROOT } from './set-up.mjs'

/** How each platform installs programs that the checks need, and whether that needs root. */
const PACKAGE_MANAGERS = [
  {
    needsRoot: true,
    // Without recommended packages there is no font of the usual widths, and printed pages break elsewhere.
    names: { chromium: 'chromium-headless-shell fonts-liberation' },
    steps: name => ['apt-get update', `apt-get install -y --no-install-recommends ${name}`],
  },
  { needsRoot: true, steps: name => [`apk add --no-cache ${name}`] },
  { needsRoot: true, steps: name => [`dnf install -y ${name}`] },
  { needsRoot: false, steps: name => [`brew install ${name}`] },
]

/**
 * Installs a program with this platform's package manager, if there is one that may be used.
 *
 * @template Found
 * @param {string} name the name of its package
 * @param {string} title the program's name in messages
 * @param {() => Promise<Found | undefined>} find looks for the program
 * @returns {Promise<Found | undefined>} the result of `find` after installing
 */
export async function installPackage(name, title, find) {
  const isRoot = process.getuid?.() === 0
  for (const { needsRoot, names = {}, steps } of PACKAGE_MANAGERS) {
    const commands = steps(names[name] ?? name).map(step => step.split(' '))
    if ((needsRoot && !isRoot) || !isOnPath(commands[0][0])) continue
    console.error(`Installing ${title} for the checks…`)
    for (const [command, ...args] of commands) await follow(command, ...args)
    const found = await find()
    if (found) return found
  }
  return undefined
}

function isOnPath(command) {
  return (process.env.PATH ?? '').split(delimiter).some(folder => existsSync(join(folder, command)))
}

/** Runs a program and shows its output, even if it fails. */
export function follow(command, ...args) {
  return new Promise(resolve => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', process.stderr, process.stderr], env })
    child.on('error', resolve)
    child.on('close', resolve)
  })
}
