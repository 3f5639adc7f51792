import { contentReport } from '../../server/cli/content-check'
import { fingerprint, type ContentOverride } from '../../server/content/facts-and-contacts/apply-overrides'
import type { Fact } from '../../server/content/facts-and-contacts/facts'
import { loadContent, type Content } from '../../server/content/load-content'
import { readNames } from '../../server/content/texts/reading'
import { calendarDay } from '../../server/domain/calendar'
import { contentDir } from './public-site'

const content = loadContent(contentDir)
const names = readNames(contentDir)
const report = (changed: Partial<Content> = {}, today = '2026-11-23') =>
  contentReport({ ...content, ...changed }, calendarDay(today), names)

test('lists a fact from the day after its check-by date', () => {
  const fact = { ...content.facts.values().next().value!, id: 'price-of-tea', checkBy: '2027-03-31' }
  const facts = new Map([[fact.id, fact]])
  expect(report({ facts }, '2027-03-31')).not.toContain('price-of-tea')
  expect(report({ facts }, '2027-04-01')).toContain('2027-03-31  price-of-tea')
})

test('lists a published contact that was not checked for six months, or has no check date', () => {
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

test('lists texts without a review and unchecked translations by file', () => {
  const reviewed = { ...content.leaflet.cy, reviewed: '2026-11-01', translationChecked: true }
  const [withoutReview, withReview] = [content.leaflet.cy, reviewed].map(cy =>
    report({ leaflet: { ...content.leaflet, cy } }),
  )
  expect(withoutReview!.match(/content\/cy\/leaflet\.md/g)).toHaveLength(2)
  expect(withReview).not.toContain('content/cy/leaflet.md')
})

test('reports the reading age of each English text', () => {
  for (const { file } of [content.leaflet.en, ...content.chapters.en]) {
    expect(report()).toMatch(new RegExp(`\\d+\\.\\d +\\d+\\.\\d +\\d+ +\\d+ +${file}`))
  }
})

test('lists the published overrides: withdrawn, not in the files yet, or replaced by the files', () => {
  const [uc, bank, cas3] = ['uc-advance-months', 'bank-weeks-left', 'cas3-nights'].map(name =>
    content.files.facts.get(name)!,
  ) as [Fact, Fact, Fact]
  const change = (fact: Fact, more: Partial<ContentOverride> = {}): ContentOverride => {
    const base = fingerprint(content.files.facts.get(fact.id)!)
    return { kind: 'fact', name: fact.id, entry: fact, isWithdrawn: false, base, ...more }
  }
  const changes = [
    change({ ...uc, checkBy: '2026-11-22' }),
    change(bank, { isWithdrawn: true }),
    change(cas3, { base: 'what an older file said' }),
  ]
  const reportText = contentReport(loadContent(contentDir, { changes }), calendarDay('2026-11-23'), names, changes)
  const parts = new Map(reportText.split(/\n(?=\S)/).map(part => part.split('\n\n') as [string, string]))
  expect([...parts].slice(0, 4).map(([title, lines]) => [title, lines.trimEnd()])).toEqual([
    ['Withdrawn in the console: texts say that staff are checking it', '  fact  bank-weeks-left'],
    ['Confirmed or corrected in the console, and not in the files yet', '  fact  uc-advance-months'],
    ['Changed in the console before the files said something else, which counts', '  fact  cas3-nights'],
    ['Facts past their check date on 2026-11-23', expect.stringContaining('2026-11-22  uc-advance-months')],
  ])
  expect(report()).toContain('The files. With --published')
})
