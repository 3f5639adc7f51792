/**
 * Runs a program of this project on a machine with only Node.js: first installs the packages and builds the service if
 * they are missing or out of date. Usage: node tools/launch.mjs FILE [ARGUMENT...]
 */
import Module from 'node:module'
import { join } from 'node:path'
import { ROOT, setUp, StopError } from './set-up.mjs'

try {
  await setUp()
  const [file, ...args] = process.argv.slice(2)
  if (file) become(join(ROOT, file), args)
} catch (error) {
  if (!(error instanceof StopError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

/** Continues as the program in the same process, so that it receives signals and input directly. */
function become(path, args) {
  process.argv = [process.argv[0], path, ...args]
  Module.runMain(path)
}
