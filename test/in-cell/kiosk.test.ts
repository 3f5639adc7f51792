import { openPortal } from '../set-up/portal'
import { startTestSite, type TestSite } from '../set-up/site'
import { Visitor } from '../set-up/visitor'

let site: TestSite
let phone: string
let kiosk: string

beforeAll(async () => {
  site = await startTestSite({ KIOSK_HOSTS: 'localhost, kiosk.example.test' })
  phone = await site.serve(openPortal)
  kiosk = phone.replace('127.0.0.1', 'localhost')
})

afterAll(() => site.stop())

const paths = ['/', '/leaflet', '/booklet/health', '/contacts', '/cy/contacts', '/cy/leaflet', '/search?q=samaritans']

it.each(paths)('shows on %s of a kiosk the same telephone numbers without links', async path => {
  const onKiosk = await new Visitor(kiosk).open(path)
  const onPhone = await new Visitor(phone).open(path)
  expect(onPhone.$('a[href^="tel:"]').length).toBeGreaterThan(0)
  expect(onKiosk.html).not.toContain('tel:')
  const numbers = (visitor: Visitor) =>
    visitor
      .$('.app-phone')
      .toArray()
      .map(element => visitor.$(element).text())
  expect(numbers(onKiosk)).toEqual(numbers(onPhone))
})

it('says at each number on a kiosk to ask staff whether it works', async () => {
  for (const [path, words] of [
    ['/contacts', 'Ask staff if this number works on your PIN phone.'],
    ['/cy/contacts', 'Gofynnwch i staff a yw’r rhif hwn yn gweithio ar eich ffôn PIN.'],
  ] as const) {
    const onKiosk = await new Visitor(kiosk).open(path)
    const withNumber = onKiosk.$('.app-contact:has(.app-phone)')
    expect(withNumber.filter((_index, element) => !onKiosk.$(element).text().includes(words)).length).toBe(0)
    expect((await new Visitor(phone).open(path)).text).not.toContain(words)
  }
})

it('runs no script on a kiosk that would store pages', async () => {
  for (const path of paths) expect((await new Visitor(kiosk).open(path)).html).not.toContain('offline')
})

it('recognises a kiosk by its host name, in any case and with any port', async () => {
  const response = await fetch(`${phone}/leaflet`)
  expect(await response.text()).toContain('tel:')
  const onKiosk = await new Visitor(kiosk.replace('localhost', 'LOCALHOST')).open('/leaflet')
  expect(onKiosk.html).not.toContain('tel:')
})
