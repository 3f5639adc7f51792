import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import nspell from 'nspell'
import type { ContentLanguage } from '../../server/content/files/language'
import { readNames } from '../../server/content/texts/reading'
import { contentDir, root } from './public-site'

/** A piece of wording, and where an editor finds it. */
export interface Wording {
  place: string
  text: string
}

const dictionaries: Record<ContentLanguage, string> = { en: 'dictionary-en-gb', cy: 'dictionary-cy' }

/** What Welsh adds to a word that ends in a vowel: mae’n, i’ch, a’r, o’u. */
const welshEndings = new Set(['n', 'r', 'ch', 'u', 'w', 'i', 'm', 'th', 'ni', 'l'])

const names = readNames(contentDir)

/**
 * Finds words that neither the language's dictionary has nor content/spelling.json.
 *
 * @returns what is wrong with a text: each word once
 */
export function spellingOf(language: ContentLanguage): (text: string) => string[] {
  const folder = join(root, 'node_modules', dictionaries[language])
  const dictionary = nspell(readFileSync(join(folder, 'index.aff')), readFileSync(join(folder, 'index.dic')))
  const own = JSON.parse(readFileSync(join(contentDir, 'spelling.json'), 'utf8')) as Record<string, string[]>
  const known = new Set([...own.both!, ...own[language]!])
  const remembered = new Map<string, boolean>()

  const isRight = (word: string): boolean => {
    const right = remembered.get(word) ?? judge(word)
    remembered.set(word, right)
    return right
  }
  const judge = (word: string): boolean => {
    if (known.has(word) || known.has(uncapitalised(word)) || dictionary.correct(word)) return true
    const pieces = word.split('-')
    if (pieces.length > 1) return pieces.every(piece => piece === '' || isRight(piece))
    const [, stem, ending] = /^(.+)'(\w+)$/.exec(word) ?? []
    if (stem === undefined || ending === undefined) return false
    return (language === 'cy' ? welshEndings.has(ending) : ending === 's') && isRight(stem)
  }
  const leftOut = language === 'en' ? names : [...names, ...contactNames()]
  return text => [...new Set(wordsOf(text, leftOut).filter(word => !isRight(word)))]
}

/** English names stand in Welsh texts too; the English texts are where they are checked. */
function contactNames(): string[] {
  const contacts = JSON.parse(readFileSync(join(contentDir, 'contacts.json'), 'utf8')) as { name: { en: string } }[]
  return contacts.map(({ name }) => name.en).toSorted((left, right) => right.length - left.length)
}

function uncapitalised(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1)
}

/** The words of a text without names, addresses, code, parameters and anything with a number in it. */
function wordsOf(text: string, leftOut: readonly string[]): string[] {
  const plain = leftOut
    .reduce((rest, name) => rest.replaceAll(name, ' '), text.replaceAll("'", '’'))
    .replace(/\{\{.*?\}\}|\$t\(.*?\)|`.*?`/g, ' ')
    .replace(/\S*(?:@|\/\/|\w\.\w)\S*/g, ' ')
    .replace(/[\p{L}’-]*\d[\p{L}\d’-]*/gu, ' ')
    .replaceAll('’', "'")
  return plain.match(/\p{L}(?:[\p{L}'-]*\p{L})?/gu) ?? []
}

/** Every text and all wording of a language, in pieces that name their place. */
export function wordingOf(language: ContentLanguage): Wording[] {
  const files = readdirSync(join(contentDir, language), { recursive: true, encoding: 'utf8' }).toSorted()
  return [
    ...files.filter(name => name.endsWith('.md')).flatMap(name => linesOf(`${language}/${name}`)),
    ...files.filter(name => name.endsWith('.json')).flatMap(name => stringsOf(`${language}/${name}`)),
    ...shared(language),
  ]
}

function linesOf(name: string): Wording[] {
  const lines = readFileSync(join(contentDir, name), 'utf8').split('\n')
  return lines.map((line, index) => ({
    place: `content/${name} line ${index + 1}`,
    text: line
      .replace(/^(?:reviewed|translation):.*/, '')
      .replace(/^[a-z]+: /, '')
      .replace(/^\[[a-z0-9-]+\]/, '')
      .replace(/\]\([^)]*\)/g, ' ')
      .replace(/\{\{box:(.*?)\}\}/g, '$1')
      .replaceAll('*', ''),
  }))
}

function stringsOf(name: string): Wording[] {
  return wordingIn(JSON.parse(readFileSync(join(contentDir, name), 'utf8')), `content/${name}`)
}

function wordingIn(value: unknown, place: string): Wording[] {
  if (typeof value === 'string') return [{ place, text: value.replace(/<[^>]*>/g, ' ') }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => wordingIn(inner, `${place} ${key}`))
}

/** What facts and contacts are called in a language. */
function shared(language: ContentLanguage): Wording[] {
  return ['facts.json', 'contacts.json'].flatMap(name => {
    const items = JSON.parse(readFileSync(join(contentDir, name), 'utf8')) as { id: string; shown?: boolean }[]
    return items
      .filter(({ shown }) => shown !== false)
      .flatMap(item => inLanguage(item, language, `content/${name} ${item.id}`))
  })
}

function inLanguage(value: unknown, language: ContentLanguage, place: string): Wording[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === language ? wordingIn(inner, place) : inLanguage(inner, language, `${place} ${key}`),
  )
}
