import { readFileSync } from 'node:fs'
import { createServer, get as httpGet, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import express from 'express'
import { builtAssets } from '../../server/web/responses/built-assets'

const dir = join(__dirname, '../../dist/assets')
const assets = builtAssets(dir)
const styles = assets.address('my.css')
const plain = readFileSync(join(dir, styles.replace('/assets/', '')))
let server: Server

beforeAll(done => {
  server = createServer(express().use('/assets', assets.serve)).listen(0, '127.0.0.1', done)
})

afterAll(done => {
  server.close(done)
})

function get(path: string, headers: Record<string, string>) {
  const { port } = server.address() as AddressInfo
  return new Promise<{ status: number | undefined; headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
    httpGet({ port, path, agent: false, headers }, response => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
      )
    }).on('error', reject)
  })
}

it('sends styles compressed, cached for ever, with a strong ETag for each coding', async () => {
  const [br, gzip, identity] = await Promise.all(
    ['gzip, br', 'gzip', 'identity'].map(coding => get(styles, { 'Accept-Encoding': coding })),
  )
  expect(brotliDecompressSync(br!.body)).toEqual(plain)
  expect(gunzipSync(gzip!.body)).toEqual(plain)
  expect(identity!.body).toEqual(plain)
  expect([br, gzip, identity].map(answer => answer!.headers['content-encoding'])).toEqual(['br', 'gzip', undefined])
  expect(br!.body.length).toBeLessThan(plain.length / 5)
  for (const { headers, body } of [br!, gzip!, identity!]) {
    expect(headers).toMatchObject({
      'content-type': 'text/css; charset=utf-8',
      'content-length': String(body.length),
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    })
    expect(headers.etag).toMatch(/^"[\w-]+"$/)
  }
  expect(new Set([br, gzip, identity].map(answer => answer!.headers.etag)).size).toBe(3)
})

it('answers 304 to a valid cached copy', async () => {
  const { headers } = await get(styles, { 'Accept-Encoding': 'br' })
  const again = await get(styles, { 'Accept-Encoding': 'br', 'If-None-Match': headers.etag! })
  expect(again).toMatchObject({ status: 304, headers: { etag: headers.etag, vary: 'Accept-Encoding' } })
  expect(again.body.length).toBe(0)
  expect((await get(styles, { 'If-None-Match': headers.etag! })).status).toBe(200)
})

it('compresses no font again, and revalidates files with fixed names after a day', async () => {
  const font = await get('/assets/fonts/bold-b542beb274-v2.woff2', { 'Accept-Encoding': 'br' })
  expect(font.headers).toMatchObject({ 'content-type': 'font/woff2', 'cache-control': 'public, max-age=86400' })
  expect(font.headers['content-encoding']).toBeUndefined()
})

it('sends nothing but assets', async () => {
  for (const path of [
    '/assets/manifest.json',
    '/assets/',
    '/assets/images',
    '/assets/../manifest.json',
    '/assets/%2e%2e/x',
  ])
    expect([path, (await get(path, {})).status]).toEqual([path, 404])
})
