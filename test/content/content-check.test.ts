import { contentReport } from '../../server/cli/content-check'
import { loadContent, type Content } from '../../server/content/load-content'
import { readNames } from '../../server/content/reading'
import { calendarDay } from '../../server/domain/calendar'
import { contentDir } from './public-site'

const content = loadContent(contentDir)
const names = readNames(contentDir)
const report = (changed: Partial<Content> = {}, today = '2026-11-23') =>
  contentReport({ ...content, ...changed }, calendarDay(today), names)

test('a fact is listed from the day after the one by which it must be checked', () => {
  const fact = { ...content.facts.values().next().value!, id: 'price-of-tea', checkBy: '2027-03-31' }
  const facts = new Map([[fact.id, fact]])
  expect(report({ facts }, '2027-03-31')).not.toContain('price-of-tea')
  expect(report({ facts }, '2027-04-01')).toContain('2027-03-31  price-of-tea')
})

test('a contact that is shown is listed when nobody has looked it up for six months, or nobody knows when', () => {
  const checked = (lastChecked: string | null, shown = true) => {
    const samaritans = { ...content.contacts.get('samaritans')!, lastChecked, shown }
    return report({ contacts: new Map([['samaritans', samaritans]]) })
  }
  expect(checked('2026-05-23')).not.toContain('samaritans  ')
  expect(checked('2026-05-22')).toContain('2026-05-22  samaritans')
  expect(checked('2026-05')).toContain('2026-05  samaritans')
  expect(checked(null)).toContain('not known  samaritans')
  expect(checked(null, false)).not.toContain('samaritans  ')
})

test('texts without a review and translations that are not checked are listed by file', () => {
  const reviewed = { ...content.leaflet.cy, reviewed: '2026-11-01', translationChecked: true }
  const [withoutReview, withReview] = [content.leaflet.cy, reviewed].map(cy =>
    report({ leaflet: { ...content.leaflet, cy } }),
  )
  expect(withoutReview!.match(/content\/cy\/leaflet\.md/g)).toHaveLength(2)
  expect(withReview).not.toContain('content/cy/leaflet.md')
})

test('each English text has its reading age', () => {
  for (const { file } of [content.leaflet.en, ...content.chapters.en]) {
    expect(report()).toMatch(new RegExp(`\\d+\\.\\d +\\d+\\.\\d +\\d+ +\\d+ +${file}`))
  }
})
