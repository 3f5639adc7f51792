import { formWords, questionWords } from '../../../server/content/words/form-words'
import type { Translate } from '../../../server/content/words/words'
import { paperWriters, type Person } from '../../../server/database'
import { isChoice, withheldOf, type AnswerFault, type Form, type Question } from '../../../server/domain/applications'
import { typedIn, type FieldError } from '../../forms/form'
import { fullName } from '../../presenting/people/full-name'
import { postedFor } from './read-answers'

/**
 * The forms to pick from, and where blank ones are printed from.
 *
 * @param portalUrl where people reach the portal; undefined where that is not known
 */
export function presentPick(person: Person, offered: readonly Form[], portalUrl: string | undefined, t: Translate) {
  const name = fullName(person)
  return {
    pageName: t('console/paper:pick.page-name'),
    back: `/people/${person.prisonNumber}`,
    title: t('console/paper:pick.title', { name }),
    blank:
      portalUrl === undefined
        ? { text: t('console/paper:pick.blank'), href: null }
        : { text: t('console/paper:pick.blank-link'), href: new URL('/forms', portalUrl).href },
    forms: offered.map(form => ({
      href: `/people/${person.prisonNumber}/paper/${form.code}`,
      text: formWords(t, form)('title'),
      code: t('paper-forms:code', { code: form.code, version: form.version }),
    })),
  }
}

export interface PaperPage {
  readonly form: Form
  readonly person: Person
  readonly t: Translate
  /** The posted form, to show it again. */
  readonly body: Readonly<Record<string, unknown>>
  /** The idempotency key: a page submitted twice creates one application. */
  readonly entryId: string
}

/** All questions of a form on one page. */
export function presentPaperForm({ form, person, t, body, entryId }: PaperPage) {
  const name = fullName(person)
  const typed = typedIn(body, ['dated', 'filled-in-by', 'language'])
  const address = `/people/${person.prisonNumber}/paper`
  return {
    pageName: t('console/paper:enter.page-name'),
    back: address,
    address: `${address}/${form.code}`,
    entryId,
    name,
    title: formWords(t, form)('title'),
    dated: typed.dated,
    writers: paperWriters.map(value => ({
      value,
      text: t(`console/paper:writers.${value}`),
      checked: typed['filled-in-by'] === value,
    })),
    languages: (['en', 'cy'] as const).map(value => ({
      value,
      text: t(`console/paper:enter.languages.${value}`),
      checked: typed.language === value,
    })),
    questions: form.questions
      .filter(({ estate }) => estate === undefined || estate === person.prisonEstate)
      .map(question => presentQuestion(form, question, body, t)),
  }
}

function presentQuestion(form: Form, question: Question, body: PaperPage['body'], t: Translate) {
  const words = questionWords(t, form, question)
  const posted = postedFor(body, question.id)
  const item = (value: string) => ({ value, text: words.option(value), checked: posted.choice.includes(value) })
  return {
    id: question.id,
    kind: question.kind,
    title: words.title,
    hint: (question.when ?? []).map(condition => conditionInWords(form, condition, t)).join('. '),
    choices: isChoice(question) ? question.options.map(item) : [],
    withheld: withheldOf(question).map(item),
    written: posted.words,
  }
}

function conditionInWords(form: Form, { question: id, is }: NonNullable<Question['when']>[number], t: Translate) {
  const question = form.questions.find(each => each.id === id)
  if (!question) throw new Error(`Form ${form.id} asks about ${id}, which it has not`)
  const words = questionWords(t, form, question)
  return t('console/paper:enter.only-if', { question: words.title, answers: is.map(words.option).join(', ') })
}

/** Describes an error in an answer with the name of its question, because the page has many. */
export function describeAnswerFault(form: Form, { question: id, ...fault }: AnswerFault, t: Translate): FieldError {
  const question = form.questions.find(each => each.id === id)
  const title = question ? questionWords(t, form, question).short : id
  const about = fault.problem === 'too-long' ? { count: fault.over, limit: fault.limit } : {}
  const field = `answer-${id}`
  return { field, href: `#${field}`, text: `${title}: ${t(`forms/common:errors.${fault.problem}`, about)}` }
}
