import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import type { ErrorRequestHandler } from 'express'
import request from 'supertest'
import { addressesOf, canonicalAddresses, ownPathOf, spellAsRouted } from '../../server/web/addresses/canonical-address'
import { createRouter, createSite } from '../../server/web/addresses/routers'
import { createSiteServer } from '../../server/web/process/site-server'

const site = createSite(0)
site.use(canonicalAddresses(spellAsRouted(site)))
const echo = createRouter()
echo.get('/', (_req, res) => void res.send('list'))
echo.get('/:reference/outcome', (req, res) => void res.send(req.params.reference))
echo.post('/:reference/outcome', (_req, res) => void res.send('posted'))
site.use('/applications', echo)
site.get('/facts/releaseDate', (req, res) => void res.send(req.query))
site.use(
  ((error: { status?: number }, _req, res, _next) => void res.sendStatus(error.status ?? 500)) as ErrorRequestHandler,
)

it.each([
  ['/APPLICATIONS', '/applications'],
  ['/applications/', '/applications'],
  ['//applications', '/applications'],
  ['/Applications//7KX3-R9HT/Outcome/', '/applications/7KX3-R9HT/outcome'],
  ['/facts/RELEASEDATE', '/facts/releaseDate'],
  ['/applications/?page=2&page=3', '/applications?page=2&page=3'],
  ['/nothing/', '/nothing'],
  ['//evil.example/x', '/evil.example/x'],
  ['///', '/'],
])('redirects %s to %s', async (path, canonical) => {
  const response = await request(site).get(path).redirects(0)
  expect([response.status, response.headers.location]).toEqual([301, canonical])
})

it.each(['/applications', '/applications/7kx3-R9HT/outcome', '/facts/releaseDate', '/applications?page=2'])(
  'answers %s as it is',
  async path => {
    await request(site).get(path).expect(200)
  },
)

it.each(['/Applications/7KX3-R9HT/outcome', '/applications/7KX3-R9HT/outcome/', '//applications/7KX3-R9HT/outcome'])(
  'takes no form at %s',
  async path => {
    await request(site).post(path).expect(404)
    await request(site).post('/applications/7KX3-R9HT/outcome').expect(200)
  },
)

it.each(['/applications/%00', '/applications?page=%00', '/%E0%A4%A', '/\\evil.example/', '/\\evil.example'])(
  'answers 404 at %s',
  async path => {
    expect(await statusOf(`GET ${path} HTTP/1.1\r\nHost: here`)).toBe(404)
  },
)

it('answers a request line in absolute form', async () => {
  expect(await statusOf('GET http://elsewhere.example/applications HTTP/1.1\r\nHost: here')).toBe(200)
  expect(await statusOf('GET http://elsewhere.example HTTP/1.1\r\nHost: here')).toBe(404)
})

it('links to the first page where a path leads out of the site', () => {
  expect(ownPathOf({ originalUrl: '/my/messages?lang=cy' })).toBe('/my/messages')
  for (const originalUrl of ['//evil.example/x', '/\\evil.example', '/\\/evil.example', 'http://evil.example/', '*']) {
    expect(ownPathOf({ originalUrl })).toBe('/')
  }
})

it('lists every address with its mounts', () => {
  expect(addressesOf(site.router)).toEqual([
    'GET /applications',
    'HEAD /applications',
    'GET /applications/:reference/outcome',
    'HEAD /applications/:reference/outcome',
    'POST /applications/:reference/outcome',
    'GET /facts/releaseDate',
    'HEAD /facts/releaseDate',
  ])
})

/** The status of a request that a client library would not send. */
async function statusOf(head: string): Promise<number> {
  const server = createSiteServer(site).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.end(`${head}\r\nConnection: close\r\n\r\n`)
  const [chunk] = (await once(socket, 'data')) as [Buffer]
  socket.destroy()
  server.close()
  return Number(chunk.toString().split(' ')[1])
}
