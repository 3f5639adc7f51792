import en from '../../content/en/tasks.json'
import {
  fleschKincaidGrade,
  highestGrade,
  longestSentence,
  readNames,
  sentences,
  wordsIn,
} from '../../server/content/texts/reading'
import { contentDir } from './public-site'

const names = readNames(contentDir)
const tasks = Object.entries(en.tasks).map(([id, words]) => ({ id, words: Object.values(words) }))

describe('the checklist in English', () => {
  test.each(tasks)('$id meets the reading age', ({ words }) => {
    expect(fleschKincaidGrade(words, names)).toBeLessThanOrEqual(highestGrade.checklist)
    expect(words.flatMap(sentences).filter(sentence => wordsIn(sentence).length > longestSentence)).toEqual([])
  })
})
