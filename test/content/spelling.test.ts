import { contentLanguages } from '../../server/content/language'
import { spellingOf, wordingOf } from './spelling'

describe.each(contentLanguages)('spelling of %s', language => {
  const misspelt = spellingOf(language)

  test('every word is in the dictionary or in content/spelling.json', () => {
    const faults = wordingOf(language).flatMap(({ place, text }) => misspelt(text).map(word => `${place}: ${word}`))
    expect(faults).toEqual([])
  })

  test('of every kind of file there is wording to check', () => {
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

describe('a misspelling is found', () => {
  const english = spellingOf('en')
  const welsh = spellingOf('cy')

  test('in English, once, in whatever case', () => {
    expect(english('Ask for Univershal help. Then aks again, and AKS once more: ask, aks.')).toEqual([
      'Univershal',
      'aks',
      'AKS',
    ])
    expect(english('the color of a self-adressed letter')).toEqual(['color', 'self-adressed'])
  })

  test('in Welsh, with its mutations and endings', () => {
    expect(welsh('Mae’r garchar yn agos i’ch cartref chi, ac mae’n nghartref i')).toEqual([])
    expect(welsh('Mae’r garcharr yn agos i’ch catref')).toEqual(['garcharr', 'catref'])
  })

  test('but not in names, addresses, parameters and numbers', () => {
    expect(
      english('Call {{contact:xyzzy}} by {{dayte}}, or write to a.nobodi@exampel.org about CAS3 and 24th'),
    ).toEqual([])
  })
})
