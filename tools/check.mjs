/** The checks that need neither a database nor a browser: `npm run check`. */
import { runInParallel, secondsSince } from './run-in-parallel.mjs'

const began = Date.now()
const failed = await runInParallel(['test:unit', 'lint', 'typecheck', 'format:check', 'imports'])
const seconds = secondsSince(began)
console.log(failed.length === 0 ? `All checks passed in ${seconds} s` : `Failed in ${seconds} s: ${failed.join(', ')}`)
process.exitCode = failed.length === 0 ? 0 : 1
