/** Fast checks (unit, domain, content) run without a database or browser; the rest needs both. */
const base = {
  // These packages are ECMAScript modules alone, which Node.js requires by itself and Jest does not.
  transformIgnorePatterns: ['/node_modules/(?!(openid-client|oauth4webapi|jose|cookie)/)'],
  transform: {
    '^.+\\.(ts|js)$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  testEnvironment: 'node',
}

module.exports = {
  // One more than the cores of a small machine: a test that waits for a browser or the database leaves its core to others.
  maxWorkers: 3,
  testSequencer: '<rootDir>/test/set-up/longest-first.cjs',
  // What a test file leaves in memory is given back when its process ends.
  workerIdleMemoryLimit: '1GB',
  // What takes long is a fault of the page, not of a busy machine.
  testTimeout: 60_000,
  projects: [
    { ...base, displayName: 'fast', testMatch: ['<rootDir>/test/{domain,policy,content,web,wording}/**/*.test.ts'] },
    {
      ...base,
      displayName: 'whole',
      testMatch: ['<rootDir>/test/{database,features,admin,journeys,accessibility,resilience,cli}/**/*.test.ts'],
      globalSetup: '<rootDir>/test/set-up/start.mjs',
      globalTeardown: '<rootDir>/test/set-up/stop.mjs',
    },
  ],
}
