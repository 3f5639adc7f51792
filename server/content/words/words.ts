import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import i18next, { type i18n } from 'i18next'
import { ContentError } from '../files/content-error'
import type { WordingKey } from './wording-keys'

export type { WordingKey, WordingPart } from './wording-keys'

/** Returns the wording of a key such as `in-cell/checklist:title`, with its `{{parameters}}` filled in. */
export interface Translate {
  (key: WordingKey, parameters?: Record<string, unknown>): string
  /** Optional wording, such as a hint. */
  find(key: string): string | undefined
}

/**
 * A key with a part that content or the schema of a form names, so that the compiler cannot check it.
 * `test/wording/composed-keys.slow.test.ts` has the list of each, and fails when a member has no words.
 */
export function composedKey(key: string): WordingKey {
  return key as WordingKey
}

export interface Words {
  /** @param language 'en' or 'cy'; wording that has no Welsh (the staff console) is given in English. */
  in(language: string): Translate
}

const languages = ['en', 'cy']

/**
 * Reads `content/en/**.json` and `content/cy/**.json`; each file is a namespace named by its path, so that
 * `content/en/console/queue.json` holds the keys `console/queue:…`.
 *
 * @param contentDir the folder `content`
 * @param strict true outside production: an unknown key is then an error, not a page that shows the key
 * @throws naming the file, when one is not JSON
 */
export function loadWords(contentDir: string, strict: boolean): Words {
  const resources = Object.fromEntries(
    languages.map(language => [language, readNamespaces(join(contentDir, language))]),
  )
  const i18n: i18n = i18next.createInstance()
  void i18n.init({
    resources,
    lng: 'en',
    fallbackLng: strict ? false : 'en',
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  const translators = new Map(languages.map(language => [language, translatorFor(i18n, language, strict)]))
  return {
    in(language) {
      const translate = translators.get(language)
      if (!translate) throw new Error(`No wording in language ${language}`)
      return translate
    },
  }
}

function translatorFor(i18n: i18n, language: string, strict: boolean): Translate {
  /** The keys that have wording, with the count that the plural is for: i18next takes as long to say so as to give it. */
  const known = new Set<string>()
  const expectWording = (key: string, parameters: Record<string, unknown>) => {
    const name = JSON.stringify([key, parameters.count])
    if (known.has(name)) return
    if (!i18n.exists(key, { lng: language, ...parameters })) throw new Error(`No wording for ${key} in ${language}`)
    known.add(name)
  }
  const find = (key: string, parameters: Record<string, unknown>) => {
    if (strict) expectWording(key, parameters)
    // Not getFixedT, which copies all options of the instance at each call: half of the time that a long list took.
    return i18n.t(key, { lng: language, ...parameters })
  }
  /** Caches wording without parameters, since a page looks up hundreds of keys. */
  const found = new Map<string, string>()
  const translate = (key: string, parameters?: Record<string, unknown>) => {
    if (parameters) return find(key, parameters)
    const before = found.get(key)
    if (before !== undefined) return before
    const text = find(key, {})
    if (i18n.exists(key, { lng: language })) found.set(key, text)
    return text
  }
  return Object.assign(translate, {
    find: (key: string) => (i18n.exists(key, { lng: language }) ? translate(key) : undefined),
  })
}

function readNamespaces(dir: string): Record<string, object> {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.json'))
  return Object.fromEntries(
    files.map(name => {
      const path = join(dir, name)
      try {
        return [namespaceOf(relative(dir, path)), JSON.parse(readFileSync(path, 'utf8')) as object]
      } catch (error) {
        throw new ContentError([`${path}: ${(error as Error).message}`])
      }
    }),
  )
}

function namespaceOf(file: string): string {
  return file
    .split(sep)
    .join('/')
    .replace(/\.json$/, '')
}
