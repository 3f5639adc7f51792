const load = "require('node:vm').runInThisContext(\"process.getBuiltinModule('node:module').createRequire\")"

/**
 * Loads a package outside of what Jest gives each test file anew, so that a process loads it once for all its files. Only
 * for packages that no code under test uses: their arrays and errors are instances of other classes than those of tests.
 */
module.exports = {
  process: (_source, file) => ({ code: `module.exports = ${load}(__filename)(${JSON.stringify(file)})` }),
}
