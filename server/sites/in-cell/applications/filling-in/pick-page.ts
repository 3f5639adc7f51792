import type { Request, RequestHandler } from 'express'
import { z } from 'zod'
import { createSearchIndex, longestQuestion } from '../../../../content/search/search-index'
import { formWords, questionWords } from '../../../../content/words/form-words'
import type { Translate } from '../../../../content/words/words'
import type { Person } from '../../../../database'
import type { SiteDependencies } from '../../../../dependencies'
import { forms, type Form } from '../../../../domain/applications'
import type { FormId } from '../../../../domain/topics'
import { publicAddresses } from '../../public-addresses'
import { languageOf, personOf, wordsFor, type InCellFeature } from '../../signed-in'

/** The forms with a picture each, by their icons; those that most people need come first. */
const icons: Readonly<Record<FormId, string>> = {
  'somewhere-to-live': 'housing',
  'keep-or-end-tenancy': 'home-to-keep',
  'universal-credit': 'money',
  'bank-account': 'bank',
  'identity-documents': 'id',
  'debts-and-bills': 'debts',
  'job-or-training': 'work',
  'gp-and-health': 'health',
  'family-and-children': 'family',
  'release-plan': 'licence',
  'court-release': 'court',
  mentor: 'care',
  'womens-services': 'women',
  'something-private': 'private',
  'mental-health': 'feeling',
  'tag-address': 'tag',
  'drugs-and-alcohol': 'drugs',
  'social-care': 'about-me',
  'thinking-and-behaviour': 'other',
  'care-leaver': 'care',
  veteran: 'veteran',
  immigration: 'immigration',
  'something-else': 'ask',
}
const order = Object.keys(icons) as readonly FormId[]

/** So many stand before the fold. */
const onTop = 12

const words = z.object({ words: z.string().max(20_000).default('') })

/** The forms to choose from. */
export function pickForm(feature: InCellFeature): RequestHandler {
  return (req, res) => showForms(feature, req, res, null)
}

/** The forms that fit what the person wrote. It is posted, so that it is in no address and no history. */
export function findForms(feature: InCellFeature): RequestHandler {
  return (req, res) => {
    const read = words.safeParse(req.body ?? {})
    showForms(feature, req, res, read.success ? read.data.words.slice(0, longestQuestion).trim() : '')
  }
}

function showForms(
  { dependencies, show }: InCellFeature,
  req: Request,
  res: Parameters<RequestHandler>[1],
  asked: string | null,
): void {
  const t = wordsFor(req, dependencies)
  const offered = order.flatMap(id => forms.filter(form => form.id === id && isOffered(form, personOf(res))))
  const last = offered.filter(({ id }) => id === 'something-else').map(form => tile(form, t))
  const tiles = offered.filter(({ id }) => id !== 'something-else').map(form => tile(form, t))
  show(req, res, 'in-cell/applications/pick.njk', {
    section: 'applications',
    paper: publicAddresses(req, res, dependencies).page('/forms'),
    asked,
    found: asked ? search(offered, asked, req, dependencies).map(form => tile(form, t)) : [],
    onTop: tiles.slice(0, onTop),
    more: tiles.slice(onTop),
    last,
  })
}

function tile(form: Form, t: Translate) {
  return { href: `/my/applications/new/${form.code}`, text: formWords(t, form)('title'), icon: icons[form.id] }
}

/** Finds forms by their own words and those of their questions, and by what people call things. */
function search(
  offered: readonly Form[],
  asked: string,
  req: Request,
  { words: wording, published }: SiteDependencies,
): readonly Form[] {
  const language = languageOf(req)
  const t = wording.in(language)
  const entries = offered.map((form, id) => {
    const say = formWords(t, form)
    const lines = form.questions.flatMap(question => {
      const { title, option } = questionWords(t, form, question)
      return [title, ...('options' in question ? question.options.map(option) : [])]
    })
    return { id, page: say('what'), heading: say('title'), href: form.code, lines }
  })
  const { found } = createSearchIndex(entries, language, published.content.searchWords[language]).search(asked)
  return found.flatMap(({ entry }) => offered[entry.id] ?? []).slice(0, onTop / 2)
}

/** Whether a form is offered to a person: in their estate and their custody it can be of use. */
export function isOffered(form: Form, person: Person): boolean {
  return isFor(form, person) && (form.custody === undefined || form.custody.includes(person.custodyStatus))
}

/** Whether a person can send a form: they may come to it from a task, whatever their custody. */
export function isFor({ estate }: Form, { prisonEstate }: Person): boolean {
  return estate === undefined || estate === prisonEstate
}
