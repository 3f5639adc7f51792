import type { Faults } from '../files/content-error'
import type { TextLanguage } from '../files/language'
import type { Contact } from './contacts'
import type { Fact } from './facts'
import type { WithdrawnWords } from './withdrawn-words'

/** The facts and contacts that texts can reference. */
export interface Named {
  facts: ReadonlyMap<string, Fact>
  contacts: ReadonlyMap<string, Contact>
  withdrawn: WithdrawnWords
}

/** `{{fact:name}}`, `{{contact:name}}`, `{{contact:name/line}}`, `{{contacts:name,name}}` or `{{box:words}}`. */
export const referencePattern = /\{\{([a-z]+):([^{}]+)\}\}/

export type Phone = Contact['phones'][number]

/**
 * Finds every dangling reference in a text, and every stray brace.
 *
 * @param firstLine the number in the file of the text's first line
 */
export function checkReferences(text: string, firstLine: number, file: string, named: Named, faults: Faults): void {
  for (const [index, line] of text.split('\n').entries()) {
    const rest = line.replace(new RegExp(referencePattern, 'g'), (whole, kind: string, name: string) => {
      const isOnOwnLine = line === whole || !isBlock(kind)
      const fault = faultOf(kind, name, named) ?? (isOnOwnLine ? null : `${whole} must stand on a line of its own`)
      if (fault) faults.add(file, firstLine + index, fault)
      return ''
    })
    if (rest.includes('{{') || rest.includes('}}')) faults.add(file, firstLine + index, 'a reference is not complete')
  }
}

function isBlock(kind: string): boolean {
  return kind === 'contacts' || kind === 'box'
}

function faultOf(kind: string, name: string, named: Named): string | null {
  switch (kind) {
    case 'fact':
      return named.facts.has(name) ? null : `unknown fact ${name}`
    case 'contact':
      return faultOfPhone(name, named)
    case 'contacts':
      return (
        namesIn(name)
          .map(id => faultOfContact(id, named))
          .find(fault => fault !== null) ?? null
      )
    case 'box':
      return null
    default:
      return `unknown kind of reference ${kind}`
  }
}

function faultOfContact(id: string, named: Named): string | null {
  const contact = named.contacts.get(id)
  if (!contact) return `unknown contact ${id}`
  return contact.shown ? null : `contact ${id} is not shown to the public`
}

function faultOfPhone(name: string, named: Named): string | null {
  const [id = ''] = name.split('/')
  return faultOfContact(id, named) ?? (phoneOf(name, named) ? null : `contact ${id} has no number ${name}`)
}

/** The names in `a,b,c`. */
export function namesIn(list: string): string[] {
  return list.split(',').map(name => name.trim())
}

/** The number that `samaritans` (its first) or `samaritans/welsh` stands for. */
export function phoneOf(name: string, named: Pick<Named, 'contacts'>): Phone | undefined {
  const [id = '', line] = name.split('/')
  const phones = named.contacts.get(id)?.phones ?? []
  return line === undefined ? phones[0] : phones.find(phone => phone.id === line)
}

/** The text of a number and its `tel:` link; the link is null when the number cannot be dialled or is withdrawn. */
export function numberOf(
  name: string,
  language: TextLanguage,
  named: Named,
): { words: string; address: string | null; isNumber: boolean } | undefined {
  const phone = phoneOf(name, named)
  if (phone?.number === '') return { words: named.withdrawn.number[language], address: null, isNumber: false }
  return phone && { words: phone.number, address: telephoneAddress(phone.number), isNumber: true }
}

/** Every name that a text refers to: `fact:NAME` or `contact:NAME`. */
export function referencesIn(text: string): string[] {
  const found = [...text.matchAll(new RegExp(referencePattern, 'g'))].flatMap(([, kind = '', name = '']) => {
    if (kind === 'fact') return [`fact:${name}`]
    if (kind === 'contact' || kind === 'contacts') return namesIn(name).map(each => `contact:${each.split('/')[0]}`)
    return []
  })
  return [...new Set(found)]
}

/**
 * A plain text with its facts and telephone numbers filled in, for wording that is not Markdown.
 *
 * @throws when a reference is dangling
 */
export function fillReferences(text: string, language: TextLanguage, named: Named): string {
  return text.replace(new RegExp(referencePattern, 'g'), (whole, kind: string, name: string) => {
    const value =
      kind === 'fact'
        ? named.facts.get(name)?.value[language]
        : kind === 'contact'
          ? numberOf(name, language, named)?.words
          : undefined
    if (value === undefined) throw new Error(`${whole} names nothing that a text can hold`)
    return value
  })
}

/** The `tel:` URL of a number, or null when it cannot be dialled as written. */
export function telephoneAddress(number: string): string | null {
  return /^[\d ]+$/.test(number) ? `tel:${number.replaceAll(' ', '')}` : null
}
