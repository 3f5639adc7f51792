import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { inWelsh, serviceFields } from '../../admin/features/local-services/form'
import { describeFaults, formFields, parseForm, type Fault } from '../../admin/forms/form'
import type { ValueKind } from '../../server/content/facts-and-contacts/facts'
import { loadContent } from '../../server/content/load-content'
import { loadWords } from '../../server/content/words/words'
import { feelSafe, forms, withheldAnswers, type TextProblem } from '../../server/domain/applications'
import { tasks, taskWords, wayToAct } from '../../server/domain/checklist'
import { PageError } from '../../server/web/pages/errors'
import { missingWords } from './has-words'
import { namesOf } from './names-of'

const root = join(__dirname, '../..')
const contentDir = join(root, 'content')
const words = loadWords(contentDir, true)

const textProblems = namesOf<TextProblem>({ 'nothing-written': true, 'too-long': true })
const valueKinds = namesOf<Exclude<ValueKind, 'words'>>({
  money: true,
  day: true,
  time: true,
  length: true,
  percentage: true,
  number: true,
})
const textFaults = (namespace: string) => textProblems.map(problem => `${namespace}:faults.${problem}`)

/** Each key that `composedKey` is given, with what can stand in its gaps. The schemas of forms have a test below. */
const composed: Readonly<Record<string, readonly string[]>> = {
  '*.instead': tasks
    .filter(task => task.lastDate)
    .flatMap(task => (['england', 'wales'] as const).map(nation => `${taskWords(task, nation)}.instead`)),
  'forms/*:*': forms.flatMap(form => [
    ...['title', 'shortTitle', 'what', 'before'].map(key => `forms/${form.id}:${key}`),
    ...(form.questions.some(({ stop }) => stop) ? ['title', 'text'].map(key => `forms/${form.id}:stop.${key}`) : []),
  ]),
  '*.title': forms.flatMap(form =>
    form.questions.map(({ id }) =>
      id === feelSafe.id ? `forms/common:questions.${id}.title` : `forms/${form.id}:questions.${id}.title`,
    ),
  ),
  'forms/common:withheld.*': withheldAnswers.map(answer => `forms/common:withheld.${answer}`),
  'in-cell/asks:questions.*': tasks
    .filter(({ id }) => wayToAct(id).kind === 'ask')
    .map(({ id }) => `in-cell/asks:questions.${id}`),
  'console/common:typed.fields.*': serviceFields
    .flatMap(({ field }) => [field, inWelsh(field)])
    .map(field => `console/common:typed.fields.${field}`),
  'console/local-services:faults.*': textFaults('console/local-services'),
  'console/content-overrides:faults.*': [
    ...textFaults('console/content-overrides'),
    ...valueKinds.map(kind => `console/content-overrides:faults.not-${kind}`),
    ...['other-numbers', 'not-a-phone-number', 'not-an-address', 'refused'].map(
      problem => `console/content-overrides:faults.${problem}`,
    ),
  ],
  'console/content-overrides:names.*': [...loadContent(contentDir).facts.values()].map(
    ({ id }) => `console/content-overrides:names.${id}`,
  ),
  'console/errors:*.*': [],
}

it('lists every key that is put together at run time', () => {
  const source = ['server', 'admin']
    .flatMap(folder => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(f => join(folder, f)))
    .filter(file => file.endsWith('.ts'))
    .map(file => readFileSync(join(root, file), 'utf8'))
    .join('\n')
  const found = [...source.matchAll(/composedKey\(`([^`]+)`\)/g)].map(([, key]) => key!.replace(/\$\{[^}]+\}/g, '*'))
  expect([...new Set(found)].toSorted()).toEqual(Object.keys(composed).toSorted())
  expect(source).not.toMatch(/as WordingKey\b(?!\n}\n)/)
})

it.each(Object.entries(composed))('has words for every %s', (_, keys) => {
  expect(keys.flatMap(key => missingWords(words, key))).toEqual([])
})

/** What is wrong when every field of a form holds a value; nothing where the whole form is refused with 400. */
function faultsOf(form: z.ZodType, value: string | undefined): readonly Fault[] {
  try {
    const read = parseForm(form, Object.fromEntries(formFields(form).map(field => [field, value])))
    return read.ok ? [] : read.faults
  } catch (error) {
    if (error instanceof PageError) return []
    throw error
  }
}

describe('the forms of the console', () => {
  const typed = [undefined, '', ' ', 'x', '\u0007', 'x'.repeat(20_001), '31/02/2027', '1/1/1800', '1/1/2999', '99:99']

  it.each(exportedForms())('%s has a message for everything that can be wrong in a field', (_, form) => {
    const t = words.in('en')
    const missing = typed.flatMap(value => {
      return faultsOf(form, value).filter(fault => {
        try {
          return describeFaults([fault], t).length === 0
        } catch {
          return true
        }
      })
    })
    expect(missing).toEqual([])
  })
})

/** The schemas that the features export, each with its name. */
function exportedForms(): [string, z.ZodObject][] {
  const folder = join(root, 'admin/features')
  return (
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      // The fields of a search of the audit get another name when they are refused.
      .filter(file => /\bforms?\.ts$/.test(file) && !file.startsWith('audit'))
      .flatMap(file => {
        // eslint-disable-next-line @typescript-eslint/no-require-imports
        const exported = require(join(folder, file)) as Readonly<Record<string, unknown>>
        return Object.entries(exported).flatMap(([name, form]): [string, z.ZodObject][] =>
          form instanceof z.ZodObject ? [[`${file} ${name}`, form]] : [],
        )
      })
  )
}
