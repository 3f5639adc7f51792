import { createHash } from 'node:crypto'
import { createServer, get as httpGet, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import express from 'express'
import request from 'supertest'
import { servePublicPages } from '../../server/sites/public/serve-public-pages'
import { chooseCoding } from '../../server/web/responses/choose-encoding'
import { publicSite } from './public-site'

const { pages } = publicSite()

function portal({ production = false } = {}) {
  const app = express()
  const ready = production ? publicSite({ production }).pages : pages
  app.use(servePublicPages(() => ready, { production }))
  app.use((_req, res) => {
    res.status(418).send('what follows')
  })
  return app
}

const app = portal()
const leaflet = () => pages.get('/leaflet')!.bodies

let server: Server

beforeAll(done => {
  server = createServer(app).listen(0, '127.0.0.1', done)
})

afterAll(done => {
  server.close(done)
})

interface Answer {
  status: number | undefined
  headers: IncomingHttpHeaders
  body: Buffer
}

/** The bytes as they are on the wire: supertest would unpack them. */
function get(path: string, coding: string, headers: Record<string, string> = {}): Promise<Answer> {
  const { port } = server.address() as AddressInfo
  return new Promise((resolve, reject) => {
    const options = { port, path, agent: false, headers: { 'Accept-Encoding': coding, ...headers } }
    httpGet(options, response => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
      )
    }).on('error', reject)
  })
}

describe('a public page', () => {
  test('has every security header and sets no cookie', async () => {
    const { status, headers } = await get('/leaflet', 'identity')
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-language': 'en',
      'cache-control': 'public, max-age=60, stale-while-revalidate=600',
      vary: 'Accept-Encoding',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers['permissions-policy']).toMatch(/geolocation=\(\)/)
    expect(headers['set-cookie']).toBeUndefined()
    expect(headers['strict-transport-security']).toBeUndefined()
    expect((await request(app).get('/cy/leaflet')).headers['content-language']).toBe('cy')
  })

  test.each([...pages.keys()])(
    '%s runs no script and has no styles except its own files and those that its policy names by hash',
    async path => {
      const { headers, text } = await request(app).get(path)
      const policy = headers['content-security-policy']!
      expect(policy).toMatch(
        /^default-src 'none'; style-src 'sha256-[\w+/]+='; img-src 'self'; font-src 'self'; script-src /,
      )
      expect(policy).toContain("base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
      expect(policy).not.toContain('unsafe')
      expect(policy).not.toContain('nonce')
      for (const [, , code = ''] of text.matchAll(/<(script|style)>([\s\S]*?)<\/\1>/g)) {
        expect(policy).toContain(`'sha256-${createHash('sha256').update(code).digest('base64')}'`)
      }
      for (const [, attributes] of text.matchAll(/<script(\s[^>]*)>/g)) {
        expect(attributes).toMatch(/^ src="\/assets\/[\w-]+\.js" type="module"$/)
        expect(policy).toContain("'self'")
      }
      expect(text).not.toMatch(/\sstyle="|\son[a-z]+="/)
    },
  )

  test('sends HSTS in production only', async () => {
    const { headers } = await request(portal({ production: true })).get('/leaflet')
    expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
  })

  test('is served without Express, a session or the database', async () => {
    const answer = servePublicPages(() => pages, { production: false })
    const bare = createServer((req, res) => answer(req, res, () => res.writeHead(404).end()))
    expect((await request(bare).get('/cy/booklet/staying-safe')).status).toBe(200)
    expect((await request(bare).get('/my')).status).toBe(404)
  })

  test('ignores the query string', async () => {
    const { status, text } = await request(app).get('/leaflet?utm_source=x')
    expect(status).toBe(200)
    expect(text).toBe(leaflet().identity.bytes.toString())
  })
})

describe('content codings', () => {
  test('unpack from Brotli and gzip to the plain bytes', async () => {
    const plain = leaflet().identity.bytes
    const br = await get('/leaflet', 'gzip, deflate, br')
    expect(br.headers['content-encoding']).toBe('br')
    expect(brotliDecompressSync(br.body).equals(plain)).toBe(true)
    const gzip = await get('/leaflet', 'gzip, deflate')
    expect(gzip.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(gzip.body).equals(plain)).toBe(true)
    const identity = await get('/leaflet', 'identity')
    expect(identity.headers['content-encoding']).toBeUndefined()
    expect(identity.body.equals(plain)).toBe(true)
  })

  test('have an ETag and a length each', async () => {
    const answers = await Promise.all(['br', 'gzip', 'identity'].map(coding => get('/leaflet', coding)))
    expect(new Set(answers.map(({ headers }) => headers['etag'])).size).toBe(3)
    for (const { headers, body } of answers) {
      expect(headers['etag']).toMatch(/^"[\w-]{27}"$/)
      expect(headers['content-length']).toBe(String(body.length))
    }
  })

  test.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['br', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['x-gzip', 'gzip'],
    ['BR', 'br'],
    ['deflate', 'identity'],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
    ['br;q=0', 'identity'],
    ['gzip;q=0, br;q=0', 'identity'],
    ['gzip;q=1.0, br;q=0.5', 'gzip'],
    ['gzip;q=0.5, identity', 'identity'],
    ['identity;q=0, gzip;q=0.1', 'gzip'],
    ['*;q=0', 'identity'],
    ['br;q=nonsense, gzip', 'gzip'],
    [' gzip ; q=0.3 , br ; q=0.2', 'gzip'],
  ] as const)('answer %p with %s', (header, coding) => {
    expect(chooseCoding(header)).toBe(coding)
  })
})

describe('a cached copy', () => {
  const etag = leaflet().br.etag
  const held = (value: string) => get('/leaflet', 'br', { 'If-None-Match': value })

  test.each([[etag], [`W/${etag}`], [`"other", ${etag}`], ['*']])('is still valid: %s', async value => {
    const { status, headers, body } = await held(value)
    expect(status).toBe(304)
    expect(body.length).toBe(0)
    expect(headers['etag']).toBe(etag)
    expect(headers['cache-control']).toContain('max-age=60')
    expect(headers['vary']).toBe('Accept-Encoding')
    expect(headers['content-type']).toBeUndefined()
    expect(headers['content-length']).toBeUndefined()
  })

  test('is not valid for another page or another coding', async () => {
    expect((await held('"other"')).status).toBe(200)
    expect((await held(leaflet().gzip.etag)).status).toBe(200)
  })
})

describe('methods and addresses', () => {
  test('answers HEAD with the headers of GET and no body', async () => {
    const answer = await request(app).head('/leaflet').set('Accept-Encoding', 'gzip')
    expect(answer.status).toBe(200)
    expect(answer.headers['content-length']).toBe(leaflet().gzip.headers['Content-Length'])
    expect(answer.headers['etag']).toBe(leaflet().gzip.etag)
    expect(answer.text).toBeFalsy()
  })

  test.each(['post', 'put', 'patch', 'delete', 'options'] as const)('does not allow %s', async method => {
    const { status, headers } = await request(app)[method]('/leaflet')
    expect(status).toBe(405)
    expect(headers['allow']).toBe('GET, HEAD')
    expect(headers['content-security-policy']).toContain("script-src 'none'")
  })

  test.each(['/my', '/booklet/nothing', '//evil.example/', '/leaflet/', '/Leaflet', '/cy/my', '/%6ceaflet'])(
    'passes %s on to the next handler',
    async address => {
      expect((await request(app).get(address)).status).toBe(418)
    },
  )
})
