import { forms } from '../../server/domain/applications'
import { createApp } from '../../server/portal'
import { addPerson, addPrisons, sendApplication, testPin } from '../set-up/people'
import { startTestSite, type TestSite } from '../set-up/site'
import { Visitor } from '../set-up/visitor'
import { deeds, wordingThatSaysSo } from '../wording/deeds'

let site: TestSite
let address: string

beforeAll(async () => {
  site = await startTestSite({ TODAY: '2026-11-23' })
  await addPrisons(site.dependencies)
  address = await site.serve(createApp)
})

afterAll(() => site.stop())

/** What no page may say where nobody has an account, so that nothing is delivered, seen, done or told. */
const needsReceipt = [
  'application with a team that can see it',
  'action ticked by whoever did it, or by a notification that is done or was told',
  'notification told outside, with how, whom and when',
]

/** Each such wording, with a gap where it names somebody or a day. */
function sentences(): readonly RegExp[] {
  return wordingThatSaysSo()
    .filter(([key]) =>
      Object.entries(deeds).some(([prefix, deed]) => key.startsWith(prefix) && needsReceipt.includes(deed)),
    )
    .map(([, text]) => new RegExp(text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\{.*?\}\}/g, '[^.]+'), 'i'))
}

/** What is public says nothing of anybody. */
const isPublic =
  /^\/my\/(?:cy\/)?(?:large-print\/)?(?:booklet|easy-read|leaflet|contacts|forms|local|privacy|cookies|accessibility)/

/** Opens every page of the person's own that links lead to, and returns what each says. */
async function everyPage(visitor: Visitor): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>()
  const waiting = ['/my']
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (texts.has(path) || isPublic.test(path)) continue
    await visitor.open(path)
    texts.set(path, visitor.text)
    const links = visitor.$('a[href^="/my"]').toArray()
    waiting.push(
      ...links.map(link =>
        visitor
          .$(link)
          .attr('href')!
          .replace(/[?#].*/, ''),
      ),
    )
  }
  return texts
}

it.each([
  { estate: 'men', number: 'A1001AA', facts: {} },
  { estate: 'women', number: 'A1002AA', facts: { prisonId: 'STI', sex: 'F' } },
] as const)('says on no page that somebody has, was told or was asked anything ($estate)', async each => {
  const person = await addPerson(site.dependencies, each.number, { comEmail: 'nobody@example.test', ...each.facts })
  for (const form of forms.filter(({ estate }) => estate === undefined || estate === each.estate))
    await sendApplication(site.dependencies, person, form.id)
  const visitor = await new Visitor(address).open('/my/sign-in')
  await visitor.press('Sign in', { 'prison-number': each.number, pin: testPin })
  const pages = await everyPage(visitor)
  expect(pages.size).toBeGreaterThan(50)
  const said = [...pages].flatMap(([path, text]) =>
    sentences().flatMap(sentence => (sentence.test(text) ? [`${path}: ${sentence.source}`] : [])),
  )
  expect(said).toEqual([])
})
