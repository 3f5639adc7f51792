import { resolve } from 'node:path'
import { distance } from 'fastest-levenshtein'
import { z } from 'zod'
import { parseCalendarDay, type CalendarDay, type ExtraBankHolidays } from './domain/calendar'
import { policyNames, type PolicyName } from './domain/routing/policy-sets'

export type Site = 'portal' | 'staff'

/** Whether a process does jobs: besides serving its sites, not at all, or nothing but that. */
export type JobsSetting = 'on' | 'off' | 'only'

/** How e-mail is sent. */
export interface MailSettings {
  /** `smtp://` or `smtps://`, with a name and password where the server wants them. */
  readonly server: string
  /** The address that it comes from. */
  readonly from: string
  /** Whether a connection that is not encrypted is refused. */
  readonly mustEncrypt: boolean
}

/** A bucket of an S3-compatible service. */
export interface S3Settings {
  /** The address of the service, without the bucket. */
  readonly url: string
  readonly bucket: string
  readonly region: string
  readonly keyId: string
  readonly secret: string
}

/** Where clamd listens. */
export type ClamdAddress = { readonly path: string } | { readonly host: string; readonly port: number }

/** Every setting, read once and validated at start. */
export interface Config {
  readonly environment: 'development' | 'test' | 'production'
  /** Empty where `jobs` is `only`. */
  readonly sites: readonly Site[]
  readonly jobs: JobsSetting
  /** The address to listen on; undefined for all interfaces. */
  readonly host: string | undefined
  readonly portalPort: number
  readonly staffPort: number
  /** The public URLs of the sites, when a proxy stands in front. */
  readonly portalUrl: string | undefined
  readonly staffUrl: string | undefined
  /** The number of trusted proxies in front of this process. */
  readonly trustProxy: number
  /** Undefined: the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | undefined
  /** An absolute path. */
  readonly dataDir: string
  /** Undefined outside production: a secret is generated and stored in `dataDir`. */
  readonly sessionSecret: string | undefined
  readonly policy: PolicyName
  /** Undefined: no mail is sent. */
  readonly mail: MailSettings | undefined
  /** Undefined: scans of paper are stored in the database. */
  readonly scansS3: S3Settings | undefined
  /** Undefined: nothing looks for viruses in scans. */
  readonly clamd: ClamdAddress | undefined
  /** Overrides today's date, for demos and tests. */
  readonly today: CalendarDay | undefined
  readonly extraBankHolidays: ExtraBankHolidays
  readonly branding: 'generic' | 'govuk'
  /** Host names used by kiosks, lower case, without ports. */
  readonly kioskHosts: ReadonlySet<string>
  /** Host names used by devices that belong to one person. */
  readonly privateHosts: ReadonlySet<string>
  readonly idleMinutes: number
  /** Whether people in prison can sign in with a PIN. */
  readonly pinSignIn: boolean
  /** The prison service's own sign-in, by OpenID Connect; undefined when there is none. */
  readonly singleSignOn: SingleSignOnSettings | undefined
  readonly draftDays: number
  readonly feedbackDays: number
  /** Hours after which managers are shown a safety concern that nobody has opened. */
  readonly concernHours: number
  /** Days for which a person's records are kept after they leave; undefined keeps them for ever. */
  readonly retentionDays: number | undefined
  readonly logLevel: (typeof logLevels)[number]
}

export interface SingleSignOnSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly scope: string
  /** The claim, in the ID token or the userinfo response, that holds the prison number. */
  readonly prisonNumberClaim: string
  /** The redirect URI's origin, used when the request's host name is not one of the configured ones. */
  readonly portalUrl: string
}

/** The settings are invalid. The message is one line that names every fault. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

const settings = {
  NODE_ENV: oneOf(['development', 'test', 'production'], 'development'),
  SITES: z.string().default('portal,staff').transform(sites),
  JOBS: oneOf(['on', 'off', 'only'], 'on'),
  HOST: z.string().optional(),
  PORT: wholeNumber(0, 65_535, 3000),
  STAFF_PORT: wholeNumber(0, 65_535, 3001),
  PORTAL_URL: z.string().refine(isWebAddress, 'must be a whole address, such as https://example.test').optional(),
  STAFF_URL: z.string().refine(isWebAddress, 'must be a whole address, such as https://example.test').optional(),
  TRUST_PROXY: wholeNumber(0, 20, 0),
  DATABASE_URL: z.string().refine(isDatabaseUrl, 'must be postgres://user:password@host:port/database').optional(),
  DATA_DIR: z.string().default('.data'),
  SESSION_SECRET: z.string().optional(),
  SMTP_URL: z.string().refine(isMailServer, 'must be smtp://host:port or smtps://host:port').optional(),
  MAIL_FROM: z.string().refine(isMailAddress, 'must be an e-mail address, such as leaving@example.test').optional(),
  SCANS_S3_URL: z
    .string()
    .refine(
      isServiceAddress,
      'must be a whole address without a name, password or query, such as https://s3.example.test',
    )
    .optional(),
  SCANS_S3_BUCKET: z
    .string()
    .refine(
      text => /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(text),
      'must be the name of a bucket, such as scans-of-paper',
    )
    .optional(),
  SCANS_S3_REGION: z
    .string()
    .refine(text => /^[a-z0-9-]{1,30}$/.test(text), 'must be the name of a region, such as eu-west-2')
    .default('eu-west-2'),
  SCANS_S3_KEY_ID: z.string().optional(),
  SCANS_S3_SECRET: z.string().optional(),
  CLAMD: z.string().transform(clamdAddress).optional(),
  POLICY: oneOf(policyNames, 'framework-2022'),
  TODAY: z.string().transform(day).optional(),
  EXTRA_BANK_HOLIDAYS: z.string().default('').transform(days),
  BRANDING: oneOf(['generic', 'govuk'], 'generic'),
  KIOSK_HOSTS: z.string().default('').transform(hostNames),
  PRIVATE_HOSTS: z.string().transform(hostNames).optional(),
  IDLE_MINUTES: wholeNumber(1, 240, 10),
  PIN_SIGN_IN: oneOf(['yes', 'no'], 'yes'),
  OIDC_ISSUER: z.string().refine(isWebAddress, 'must be a whole address, such as https://example.test').optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_SCOPE: z
    .string()
    .refine(text => text.split(' ').includes('openid'), 'must hold openid')
    .default('openid profile'),
  OIDC_PRISON_NUMBER_CLAIM: z.string().default('prison_number'),
  DRAFT_DAYS: wholeNumber(1, 365, 28),
  FEEDBACK_DAYS: wholeNumber(1, 3_650, 365),
  CONCERN_HOURS: wholeNumber(1, 72, 1),
  RETENTION_DAYS: wholeNumber(180, 36_500, 0),
  LOG_LEVEL: oneOf(logLevels, 'info'),
}

type RawSettings = Partial<Record<string, string>>

/**
 * Reads the settings from the environment. A setting that is empty is not set.
 *
 * @throws {ConfigError} naming every fault: an invalid value, a default that production refuses, or a misspelt setting
 *   name
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const rawSettings: RawSettings = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const read = z.object(settings).safeParse(rawSettings)
  const faults = [
    ...misspelt(Object.keys(rawSettings)),
    ...(read.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`),
    ...samePorts(rawSettings),
    ...hostsTwice(rawSettings),
    ...unfinishedSingleSignOn(rawSettings),
    ...unfinishedMail(rawSettings),
    ...unfinishedScans(rawSettings),
    ...(rawSettings.NODE_ENV === 'production' ? unsafeInProduction(rawSettings) : []),
  ]
  if (!read.success || faults.length > 0) throw new ConfigError(`The settings cannot be used. ${faults.join('; ')}`)
  const values = read.data
  const kioskHosts = new Set(values.KIOSK_HOSTS)
  return Object.freeze({
    environment: values.NODE_ENV,
    sites: Object.freeze(values.JOBS === 'only' ? [] : values.SITES),
    jobs: values.JOBS,
    host: values.HOST,
    portalPort: values.PORT,
    staffPort: values.STAFF_PORT,
    portalUrl: values.PORTAL_URL,
    staffUrl: values.STAFF_URL,
    trustProxy: values.TRUST_PROXY,
    databaseUrl: values.DATABASE_URL,
    dataDir: resolve(values.DATA_DIR),
    sessionSecret: values.SESSION_SECRET,
    policy: values.POLICY,
    mail: mail(values),
    scansS3: scansS3(values),
    clamd: values.CLAMD,
    today: values.TODAY,
    extraBankHolidays: new Set(values.EXTRA_BANK_HOLIDAYS),
    branding: values.BRANDING,
    kioskHosts,
    privateHosts: new Set(values.PRIVATE_HOSTS ?? (values.NODE_ENV === 'production' ? [] : thisMachine)),
    idleMinutes: values.IDLE_MINUTES,
    pinSignIn: values.PIN_SIGN_IN === 'yes',
    singleSignOn: singleSignOn(values),
    draftDays: values.DRAFT_DAYS,
    feedbackDays: values.FEEDBACK_DAYS,
    concernHours: values.CONCERN_HOURS,
    retentionDays: values.RETENTION_DAYS === 0 ? undefined : values.RETENTION_DAYS,
    logLevel: values.LOG_LEVEL,
  })
}

/** Outside production a request for localhost comes from a developer's own device. */
const thisMachine = ['localhost', '127.0.0.1']

/**
 * Finds misspelt setting names. The environment holds other programs' variables too, so shorter names must match more
 * closely; PORT and HOST resemble so many names that only their case may differ.
 */
function misspelt(names: string[]): string[] {
  const ours = Object.keys(settings)
  return names.flatMap(name => {
    if (ours.includes(name)) return []
    const suggestion = ours.find(setting => distance(name.toUpperCase(), setting) <= slips(setting))
    return suggestion ? [`${name}: not a setting; did you mean ${suggestion}?`] : []
  })
}

function slips(setting: string): number {
  if (setting.length < 5) return 0
  return setting.length < 8 ? 1 : 2
}

function samePorts({ SITES, JOBS, PORT = '3000', STAFF_PORT = '3001' }: RawSettings): string[] {
  const servesBoth = JOBS !== 'only' && (SITES === undefined || listed(SITES).length > 1)
  return servesBoth && PORT === STAFF_PORT && PORT !== '0' ? ['STAFF_PORT: must not be the same as PORT'] : []
}

function hostsTwice({ KIOSK_HOSTS = '', PRIVATE_HOSTS = '' }: RawSettings): string[] {
  const kiosks = listed(KIOSK_HOSTS.toLowerCase())
  const both = listed(PRIVATE_HOSTS.toLowerCase()).filter(name => kiosks.includes(name))
  return both.length > 0 ? [`PRIVATE_HOSTS: must not name ${both.join(', ')}, which is in KIOSK_HOSTS`] : []
}

const singleSignOnSettings = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'PORTAL_URL'] as const

/** Single sign-on needs all of its settings or none. Without it PIN sign-in cannot be off, or nobody could sign in. */
function unfinishedSingleSignOn(rawSettings: RawSettings): string[] {
  const isMeant = Object.keys(rawSettings).some(name => name.startsWith('OIDC_') && name in settings)
  if (!isMeant) return rawSettings.PIN_SIGN_IN === 'no' ? ['PIN_SIGN_IN: must not be no without OIDC_ISSUER'] : []
  const missing = singleSignOnSettings.filter(name => !rawSettings[name])
  const faults = missing.map(name => `${name}: must be set for single sign-on`)
  const isOpen =
    rawSettings.NODE_ENV === 'production' && rawSettings.OIDC_ISSUER && !rawSettings.OIDC_ISSUER.startsWith('https:')
  return isOpen ? [...faults, 'OIDC_ISSUER: must be https in production'] : faults
}

function singleSignOn(
  values: {
    [Name in (typeof singleSignOnSettings)[number]]?: string | undefined
  } & { OIDC_SCOPE: string; OIDC_PRISON_NUMBER_CLAIM: string },
): SingleSignOnSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = values
  const portalUrl = values.PORTAL_URL
  if (!issuer || !clientId || !clientSecret || !portalUrl) return undefined
  return Object.freeze({
    issuer,
    clientId,
    clientSecret,
    scope: values.OIDC_SCOPE,
    prisonNumberClaim: values.OIDC_PRISON_NUMBER_CLAIM,
    portalUrl,
  })
}

/** Mail needs its server, who it comes from, and the address of the console that it links to. */
function unfinishedMail({ SMTP_URL, MAIL_FROM, STAFF_URL }: RawSettings): string[] {
  if (!SMTP_URL) return MAIL_FROM ? ['SMTP_URL: must be set with MAIL_FROM'] : []
  return [
    ...(MAIL_FROM ? [] : ['MAIL_FROM: must be set with SMTP_URL']),
    ...(STAFF_URL ? [] : ['STAFF_URL: must be set with SMTP_URL, because e-mails link to it']),
  ]
}

function mail({
  SMTP_URL: server,
  MAIL_FROM: from,
  NODE_ENV,
}: {
  readonly SMTP_URL?: string | undefined
  readonly MAIL_FROM?: string | undefined
  readonly NODE_ENV: Config['environment']
}): MailSettings | undefined {
  return server && from ? Object.freeze({ server, from, mustEncrypt: NODE_ENV === 'production' }) : undefined
}

const scansS3Settings = ['SCANS_S3_URL', 'SCANS_S3_BUCKET', 'SCANS_S3_KEY_ID', 'SCANS_S3_SECRET'] as const

/** A bucket needs all of its settings or none; only the region has a default. */
function unfinishedScans(rawSettings: RawSettings): string[] {
  if (!Object.keys(rawSettings).some(name => name.startsWith('SCANS_S3_') && name in settings)) return []
  const faults = scansS3Settings
    .filter(name => !rawSettings[name])
    .map(name => `${name}: must be set to store scans in S3`)
  const isOpen =
    rawSettings.NODE_ENV === 'production' && rawSettings.SCANS_S3_URL && !rawSettings.SCANS_S3_URL.startsWith('https:')
  return isOpen ? [...faults, 'SCANS_S3_URL: must be https in production'] : faults
}

function scansS3(
  values: { [Name in (typeof scansS3Settings)[number]]?: string | undefined } & { SCANS_S3_REGION: string },
): S3Settings | undefined {
  const { SCANS_S3_URL: url, SCANS_S3_BUCKET: bucket, SCANS_S3_KEY_ID: keyId, SCANS_S3_SECRET: secret } = values
  if (!url || !bucket || !keyId || !secret) return undefined
  return Object.freeze({ url, bucket, region: values.SCANS_S3_REGION, keyId, secret })
}

function unsafeInProduction({ SESSION_SECRET, DATABASE_URL, TODAY }: RawSettings): string[] {
  const faults: string[] = []
  if (!SESSION_SECRET) faults.push('SESSION_SECRET: must be set in production')
  else if (SESSION_SECRET.length < 32) faults.push('SESSION_SECRET: must have 32 characters or more in production')
  if (!DATABASE_URL) faults.push('DATABASE_URL: must be set in production')
  if (TODAY) faults.push('TODAY: must not be set in production')
  return faults
}

function oneOf<const Values extends readonly [string, ...string[]]>(values: Values, byDefault: Values[number]) {
  const choices = `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`
  return z.enum(values, `must be ${choices}`).default(byDefault as z.core.util.NoUndefined<Values[number]>)
}

function wholeNumber(least: number, most: number, byDefault: number) {
  const message = `must be a whole number from ${least} to ${most}`
  return z
    .string()
    .refine(text => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most, message)
    .transform(Number)
    .default(byDefault)
}

function sites(text: string, context: z.RefinementCtx): Site[] {
  const names = listed(text)
  const known = (['portal', 'staff'] as const).filter(site => names.includes(site))
  if (known.length === 0 || names.some(name => name !== 'portal' && name !== 'staff')) {
    context.addIssue('must be portal, staff, or both with a comma between')
  }
  return known
}

function day(text: string, context: z.RefinementCtx): CalendarDay {
  const read = parseCalendarDay(text)
  if (read) return read
  context.addIssue(`must be a day written YYYY-MM-DD, which ${quoted(text)} is not`)
  return z.NEVER
}

function days(text: string, context: z.RefinementCtx): CalendarDay[] {
  return listed(text).map(each => day(each, context))
}

function hostNames(text: string, context: z.RefinementCtx): string[] {
  const names = listed(text).map(name => name.toLowerCase())
  if (!names.every(name => /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name))) {
    context.addIssue('must be host names without ports, such as kiosk.example.test, with a comma between')
  }
  return names
}

function clamdAddress(text: string, context: z.RefinementCtx): ClamdAddress {
  if (text.startsWith('/')) return Object.freeze({ path: text })
  const [, name, port] = /^(\[[0-9a-f:]+\]|[a-z0-9][a-z0-9.-]*):(\d{1,5})$/i.exec(text) ?? []
  if (name !== undefined && Number(port) >= 1 && Number(port) <= 65_535) {
    return Object.freeze({ host: name.replace(/^\[|\]$/g, ''), port: Number(port) })
  }
  context.addIssue('must be host:port, such as clamav:3310, or the path of a socket, such as /run/clamav/clamd.ctl')
  return z.NEVER
}

function listed(text: string): string[] {
  return text
    .split(',')
    .map(each => each.trim())
    .filter(each => each !== '')
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 30 ? `${text.slice(0, 30)}…` : text)
}

function isWebAddress(text: string): boolean {
  return hasProtocol(text, ['http:', 'https:'])
}

/** Names and passwords in it would be sent with every request, and stand in errors. */
function isServiceAddress(text: string): boolean {
  if (!isWebAddress(text)) return false
  const { username, password, search, hash } = new URL(text)
  return [username, password, search, hash].every(part => part === '')
}

function isMailServer(text: string): boolean {
  return hasProtocol(text, ['smtp:', 'smtps:']) && new URL(text).hostname !== ''
}

function isMailAddress(text: string): boolean {
  return /^[^\s@<>,"]+@[^\s@<>,"]+$/.test(text)
}

function isDatabaseUrl(text: string): boolean {
  return hasProtocol(text, ['postgres:', 'postgresql:']) && new URL(text).pathname.length > 1
}

function hasProtocol(text: string, protocols: string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol)
}
