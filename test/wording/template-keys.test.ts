import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CodeWords } from '../../admin/features/accounts/presenter'
import { fields as correctable } from '../../admin/features/corrections/fields'
import { noticeKinds } from '../../admin/features/service-notices/form'
import { entryKinds } from '../../server/content/facts-and-contacts/apply-overrides'
import { needs } from '../../server/content/facts-and-contacts/contacts'
import { loadWords } from '../../server/content/words/words'
import { hardAnswers } from '../../server/database'
import { openTo } from '../../server/domain/content/local-services'
import type { OwnSection } from '../../server/sites/in-cell/start/hide-details'
import type { PresentedService } from '../../server/sites/public/local/present-local'
import type { PresentedContact } from '../../server/sites/public/present-contacts'
import type { ServiceResult } from '../../server/use-cases/content/local-services'
import type { OverrideResult } from '../../server/use-cases/content/override-content'
import { goalChanges } from '../../server/use-cases/people/in-cell/own-goals'
import { errorPageNames } from '../../server/web/pages/errors'
import { missingWords } from './has-words'
import { gap, keysIn } from './keys-in-template'
import { namesOf } from './names-of'

const root = join(__dirname, '../..')
const views = join(root, 'views')
const words = loadWords(join(root, 'content'), true)

/** The variable of the template is a `WordingPart`, so the compiler checks what it can be. */
const typed = 'typed'

/** How console pages show that they are too late: what is left of a result when it is neither done nor not there. */
type Conflict<Result extends { readonly kind: string }> = Exclude<Result['kind'], 'done' | 'not-found'>

const codeWords = namesOf<CodeWords>({ again: true, invitation: true, reset: true })
const overrideConflicts = namesOf<Conflict<OverrideResult>>({ changed: true, refused: true })
const serviceConflicts = namesOf<Conflict<ServiceResult>>({ changed: true, withdrawn: true })
/** The texts of paragraphs of the policy are shown on the console only. */
const errorsOfPortal = errorPageNames.filter(name => name !== 'no-paragraph')
const noticeFields = ['from-day', 'from-time', 'until-day', 'until-time']

/** Each key with a gap, and what can stand in it; in several gaps, from the left. */
const composed: Readonly<Record<string, readonly (string | readonly string[])[] | typeof typed>> = {
  'console/accounts:code.*.button': codeWords,
  'console/accounts:code.*.link': codeWords,
  'console/accounts:code.*.what': codeWords,
  'console/conflict:*.text': ['changed', 'closed'],
  'console/conflict:*.title': ['changed', 'closed'],
  'console/content-overrides:columns.*': entryKinds,
  'console/content-overrides:conflict.*.text': overrideConflicts,
  'console/content-overrides:conflict.*.title': overrideConflicts,
  'console/content-overrides:do.*': ['confirm', 'undo'],
  'console/content-overrides:withdraw.*': entryKinds,
  'console/corrections:hints.*': Object.values(correctable)
    .map(({ kind }) => kind)
    .filter(kind => kind !== 'choice' && kind !== 'yes-or-no'),
  'console/local-services:conflict.*.text': serviceConflicts,
  'console/local-services:conflict.*.title': serviceConflicts,
  'console/local-services:form.*': ['english', 'welsh'],
  'console/problems:*.text': errorPageNames,
  'console/problems:*.title': errorPageNames,
  'console/service-notices:*.*': [
    ...noticeKinds.flatMap(kind => noticeFields.map(field => [kind, field])),
    ['maintenance', 'shown-day'],
  ],
  'console/service-notices:*.button': noticeKinds,
  'console/service-notices:*.what': noticeKinds,
  'errors:*.text': errorsOfPortal,
  'errors:*.title': errorsOfPortal,
  'in-cell/checklist:plan.pdf.*': ['standard', 'large'],
  'forms/common:day.*': ['day', 'month', 'year'],
  'in-cell/common:navigation.*': namesOf<OwnSection>({ checklist: true, applications: true, messages: true }),
  'in-cell/goals:change.*': goalChanges,
  'in-cell/safety:if-not.*': ['form', 'told-before', 'no-form'],
  'in-cell/safety:tell.text.*': ['answers', 'no-form'],
  'in-cell/sign-in:errors.*': typed,
  'local:open-to.*': openTo,
  'local:parts.*': namesOf<PresentedService['parts'][number]['name']>({
    'who-for': true,
    'how-to-get': true,
    contact: true,
  }),
  'public:contact.nations.*': namesOf<NonNullable<PresentedContact['nation']>>({ England: true, Wales: true }),
  'public:contacts.needs.*': needs,
  'public:feedback.answers.*': hardAnswers,
  'public:feedback.not-kept.*': ['busy', 'down'],
}

const inTemplates = readdirSync(views, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.njk'))
  .flatMap(file =>
    keysIn(readFileSync(join(views, file), 'utf8')).map(({ key, line }) => ({ key, at: `${file}:${line}`, file })),
  )

it('lists every key that a template puts together from a variable', () => {
  const found = inTemplates.filter(({ key }) => key.includes(gap)).map(({ key }) => key)
  expect([...new Set(found)].toSorted()).toEqual(Object.keys(composed).toSorted())
})

it('has words for every key that a template asks for', () => {
  const missing = inTemplates.flatMap(({ key, at }) => {
    const keys = key.includes(gap) ? filledIn(key) : [key]
    return keys.flatMap(each => missingWords(words, each)).map(each => `${at} ${each}`)
  })
  expect(inTemplates.length).toBeGreaterThan(300)
  expect(missing).toEqual([])
})

/** A key with each of its members in the gaps. */
function filledIn(key: string): readonly string[] {
  const members = composed[key] ?? []
  if (members === typed) return []
  return members.map(member => [member].flat().reduce((filled, part) => filled.replace(gap, part), key))
}
