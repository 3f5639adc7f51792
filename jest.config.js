const base = {
  transform: {
    '/(node_modules|admin|demo|server|tools)/|/test/set-up/(page-parts|validity)\\.ts$':
      '<rootDir>/test/set-up/load-once.cjs',
    '^.+\\.(ts|js)$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(@jest/|jest-|expect/|pretty-format/)'],
  restoreMocks: true,
  testEnvironment: '<rootDir>/test/set-up/environment.cjs',
}
const database = {
  globalSetup: '<rootDir>/test/set-up/start-database.mjs',
  globalTeardown: '<rootDir>/test/set-up/stop-database.mjs',
}
const browser = {
  globalSetup: '<rootDir>/test/set-up/start-browser.mjs',
  globalTeardown: '<rootDir>/test/set-up/stop-browser.mjs',
}
const inFolders = (...names) => names.map(name => `<rootDir>/test/${name}/**/*.test.ts`)
const bySuffix = need => `<rootDir>/test/**/*.${need}.test.ts`

/**
 * A project for each thing that tests need, so that nothing is started for tests that do without it. A file needs what
 * its folder needs; one that needs more or less says so in its name, as in `offline.browser.test.ts`.
 */
module.exports = {
  // One more than the cores of a small machine: a test that waits for a browser or the database leaves its core to others.
  maxWorkers: 3,
  // How many pages of one browser the walks open at a time (it.concurrent).
  maxConcurrency: 3,
  testSequencer: '<rootDir>/test/set-up/longest-first.cjs',
  // What a test file leaves in memory is given back when its process ends.
  workerIdleMemoryLimit: '1GB',
  // What takes long is a fault of the page, not of a busy machine.
  testTimeout: 60_000,
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: [...inFolders('content', 'docs', 'domain', 'policy', 'web', 'wording'), bySuffix('unit')],
      testPathIgnorePatterns: ['\\.slow\\.test\\.ts$'],
    },
    // Neither database nor browser, but too slow for every save.
    { ...base, displayName: 'slow', testMatch: [bySuffix('slow')] },
    {
      ...base,
      ...database,
      displayName: 'database',
      testMatch: inFolders('database', 'in-cell', 'public', 'console', 'cli'),
      testPathIgnorePatterns: ['\\.(unit|browser)\\.test\\.ts$'],
    },
    {
      ...base,
      ...browser,
      displayName: 'browser',
      testMatch: [...inFolders('journeys', 'accessibility'), bySuffix('browser')],
    },
    // Run only by `npm run test:long`.
    { ...base, ...browser, displayName: 'long', testMatch: inFolders('long') },
  ],
}
