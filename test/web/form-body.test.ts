import express from 'express'
import request from 'supertest'
import { parseFormMeta } from '../../admin/page/form-meta'
import { idempotencyKeyFrom } from '../../server/use-cases/idempotency-key'
import { readForms } from '../../server/web/pages/form-body'

const key = '0b0c7c0a-6f4a-4b5e-9d0f-3f9f2f6f0a11'

const app = express()
app.use(readForms)
app.post('/form', (req, res) => {
  res.json({ body: req.body as unknown, meta: parseFormMeta('/form', req.body) })
})

const post = (body: string) => request(app).post('/form').type('form').send(body)

async function answerTo(body: string): Promise<unknown> {
  const response = await post(body)
  return response.body
}

it('accepts the idempotency key under the name that the version before gave the field', async () => {
  const body = await answerTo(`actKey=${key}&version=3`)
  expect(body).toMatchObject({ body: { idempotencyKey: key }, meta: { version: 3 } })
})

it('derives the same key from such a form as the version before did', async () => {
  const body = await answerTo(`_csrf=x&actKey=${key}&version=3`)
  const before = idempotencyKeyFrom('/form', [
    ['actKey', key],
    ['version', '3'],
  ])
  expect(body).toMatchObject({ meta: { idempotencyKey: before } })
})

it('prefers the present name when a form posts both', async () => {
  const body = await answerTo(`actKey=old&idempotencyKey=${key}`)
  expect(body).toMatchObject({ body: { idempotencyKey: key } })
})

it('leaves out the NUL character, which nobody sees in what they paste', async () => {
  expect(await answerTo('words=a%00b&many=a%00&many=b')).toMatchObject({ body: { words: 'ab', many: ['a', 'b'] } })
})
