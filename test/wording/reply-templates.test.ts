import { join } from 'node:path'
import { limits } from '../../admin/features/application/answering/forms'
import {
  gapsIn,
  replyTemplates,
  templatesFor,
  type ReplyAction,
} from '../../admin/presenting/applications/reply-templates'
import welsh from '../../content/cy/reply-templates.json'
import titles from '../../content/en/console/replies.json'
import paper from '../../content/en/paper-replies.json'
import english from '../../content/en/reply-templates.json'
import { fleschKincaidGrade, highestGrade, readNames } from '../../server/content/texts/reading'
import { longestPlainSentence, readingHint } from '../../server/content/texts/reading-hint'
import { outcomes } from '../../server/database'
import { topics, topicTable } from '../../server/domain/topics'

const names = readNames(join(__dirname, '../../content'))
const wordsOf = { en: english as Record<string, string>, cy: welsh as Record<string, string> }
const acts: readonly ReplyAction[] = ['message', ...outcomes, 'stands', 'opened-again']

it('have texts in both languages and a title each, with none unused', () => {
  for (const words of [english, welsh, titles.templates])
    expect(Object.keys(words).toSorted()).toEqual(replyTemplates.toSorted())
})

it('exist for every action on every topic', () => {
  const without = acts.flatMap(action => topics.filter(topic => templatesFor(action, topic).length === 0))
  expect(without).toEqual([])
  expect(templatesFor('message', 'bank-account')[0]).toBe('bank-asked')
})

it.each(replyTemplates)('%s: plain, short enough, with the same gaps in both languages', id => {
  const { en, cy } = { en: wordsOf.en[id]!, cy: wordsOf.cy[id]! }
  expect(fleschKincaidGrade(en.split('\n\n'), names)).toBeLessThanOrEqual(highestGrade.leaflet)
  expect(readingHint(en, names)).toMatchObject({ language: 'en', longSentences: [] })
  expect(readingHint(cy, names)).toEqual({ language: 'cy', age: null, longSentences: [], hardWords: [] })
  expect(gapsIn(cy)).toHaveLength(gapsIn(en).length)
  for (const text of [en, cy]) expect(text.length).toBeLessThan(limits.message)
})

// Staff fill the gaps without knowing Welsh: “yn [tref]” would need “yng Nghaerdydd”, “i [pwy]” would need “i Gyngor”.
it('put no gap after a Welsh word that changes the next one', () => {
  const mutates = /(?<![\p{L}’])(?:a|â|am|ar|at|dan|drwy|gan|gyda|heb|i|neu|o|tan|trwy|tua|wrth|yn|ei|fy) \[/iu
  const broken = Object.entries(welsh).filter(([, text]) => mutates.test(text))
  expect(broken).toEqual([])
})

it('are printed on sheets whose own wording is as plain', () => {
  expect(fleschKincaidGrade(Object.values(paper), names)).toBeLessThanOrEqual(highestGrade.leaflet)
})

it('name no topic if they are for private ones', () => {
  const telling = /drug|alcohol|abuse|mental|low|gambl|women|private|cyffur|alcohol|trais|meddwl|menyw/i
  const only = topicTable['something-private'].readyWords
  expect(only.length).toBeGreaterThan(0)
  for (const id of only) for (const words of Object.values(wordsOf)) expect(words[id]).not.toMatch(telling)
})

describe('the reading hint', () => {
  it('finds a long sentence and a hard word, and detects the language by its function words', () => {
    const long = `We ${'go on and on '.repeat(6)}with this.`
    const hint = readingHint(`Your accommodation is ready. ${long}\nTalk to the probation worker.`, names)
    expect(hint).toMatchObject({ language: 'en', longSentences: [long], hardWords: ['accommodation'] })
    expect(long.split(' ').length).toBeGreaterThan(longestPlainSentence)
    expect(readingHint('The cat sat on the mat.', names).age).toBeLessThan(9)
    expect(readingHint('Notwithstanding considerable administrative difficulties.', names).age).toBeGreaterThan(13)
    expect(readingHint('Mae’r banc yn eich gweld chi.', names)).toMatchObject({ language: 'cy', age: null })
    expect(readingHint('…', names).age).toBeNull()
  })
})
