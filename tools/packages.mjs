import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { ROOT } from './set-up.mjs'

/** How a platform installs a program that the checks need, and whether that needs root. */
const PACKAGE_MANAGERS = [
  { needsRoot: true, steps: name => ['apt-get update', `apt-get install -y --no-install-recommends ${name}`] },
  { needsRoot: true, steps: name => [`apk add --no-cache ${name}`] },
  { needsRoot: true, steps: name => [`dnf install -y ${name}`] },
  { needsRoot: false, steps: name => [`brew install ${name}`] },
]

/**
 * Installs a program with the package manager of this platform, where there is one that may be used.
 *
 * @template Found
 * @param {string} name what package managers call it
 * @param {string} title what people call it
 * @param {() => Promise<Found | undefined>} find looks whether it is there now
 * @returns {Promise<Found | undefined>} what `find` gives then
 */
export async function installPackage(name, title, find) {
  const isRoot = process.getuid?.() === 0
  for (const { needsRoot, steps } of PACKAGE_MANAGERS) {
    const commands = steps(name).map(step => step.split(' '))
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

/** Runs a program and shows what it says, whatever becomes of it. */
export function follow(command, ...args) {
  return new Promise(resolve => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', process.stderr, process.stderr], env })
    child.on('error', resolve)
    child.on('close', resolve)
  })
}
