import { Agent, request } from 'node:http'
import { load } from 'cheerio'
import fc from 'fast-check'

/** What a request is made of, as bytes of an address: some of it is no encoding of text at all. */
const hostile = fc.oneof(
  fc.constantFrom('constructor', '__proto__', 'toString', 'hasOwnProperty', 'length', 'then', 'null', 'undefined'),
  fc.constantFrom('-1', '0', '1.5', '1e309', 'NaN', '9'.repeat(10), '9'.repeat(16), '9'.repeat(400), '%D9%A3', '0x10'),
  fc.constantFrom('31/02/2026', '2026-13-45', '0000-00-00', '29/02/2027', '1/1/99999', '2026-11-23T25:00:00Z'),
  fc.constantFrom(
    '%00',
    'a%00b',
    '%2500',
    '%ED%A0%80',
    '%FF%FE',
    '%C0%80',
    '%',
    '%ZZ',
    '%E2%80%AE',
    '%0D%0A%09',
    '%1a',
  ),
  fc.constantFrom(
    '-'.repeat(33),
    '-'.repeat(300),
    '('.repeat(60),
    '%22',
    '%22'.repeat(50),
    'a+OR+-',
    '%27%3B--',
    '%5C',
    '%25_',
  ),
  fc.constantFrom(
    '%2F%2Fevil.example',
    '..%2F..',
    '%3Cscript%3E',
    '%7B%7B7*7%7D%7D',
    'javascript:alert(1)',
    '.',
    '',
    '+',
  ),
  fc.constantFrom('x'.repeat(301), 'x'.repeat(5_000), '%F0%9F%91%A8%E2%80%8D'.repeat(200), '%22%7B%5B'),
  fc.string({ unit: 'binary', maxLength: 30 }).map(encoded),
  fc.string({ unit: 'grapheme', maxLength: 30 }).map(encoded),
)

/** How an address can be spelled beside the way in which the site writes it. */
const spellings: readonly ((path: string) => string)[] = [
  path => path,
  path => path,
  path => path,
  path => path.toUpperCase(),
  path => `${path}/`,
  path => `/${path}`,
  path => path.replaceAll('/', '//'),
  path => `/%5C${path}`,
  path => `/\\evil.example${path}`,
]

export interface HostileSite {
  readonly address: string
  /** Every route, as `POST /applications/:reference/notes`. */
  readonly routes: readonly string[]
  /** What a route's parameters are called, with values that there is something at. */
  readonly plausible: Readonly<Record<string, readonly string[]>>
  /** Cookies of whoever asks, by name, signed in again where a request ended that. */
  readonly askers: Readonly<Record<string, () => Promise<Asker>>>
}

/** The cookie and the CSRF token of somebody who is signed in, or not. */
export interface Asker {
  readonly cookie: string
  readonly token: string
}

interface Made {
  readonly method: string
  readonly path: string
  readonly body: string | undefined
}

/**
 * Asks for every route of a site with values that nobody means well with, in its path, its query and its form.
 *
 * @param times how often each route is asked for, by each asker in turn
 * @returns what was answered with 500 or more, leads out of the site, or has no security headers; and the count
 */
export async function askWithIllWill(
  site: HostileSite,
  { times, seed }: { times: number; seed: number },
): Promise<{ asked: number; statuses: ReadonlySet<number>; faults: readonly string[] }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const names = new Names()
  const faults: string[] = []
  const statuses = new Set<number>()
  let asked = 0
  const askers = Object.entries(site.askers)
  const cookies = new Map<string, Asker>()
  const who = async (index: number) => {
    const [name, signIn] = askers[index % askers.length]!
    const asker = cookies.get(name) ?? (await signIn())
    cookies.set(name, asker)
    return { name, asker }
  }
  const ask = async (index: number, made: Made) => {
    const { name, asker } = await who(index)
    const answer = await send(agent, site.address, made, asker)
    asked += 1
    statuses.add(answer.status)
    const fault = faultOf(answer)
    if (fault) faults.push(`${name}: ${made.method} ${made.path} ${made.body ?? ''}: ${fault}`.slice(0, 1_500))
    if (answer.signsOut || answer.location === '/sign-in') cookies.delete(name)
    return answer.html
  }
  const routes = site.routes.map(route => route.split(' ') as [string, string])
  const opened = routes.filter(([method]) => method === 'GET')

  // First what is there, by whoever may see most, so that the names of fields are known.
  await inParallel(opened, async ([method, pattern]) => {
    const path = pattern.replace(/:(\w+)/g, (_all, name: string) => (site.plausible[name] ?? ['1'])[0]!)
    names.learn(await ask(1, { method, path, body: undefined }))
  })
  const requests = routes.flatMap(([method, pattern], index) =>
    fc
      .sample(requestsTo(method, pattern, site, names), { numRuns: times, seed: seed + index })
      .map((made, turn) => ({ made, asker: index + turn })),
  )
  await inParallel(requests, ({ made, asker }) => ask(asker, made))
  agent.destroy()
  return { asked, statuses, faults }
}

/** The names that the site's pages use in their forms and addresses. */
class Names {
  private readonly fields = new Set<string>(['version', 'idempotencyKey', '_csrf', 'a[a][a]', '__proto__[x]'])
  private readonly queries = new Set<string>(['lang', 'page', 'constructor', '__proto__'])

  learn(html: string | undefined): void {
    if (html === undefined) return
    const $ = load(html)
    $('form').each((_index, form) => {
      const isQuery = ($(form).attr('method') ?? 'get').toLowerCase() === 'get'
      $(form)
        .find('[name]')
        .each((_each, field) => void (isQuery ? this.queries : this.fields).add($(field).attr('name')!))
    })
    $('a[href*="?"]').each((_index, link) => {
      const [, query = ''] = $(link).attr('href')!.split('?')
      for (const name of new URLSearchParams(query).keys()) this.queries.add(name)
    })
  }

  /** Names of fields or of what stands in a query. */
  all(kind: 'fields' | 'queries'): readonly string[] {
    return [...this[kind]]
  }
}

function requestsTo(method: string, pattern: string, site: HostileSite, names: Names): fc.Arbitrary<Made> {
  const parts = pattern.split('/').map(part => {
    const name = part.slice(1)
    return part.startsWith(':')
      ? fc.oneof(
          { weight: 2, arbitrary: fc.constantFrom(...(site.plausible[name] ?? ['1'])) },
          { weight: 1, arbitrary: hostile },
        )
      : fc.constant(part)
  })
  const pairs = (kind: 'fields' | 'queries', most: number) =>
    fc
      .array(fc.tuple(fc.constantFrom(...names.all(kind)), value(site)), { maxLength: most })
      .map(all => all.map(([name, each]) => `${encoded(name)}=${each}`).join('&'))
  return fc
    .record({
      path: fc.tuple(...parts).map(all => all.join('/')),
      spell: fc.constantFrom(...spellings),
      query: pairs('queries', method === 'GET' ? 6 : 1),
      body: method === 'POST' ? pairs('fields', 60) : fc.constant(undefined),
    })
    .map(({ path, spell, query, body }) => ({
      method,
      path: `${spell(path || '/')}${query === '' ? '' : `?${query}`}`,
      body,
    }))
}

function value({ plausible }: HostileSite): fc.Arbitrary<string> {
  const likely = [...new Set(Object.values(plausible).flat()), 'yes', 'no', '1', '23/11/2026', 'Words']
  return fc.oneof({ weight: 2, arbitrary: hostile }, { weight: 1, arbitrary: fc.constantFrom(...likely.map(encoded)) })
}

interface Answered {
  readonly status: number
  readonly location: string | undefined
  readonly policy: string | undefined
  readonly html: string | undefined
  readonly signsOut: boolean
}

/** Sends what a browser would set right first, as it stands. */
function send(
  agent: Agent,
  address: string,
  { method, path, body }: Made,
  { cookie, token }: Asker,
): Promise<Answered> {
  const { hostname, port } = new URL(address)
  const sent = body === undefined ? undefined : `_csrf=${token}&${body}`
  return new Promise((resolve, reject) => {
    const asking = request({
      agent,
      hostname,
      port,
      method,
      path,
      headers: {
        cookie,
        ...(sent !== undefined && {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(sent),
        }),
      },
    })
    asking.on('error', error => reject(new Error(`${method} ${path}: ${error.message}`)))
    asking.on('response', answer => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        const isPage = answer.headers['content-type']?.startsWith('text/html') ?? false
        resolve({
          status: answer.statusCode ?? 0,
          location: answer.headers.location,
          policy: [answer.headers['content-security-policy']].flat()[0],
          html: isPage ? Buffer.concat(chunks).toString() : undefined,
          signsOut: answer.headers['clear-site-data'] !== undefined,
        })
      })
    })
    asking.end(sent)
  })
}

function faultOf({ status, location, policy, html }: Answered): string | undefined {
  if (status >= 500) return `answered ${status}`
  if (policy === undefined) return `no security headers with ${status}`
  if (location !== undefined && !isOfThisSite(location)) return `leads to ${location}`
  if (status >= 400 && status !== 405 && !html?.includes('<h1')) return `${status} without words`
  const outside = html && /(?:href|action)="(?:[/\\\\]{2}|javascript:)[^"]*"/i.exec(html)?.[0]
  return outside ? `links by ${outside}` : undefined
}

/** A path, or none, with one slash at its start. */
function isOfThisSite(location: string): boolean {
  return /^\/(?![/\\])/.test(location) && !location.includes('\\')
}

function encoded(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString())
}

async function inParallel<Each>(all: readonly Each[], act: (each: Each) => Promise<unknown>): Promise<void> {
  const waiting = [...all]
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await act(next)
  }
  await Promise.all(Array.from({ length: 4 }, work))
}
