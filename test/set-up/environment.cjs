const { TestEnvironment } = require('jest-environment-node')

/** The service is loaded outside of Jest's sandbox (load-once.cjs): what either makes has to be an instance for the other. */
const shared = ['Date', 'Error', 'RangeError', 'SyntaxError', 'TypeError', 'URL']

module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context)
    for (const name of shared) this.global[name] = globalThis[name]
  }
}
