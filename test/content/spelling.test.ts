import { contentLanguages } from '../../server/content/files/language'
import { spellingOf, wordingOf } from './spelling'

describe.each(contentLanguages)('spelling of %s', language => {
  const misspelt = spellingOf(language)

  test('finds every word in the dictionary or in content/spelling.json', () => {
    const faults = wordingOf(language).flatMap(({ place, text }) => misspelt(text).map(word => `${place}: ${word}`))
    expect(faults).toEqual([])
  })

  test('checks files of every kind', () => {
    const places = wordingOf(language).map(({ place }) => place)
    const kinds = [
      `content/${language}/leaflet.md line`,
      `content/${language}/tasks.json tasks`,
      'content/facts.json',
      'content/contacts.json',
    ]
    for (const kind of kinds) expect(places.some(place => place.startsWith(kind))).toBe(true)
  })
})

describe('a misspelling', () => {
  const english = spellingOf('en')
  const welsh = spellingOf('cy')

  test('is found in English, once, in upper or lower case', () => {
    expect(english('Ask for Univershal help. Then aks again, and AKS once more: ask, aks.')).toEqual([
      'Univershal',
      'aks',
      'AKS',
    ])
    expect(english('the color of a self-adressed letter')).toEqual(['color', 'self-adressed'])
  })

  test('is found in Welsh, with mutations and endings', () => {
    expect(welsh('Mae’r garchar yn agos i’ch cartref chi, ac mae’n nghartref i')).toEqual([])
    expect(welsh('Mae’r garcharr yn agos i’ch catref')).toEqual(['garcharr', 'catref'])
  })

  test('is ignored in names, addresses, parameters and numbers', () => {
    expect(
      english('Call {{contact:xyzzy}} by {{dayte}}, or write to a.nobodi@exampel.org about CAS3 and 24th'),
    ).toEqual([])
  })
})
