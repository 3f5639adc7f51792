import { ConfigError, readConfig } from '../../server/config'

const production = {
  NODE_ENV: 'production',
  SESSION_SECRET: 'an invented secret of forty characters!!',
  DATABASE_URL: 'postgres://service:invented@db.example.test:5432/resettlement',
}

const mail = {
  SMTP_URL: 'smtp://mail.example.test:25',
  MAIL_FROM: 'leaving@example.test',
  STAFF_URL: 'https://staff.example.test',
}

const s3 = {
  SCANS_S3_URL: 'https://s3.example.test',
  SCANS_S3_BUCKET: 'scans-of-paper',
  SCANS_S3_KEY_ID: 'AKEY',
  SCANS_S3_SECRET: 'invented',
}

function faultsOf(env: NodeJS.ProcessEnv): string {
  try {
    readConfig(env)
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    return (error as ConfigError).message
  }
  throw new Error('There were no faults')
}

describe('readConfig', () => {
  test('needs no settings outside production', () => {
    expect(readConfig({})).toEqual({
      environment: 'development',
      sites: ['portal', 'staff'],
      jobs: 'on',
      host: undefined,
      portalPort: 3000,
      staffPort: 3001,
      portalUrl: undefined,
      staffUrl: undefined,
      trustProxy: 0,
      databaseUrl: undefined,
      dataDir: `${process.cwd()}/.data`,
      sessionSecret: undefined,
      policy: 'framework-2022',
      mail: undefined,
      scansS3: undefined,
      clamd: undefined,
      today: undefined,
      extraBankHolidays: new Set(),
      branding: 'generic',
      concernHours: 1,
      retentionDays: undefined,
      kioskHosts: new Set(),
      privateHosts: new Set(['localhost', '127.0.0.1']),
      idleMinutes: 10,
      pinSignIn: true,
      singleSignOn: undefined,
      draftDays: 28,
      feedbackDays: 365,
      logLevel: 'info',
    })
  })

  test('reads every setting', () => {
    const config = readConfig({
      NODE_ENV: 'test',
      SITES: ' staff , portal ',
      JOBS: 'off',
      HOST: '127.0.0.1',
      PORT: '0',
      STAFF_PORT: '0',
      PORTAL_URL: 'https://portal.example.test',
      STAFF_URL: 'https://staff.example.test',
      TRUST_PROXY: '2',
      DATABASE_URL: 'postgresql://localhost/resettlement',
      DATA_DIR: '/srv/resettlement',
      SESSION_SECRET: 'short',
      SMTP_URL: 'smtps://user:invented@mail.example.test',
      MAIL_FROM: 'leaving@example.test',
      ...s3,
      SCANS_S3_REGION: 'eu-west-1',
      CLAMD: 'clamav.example.test:3310',
      POLICY: 'practice-2023',
      TODAY: '2026-02-28',
      EXTRA_BANK_HOLIDAYS: '2027-05-03, 2027-06-04',
      BRANDING: 'govuk',
      KIOSK_HOSTS: 'Kiosk.example.test, 10.0.0.7',
      PRIVATE_HOSTS: 'Own.example.test',
      IDLE_MINUTES: '5',
      PIN_SIGN_IN: 'no',
      OIDC_ISSUER: 'https://issuer.example.test',
      OIDC_CLIENT_ID: 'leaving-prison',
      OIDC_CLIENT_SECRET: 'invented',
      OIDC_SCOPE: 'openid prison',
      OIDC_PRISON_NUMBER_CLAIM: 'nomis_number',
      DRAFT_DAYS: '14',
      FEEDBACK_DAYS: '30',
      CONCERN_HOURS: '2',
      LOG_LEVEL: 'warn',
    })
    expect(config).toMatchObject({
      environment: 'test',
      sites: ['portal', 'staff'],
      jobs: 'off',
      host: '127.0.0.1',
      portalPort: 0,
      staffPort: 0,
      portalUrl: 'https://portal.example.test',
      trustProxy: 2,
      databaseUrl: 'postgresql://localhost/resettlement',
      dataDir: '/srv/resettlement',
      sessionSecret: 'short',
      policy: 'practice-2023',
      mail: {
        server: 'smtps://user:invented@mail.example.test',
        from: 'leaving@example.test',
        mustEncrypt: false,
      },
      scansS3: {
        url: 'https://s3.example.test',
        bucket: 'scans-of-paper',
        region: 'eu-west-1',
        keyId: 'AKEY',
        secret: 'invented',
      },
      clamd: { host: 'clamav.example.test', port: 3310 },
      today: '2026-02-28',
      extraBankHolidays: new Set(['2027-05-03', '2027-06-04']),
      branding: 'govuk',
      kioskHosts: new Set(['kiosk.example.test', '10.0.0.7']),
      privateHosts: new Set(['own.example.test']),
      idleMinutes: 5,
      pinSignIn: false,
      singleSignOn: {
        issuer: 'https://issuer.example.test',
        clientId: 'leaving-prison',
        clientSecret: 'invented',
        scope: 'openid prison',
        prisonNumberClaim: 'nomis_number',
        portalUrl: 'https://portal.example.test',
      },
      draftDays: 14,
      feedbackDays: 30,
      concernHours: 2,
      logLevel: 'warn',
    })
  })

  test('serves no site where a process only does jobs', () => {
    expect(readConfig({ JOBS: 'only' })).toMatchObject({ jobs: 'only', sites: [] })
  })

  test('returns a frozen configuration', () => {
    const config = readConfig({})
    expect(Object.isFrozen(config)).toBe(true)
    expect(Object.isFrozen(config.sites)).toBe(true)
  })

  test('lets a process that only does jobs use any port', () => {
    expect(readConfig({ JOBS: 'only', PORT: '3001' })).toMatchObject({ portalPort: 3001 })
  })

  test('treats an empty setting as not set', () => {
    expect(readConfig({ PORT: '', TODAY: '', SESSION_SECRET: '' })).toEqual(readConfig({}))
  })

  test.each([
    [{ NODE_ENV: 'prod' }, 'NODE_ENV: must be development, test or production'],
    [{ SITES: 'portal,kiosk' }, 'SITES: must be portal, staff, or both with a comma between'],
    [{ JOBS: 'yes' }, 'JOBS: must be on, off or only'],
    [{ SITES: ',' }, 'SITES: must be portal, staff, or both with a comma between'],
    [{ PORT: '3000.5' }, 'PORT: must be a whole number from 0 to 65535'],
    [{ PORT: '65536' }, 'PORT: must be a whole number from 0 to 65535'],
    [{ STAFF_PORT: '-1' }, 'STAFF_PORT: must be a whole number from 0 to 65535'],
    [{ STAFF_PORT: '3000' }, 'STAFF_PORT: must not be the same as PORT'],
    [{ PORTAL_URL: 'portal.example.test' }, 'PORTAL_URL: must be a whole address, such as https://example.test'],
    [{ DATABASE_URL: 'mysql://localhost/x' }, 'DATABASE_URL: must be postgres://user:password@host:port/database'],
    [{ DATABASE_URL: 'postgres://localhost' }, 'DATABASE_URL: must be postgres://user:password@host:port/database'],
    [{ POLICY: 'framework-2021' }, 'POLICY: must be framework-2022 or practice-2023'],
    [{ TODAY: '2027-02-29' }, 'TODAY: must be a day written YYYY-MM-DD, which "2027-02-29" is not'],
    [
      { EXTRA_BANK_HOLIDAYS: '2027-05-03,3/5/27' },
      'EXTRA_BANK_HOLIDAYS: must be a day written YYYY-MM-DD, which "3/5/27" is not',
    ],
    [
      { KIOSK_HOSTS: 'a.example.test', PRIVATE_HOSTS: 'A.example.test' },
      'PRIVATE_HOSTS: must not name a.example.test, which is in KIOSK_HOSTS',
    ],
    [{ ...mail, SMTP_URL: 'mail.example.test:25' }, 'SMTP_URL: must be smtp://host:port or smtps://host:port'],
    [{ ...mail, MAIL_FROM: '' }, 'MAIL_FROM: must be set with SMTP_URL'],
    [{ ...mail, STAFF_URL: '' }, 'STAFF_URL: must be set with SMTP_URL, because e-mails link to it'],
    [{ MAIL_FROM: 'leaving@example.test' }, 'SMTP_URL: must be set with MAIL_FROM'],
    [{ ...mail, MAIL_FROM: 'Leaving prison' }, 'MAIL_FROM: must be an e-mail address, such as leaving@example.test'],
    [
      { ...s3, SCANS_S3_URL: 's3.example.test' },
      'SCANS_S3_URL: must be a whole address without a name, password or query, such as https://s3.example.test',
    ],
    [
      { ...s3, SCANS_S3_URL: 'https://key:hush@s3.example.test' },
      'SCANS_S3_URL: must be a whole address without a name, password or query, such as https://s3.example.test',
    ],
    [
      { ...s3, SCANS_S3_BUCKET: 'Scans/of paper' },
      'SCANS_S3_BUCKET: must be the name of a bucket, such as scans-of-paper',
    ],
    [{ ...s3, SCANS_S3_REGION: 'London, UK' }, 'SCANS_S3_REGION: must be the name of a region, such as eu-west-2'],
    [{ ...s3, SCANS_S3_SECRET: '' }, 'SCANS_S3_SECRET: must be set to store scans in S3'],
    [
      { SCANS_S3_REGION: 'eu-west-1', SCANS_S3_URL: s3.SCANS_S3_URL, SCANS_S3_KEY_ID: 'AKEY' },
      'SCANS_S3_BUCKET: must be set to store scans in S3; SCANS_S3_SECRET: must be set to store scans in S3',
    ],
    ...['clamav', 'clamav:0', 'clamav:65536', 'tcp://clamav:3310', 'run/clamd.ctl'].map(
      CLAMD =>
        [
          { CLAMD },
          'CLAMD: must be host:port, such as clamav:3310, or the path of a socket, such as /run/clamav/clamd.ctl',
        ] as [NodeJS.ProcessEnv, string],
    ),
    [{ PIN_SIGN_IN: 'no' }, 'PIN_SIGN_IN: must not be no without OIDC_ISSUER'],
    [
      { OIDC_ISSUER: 'https://issuer.example.test', PORTAL_URL: 'https://p.test', OIDC_CLIENT_ID: 'x' },
      'OIDC_CLIENT_SECRET: must be set for single sign-on',
    ],
    [
      {
        OIDC_ISSUER: 'issuer.example.test',
        OIDC_CLIENT_ID: 'x',
        OIDC_CLIENT_SECRET: 'y',
        PORTAL_URL: 'https://p.test',
      },
      'OIDC_ISSUER: must be a whole address, such as https://example.test',
    ],
    [{ BRANDING: 'crown' }, 'BRANDING: must be generic or govuk'],
    [{ IDLE_MINUTES: '0' }, 'IDLE_MINUTES: must be a whole number from 1 to 240'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: must be trace, debug, info, warn, error, fatal or silent'],
    [{ TRUST_PROXY: 'yes' }, 'TRUST_PROXY: must be a whole number from 0 to 20'],
  ])('rejects %j', (env, fault) => {
    expect(faultsOf(env)).toBe(`The settings cannot be used. ${fault}`)
  })

  test.each([
    ['/run/clamav/clamd.ctl', { path: '/run/clamav/clamd.ctl' }],
    ['127.0.0.1:3310', { host: '127.0.0.1', port: 3310 }],
    ['[::1]:3310', { host: '::1', port: 3310 }],
  ])('reads where clamd is: %s', (CLAMD, address) => {
    expect(readConfig({ CLAMD }).clamd).toEqual(address)
  })

  test('reports all errors together, in one line', () => {
    const line = faultsOf({ ...production, DATABASE_URL: '', PORT: 'x', TODAY: '2026-01-01', STAFFPORT: '1' })
    expect(line).not.toContain('\n')
    expect(line).toContain('PORT: must be')
    expect(line).toContain('STAFFPORT: not a setting')
    expect(line).toContain('DATABASE_URL: must be set in production')
    expect(line).toContain('TODAY: must not be set in production')
  })

  test('lets one site have the port that the other would have had by default', () => {
    expect(readConfig({ SITES: 'portal', PORT: '3001' }).portalPort).toBe(3001)
  })

  test('never repeats a secret', () => {
    const line = faultsOf({ ...production, SESSION_SECRET: 'hush', DATABASE_URL: 'mysql://u:hush@h/d' })
    expect(line).toContain('SESSION_SECRET: must have 32 characters or more in production')
    expect(line).not.toContain('hush')
  })
})

describe('production', () => {
  test('needs only a secret and a database', () => {
    expect(readConfig(production).environment).toBe('production')
  })

  test('treats only named devices as personal', () => {
    expect(readConfig(production).privateHosts).toEqual(new Set())
  })

  test.each([
    ['SESSION_SECRET', { SESSION_SECRET: undefined }, 'SESSION_SECRET: must be set in production'],
    [
      'SESSION_SECRET',
      { SESSION_SECRET: 'x'.repeat(31) },
      'SESSION_SECRET: must have 32 characters or more in production',
    ],
    ['DATABASE_URL', { DATABASE_URL: undefined }, 'DATABASE_URL: must be set in production'],
    ['TODAY', { TODAY: '2026-01-01' }, 'TODAY: must not be set in production'],
    ['SCANS_S3_URL', { ...s3, SCANS_S3_URL: 'http://s3.example.test' }, 'SCANS_S3_URL: must be https in production'],
  ])('rejects an unsafe %s', (_name, change, fault) => {
    expect(faultsOf({ ...production, ...change })).toBe(`The settings cannot be used. ${fault}`)
  })
})

describe('a name that resembles a setting', () => {
  test.each([
    ['SESION_SECRET', 'SESSION_SECRET'],
    ['DATABSE_URL', 'DATABASE_URL'],
    ['STAFFPORT', 'STAFF_PORT'],
    ['Today', 'TODAY'],
    ['SITE', 'SITES'],
    ['port', 'PORT'],
    ['DATADIR', 'DATA_DIR'],
    ['IDLE_MINUTE', 'IDLE_MINUTES'],
    ['NODE_ENVS', 'NODE_ENV'],
    ['EXTRA_BANKHOLIDAYS', 'EXTRA_BANK_HOLIDAYS'],
  ])('is rejected: %s', (name, meant) => {
    expect(faultsOf({ [name]: 'x' })).toBe(
      `The settings cannot be used. ${name}: not a setting; did you mean ${meant}?`,
    )
  })

  test('is ignored when it belongs to another program', () => {
    const ordinary =
      'HOME HOSTNAME HOSTTYPE OSTYPE PATH PWD OLDPWD USER LOGNAME SHELL SHLVL TERM LANG LANGUAGE LC_ALL TZ EDITOR PAGER ' +
      'MAIL DISPLAY TMPDIR XDG_DATA_DIRS XDG_DATA_HOME XDG_RUNTIME_DIR DBUS_SESSION_BUS_ADDRESS SSH_AUTH_SOCK ' +
      'http_proxy HTTPS_PROXY NO_PROXY ALL_PROXY NODE_OPTIONS NODE_PATH NODE_VERSION NODE_EXTRA_CA_CERTS NVM_DIR ' +
      'NODENV_ROOT npm_config_registry npm_lifecycle_event npm_execpath INIT_CWD PGHOST PGPORT PGDATABASE PGDATA ' +
      'CI GITHUB_ENV RUNNER_TEMP KUBERNETES_PORT KUBERNETES_SERVICE_HOST TEST_DATABASE_URL CHROME_PATH LYNX_PATH ' +
      'DEBUG LOG_FORMAT JAVA_HOME PYTHONPATH GOPATH COLUMNS LINES PS1 HISTSIZE VISUAL BROWSER COLORTERM WSL_DISTRO_NAME'
    const env = Object.fromEntries(ordinary.split(' ').map(name => [name, 'x']))
    expect(readConfig(env)).toEqual(readConfig({}))
  })
})
