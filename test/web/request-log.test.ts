import { Writable } from 'node:stream'
import express from 'express'
import { pino } from 'pino'
import request from 'supertest'
import { requestLog } from '../../server/web/process/request-log'

let text = ''
const log = pino(
  { base: null, timestamp: false },
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString()
      done()
    },
  }),
)
const app = express()
app.use(requestLog(log))
app.get('/people/:number', (req, res) => {
  res.status(req.query.fails ? 500 : 200).send('A page')
})

beforeEach(() => (text = ''))

test.each([
  ['/people/A1234AA?name=Smith', '/people/:number', 200],
  ['/people/A1234AA?fails=Smith', '/people/:number', 500],
  ['/elsewhere/A1234AA?name=Smith', undefined, 404],
] as const)(
  'writes one line for %p with the pattern of its route and nothing of its address',
  async (path, route, status) => {
    const { headers } = await request(app).get(path).set('Referer', '/people/A1234AA').set('Cookie', 'secret=1')
    const [line = '', ...others] = text.trim().split('\n')
    expect(others).toEqual([])
    expect(JSON.parse(line)).toEqual({
      level: 30,
      id: headers['x-request-id'],
      method: 'GET',
      ...(route && { route }),
      status,
      ms: expect.any(Number) as number,
      msg: 'request',
    })
  },
)
