import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../server/config'
import { fillReferences } from '../../server/content/facts-and-contacts/references'
import { ContentError } from '../../server/content/files/content-error'
import { loadContent } from '../../server/content/load-content'
import { chapterParts } from '../../server/content/texts/booklet'
import { contentDir } from './public-site'

let copy: string

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'content-'))
  cpSync(contentDir, copy, { recursive: true })
})

afterEach(() => rmSync(copy, { recursive: true }))

/** Changes one file of the copy, as an editor would. */
function edit(name: string, change: (text: string) => string): void {
  const path = join(copy, name)
  const before = readFileSync(path, 'utf8')
  const after = change(before)
  expect(after).not.toBe(before)
  writeFileSync(path, after)
}

function editData(name: string, id: string, change: object): void {
  edit(name, text => {
    const items = JSON.parse(text) as { id: string }[]
    return JSON.stringify(items.map(item => (item.id === id ? { ...item, ...change } : item)))
  })
}

function faults(): readonly string[] {
  try {
    loadContent(copy)
  } catch (error) {
    if (error instanceof ContentError) return error.faults
    throw error
  }
  return []
}

describe('the published content', () => {
  const content = loadContent(contentDir)

  test('has five parts in every chapter, under the same ids in both languages', () => {
    for (const chapter of [...content.chapters.en, ...content.chapters.cy]) {
      expect(chapter.sections.map(({ id }) => id)).toEqual(chapterParts.map(({ id }) => id))
    }
    expect(content.chapters.cy.map(({ id }) => id)).toEqual(content.chapters.en.map(({ id }) => id))
  })

  test('shows only contacts of high confidence', () => {
    for (const contact of content.contacts.values()) expect(contact.shown).toBe(contact.confidence === 'high')
  })

  test('has no fact that is past its check-by date', () => {
    for (const fact of content.facts.values()) expect(fact.checkBy > fact.asAt).toBe(true)
  })

  test('gives facts and numbers by name to text outside Markdown', () => {
    expect(fillReferences('Tua {{fact:uc-first-payment-weeks}}, {{contact:samaritans/welsh}}', 'cy', content)).toBe(
      'Tua 5 wythnos, 0808 164 0123',
    )
    expect(() => fillReferences('{{fact:nothing}}', 'en', content)).toThrow('{{fact:nothing}}')
  })
})

describe('content errors are reported with their file and line', () => {
  test('an unknown fact', () => {
    edit('en/leaflet.md', text => text.replace('{{fact:ask-council-by}}', '{{fact:tea-time}}'))
    expect(faults()).toEqual(['content/en/leaflet.md line 8: unknown fact tea-time'])
  })

  test('all errors at once', () => {
    edit('en/booklet/staying-safe.md', text => text.replace('{{contact:samaritans}}', '{{contact:nobody}}'))
    edit('cy/booklet/staying-safe.md', text => text.replace('{{contact:samaritans}}', '{{contact:samaritans/polish}}'))
    expect(faults()).toEqual([
      expect.stringMatching(/^content\/en\/booklet\/staying-safe\.md line \d+: unknown contact nobody$/),
      expect.stringMatching(
        /^content\/cy\/booklet\/staying-safe\.md line \d+: contact samaritans has no number samaritans\/polish$/,
      ),
    ])
  })

  test('a contact that is not public', () => {
    edit('en/booklet/a-place-to-live.md', text => text.replace('{{contacts:', '{{contacts:shelter-cymru,'))
    expect(faults()).toEqual([expect.stringContaining('contact shelter-cymru is not shown to the public')])
  })

  test('an unknown kind of reference, an incomplete one, and one that needs a line of its own', () => {
    edit('en/pages/cookies.md', text => `${text}\n{{amount:x}}\n\n{{fact:drafts-kept\n\nSee {{contacts:samaritans}}\n`)
    expect(faults()).toEqual([
      expect.stringContaining('unknown kind of reference amount'),
      expect.stringContaining('a reference is not complete'),
      expect.stringContaining('{{contacts:samaritans}} must stand on a line of its own'),
    ])
  })

  test('a page that is missing in Welsh', () => {
    rmSync(join(copy, 'cy/booklet/staying-safe.md'))
    expect(faults()).toEqual(['content/cy/booklet/staying-safe.md: this page is missing in this language'])
  })

  test('a chapter that is not in the booklet', () => {
    writeFileSync(join(copy, 'en/booklet/stying-safe.md'), '')
    expect(faults()).toEqual(['content/en/booklet/stying-safe.md: the booklet has no chapter of this name'])
  })

  test('sections in another order', () => {
    edit('en/booklet/staying-safe.md', text => text.replace('## On the day', '## On that day'))
    expect(faults()).toEqual([
      expect.stringMatching(/^content\/en\/booklet\/staying-safe\.md line \d+: expected the part “On the day” here$/),
    ])
  })

  test('a heading of the wrong level', () => {
    edit('en/pages/privacy.md', text => `${text}\n#### Small print\n`)
    expect(faults()).toEqual([expect.stringContaining('only headings of level 2 and 3')])
  })

  test('missing or incomplete front matter', () => {
    edit('en/pages/privacy.md', text => text.replace('---\n', ''))
    edit('cy/pages/privacy.md', text => text.replace('translation: not-checked\n', ''))
    expect(faults()).toEqual([
      'content/en/pages/privacy.md line 1: expected front matter between two lines of ---',
      'content/cy/pages/privacy.md line 1: front matter: a Welsh text says whether its translation is checked or not-checked',
    ])
  })

  test('a number from a law that is changing', () => {
    editData('facts.json', 'homeless-risk-england', { changes: 'law' })
    expect(faults()).toEqual([expect.stringContaining('homeless-risk-england: the law is changing')])
  })

  test('a fact of low confidence', () => {
    editData('facts.json', 'drafts-kept', { confidence: 'L' })
    expect(faults()).toEqual([expect.stringContaining('content/facts.json: drafts-kept.confidence')])
  })

  test('a published contact below high confidence', () => {
    editData('contacts.json', 'samaritans', { confidence: 'medium' })
    expect(faults()).toEqual([expect.stringContaining('samaritans: only confidence high may be shown')])
  })

  test('a published contact without Welsh', () => {
    editData('contacts.json', 'samaritans', { summary: { en: 'Someone to listen.', cy: null } })
    expect(faults()).toEqual([expect.stringContaining('samaritans: is shown, so it needs all of its wording in Welsh')])
  })
})

test('escapes markup in texts', () => {
  edit('en/pages/privacy.md', text => `${text}\n<script>alert(1)</script> [x](javascript:alert(1))\n`)
  const last = loadContent(copy).pages.en.get('privacy')!.sections.at(-1)!.blocks.at(-1)!
  expect(last).toMatchObject({ kind: 'html' })
  const { html } = last as { html: string }
  expect(html).not.toContain('<script')
  expect(html).not.toContain('href="javascript')
})

test('shows the settings for idle time, drafts and page feedback in texts, and the defaults without settings', () => {
  const factValues = (settings?: { idleMinutes: number; draftDays: number; feedbackDays: number }) => {
    const { facts } = loadContent(contentDir, settings ? { settings } : {})
    return ['idle-person', 'drafts-kept', 'feedback-kept'].map(id => facts.get(id)!.value)
  }
  expect(factValues({ idleMinutes: 1, draftDays: 40, feedbackDays: 1 })).toEqual([
    { en: '1 minute', cy: '1 munud' },
    { en: '40 days', cy: '40 diwrnod' },
    { en: '1 day', cy: '1 diwrnod' },
  ])
  expect(factValues()).toEqual(factValues(readConfig({})))
})
