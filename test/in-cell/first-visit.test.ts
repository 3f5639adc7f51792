import { connect } from 'node:net'
import { brotliDecompressSync } from 'node:zlib'
import { load } from 'cheerio'
import { chapterIds } from '../../server/domain/content/chapters'
import { openPortal } from '../set-up/portal'
import { startTestSite, type TestSite } from '../set-up/site'

/** What a server may send before it has to wait for a first answer: ten packets. */
const FIRST_FLIGHT = 14_600

const A_CHAPTER = 40_000

let site: TestSite
let address: URL

beforeAll(async () => {
  site = await startTestSite()
  address = new URL(await site.serve(openPortal))
})

afterAll(() => site.stop())

/** Every byte that the server sends for one request, headers included, as a phone with an empty cache would ask. */
async function onTheWire(path: string): Promise<Buffer> {
  const socket = connect(Number(address.port), address.hostname)
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: ${address.host}\r\nAccept-Encoding: gzip, br\r\nConnection: close\r\n\r\n`,
  )
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk as Buffer)
  const answer = Buffer.concat(chunks)
  expect(answer.subarray(0, 15).toString()).toBe('HTTP/1.1 200 OK')
  return answer
}

function pageIn(answer: Buffer) {
  const body = answer.subarray(answer.indexOf('\r\n\r\n') + 4)
  return load(brotliDecompressSync(body).toString())
}

/** What a browser fetches for a page by itself. */
function fetchedFor(page: ReturnType<typeof load>): string[] {
  const elements = page('link[rel~=stylesheet], link[rel~=icon], link[rel=manifest], script[src], img[src]').toArray()
  const addresses = elements.map(element => page(element).attr('href') ?? page(element).attr('src')!)
  return [...new Set(addresses)].filter(each => !each.startsWith('data:'))
}

describe('a first visit on a slow connection', () => {
  test.each(['/leaflet', '/cy/leaflet'])('can read %s from the first packets', async path => {
    const answer = await onTheWire(path)
    expect(answer.length).toBeLessThanOrEqual(FIRST_FLIGHT)
    const page = pageIn(answer)
    expect(page('link[rel~=stylesheet]').length).toBe(0)
    expect(page('script[src]:not([defer], [async], [type=module])').length).toBe(0)
    expect(page('style').text()).toContain('.govuk-body')
  })

  test.each(chapterIds.flatMap(id => [`/booklet/${id}`, `/cy/booklet/${id}`]))(
    'downloads little for %s',
    async path => {
      const answer = await onTheWire(path)
      const others = await Promise.all(fetchedFor(pageIn(answer)).map(onTheWire))
      const bytes = [answer, ...others].reduce((sum, each) => sum + each.length, 0)
      expect(bytes).toBeLessThan(A_CHAPTER)
    },
  )
})
