const { createHash } = require('node:crypto')
const { readFileSync } = require('node:fs')
const { transformSync } = require('@swc/core')

/**
 * Lets a process load the service and its packages once for all its test files. Jest gives each test file its modules
 * anew, and loading them took longer than most files' tests. What a module keeps therefore lasts from file to file, as it
 * lasts from request to request in the service; a test that changes a module's own objects puts them back (restoreMocks).
 * Whether the HTML of pages is valid is remembered the same way, so that no file looks at what another has looked at.
 */
module.exports = {
  process(source, file) {
    if (file.endsWith('.json')) return { code: source }
    if (isInTest()) return { code: `module.exports = ${nativeRequire}(${JSON.stringify(file)})` }
    return { code: file.endsWith('.ts') ? compile(source, file) : source }
  },
  getCacheKey: (source, file) => createHash('sha1').update(`${own}${isInTest()} ${file} ${source}`).digest('hex'),
}

const own = readFileSync(__filename, 'utf8')

/** Outside of Jest's own loader, in which test files are and the start of the database and the browser is not. */
const nativeRequire = `require('node:vm').runInThisContext("process.getBuiltinModule('node:module')").createRequire(__filename)`
const isInTest = () => process.env.JEST_WORKER_ID !== undefined

require.extensions['.ts'] = (module, file) => module._compile(compile(readFileSync(file, 'utf8'), file), file)

function compile(source, filename) {
  const jsc = { target: 'es2023', parser: { syntax: 'typescript' } }
  return transformSync(source, { filename, jsc, module: { type: 'commonjs' }, sourceMaps: 'inline' }).code
}
