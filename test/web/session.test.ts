import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { MemoryStore, type SessionData } from 'express-session'
import { sessions } from '../../server/web/sessions/session'

/** A database that takes its time. */
class SlowStore extends MemoryStore {
  override set(id: string, data: SessionData, done?: (error?: unknown) => void): void {
    setTimeout(() => super.set(id, data, done), 100)
  }
}

let server: Server
let address: string

beforeAll(async () => {
  const app = express()
  app.use(sessions({ name: 'my', path: '/', secret: 'for this test', store: new SlowStore(), secure: false }))
  app.post('/', (req, res) => {
    req.session.language = 'cy'
    res.redirect(303, '/')
  })
  app.get('/', (req, res) => {
    res.send(req.session.language ?? 'nothing yet')
  })
  server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})

afterAll(async () => {
  server.close()
  await once(server, 'close')
})

it('sees on the next page what a form changed, however soon the next request comes', async () => {
  const led = await fetch(address, { method: 'POST', redirect: 'manual' })
  const [cookie = ''] = led.headers.getSetCookie()
  const page = await fetch(address, { headers: { cookie: cookie.split(';', 1)[0] ?? '' } })
  expect(await page.text()).toBe('cy')
})
