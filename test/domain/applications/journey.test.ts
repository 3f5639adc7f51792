import { join } from 'node:path'
import fc from 'fast-check'
import { questionWords } from '../../../server/content/words/form-words'
import { loadWords } from '../../../server/content/words/words'
import {
  answersGiven,
  feelSafe,
  findForm,
  findFormByCode,
  forms,
  isDay,
  nextQuestion,
  optionsChosen,
  parseAnswer,
  pagesAsked,
  questionsAsked,
  readAnswers,
  raisesConcern,
  stopsHere,
  topicOf,
  withheldAnswers,
  type Answer,
  type Answers,
  type Form,
  type FormFacts,
  type Question,
} from '../../../server/domain/applications'
import { addDays, calendarDay } from '../../../server/domain/calendar'
import type { FormId } from '../../../server/domain/topics'

const today = calendarDay('2026-11-23')
const facts: FormFacts = { estate: 'men', releaseDate: null, nextHearing: null, saidIfSafeToday: false }

const form = findForm

function question(formId: FormId, id: string): Question {
  const found = form(formId).questions.find(question => question.id === id)
  if (!found) throw new Error(`No question ${id} in ${formId}`)
  return found
}

const idsAsked = (formId: FormId, answers: Answers) => questionsAsked(form(formId), answers, facts).map(({ id }) => id)
const topic = (formId: FormId, answers: Answers, formFacts: FormFacts = facts) =>
  topicOf(form(formId), answersGiven(form(formId), answers, formFacts), formFacts, today)

describe('an answer in words', () => {
  const ask = question('something-else', 'ask')
  const wordsOf = (words: string) => parseAnswer(ask, { choice: [], words }, today)

  it('is stored as written, trimmed of surrounding space', () => {
    expect(wordsOf('  When is my meeting?\r\nThank you ')).toEqual({
      ok: true,
      answer: { words: 'When is my meeting?\nThank you' },
    })
  })

  it.each([
    ['Arabic with vowel marks', 'مُحَمَّد ', 4],
    ['families and flags', '👨‍👩‍👧‍👦🏴󠁧󠁢󠁷󠁬󠁳󠁿', 2],
    ['Welsh with combining marks', 'ŵ\u0302ŷ'.normalize('NFD'), 2],
    ['Hindi', 'क्षि', 1],
  ])('counts letters as people see them: %s', (_name, letter, letters) => {
    const times = Math.floor(300 / letters)
    expect(wordsOf(letter.trim().repeat(times))).toMatchObject({ ok: true })
    expect(wordsOf(letter.trim().repeat(times) + 'x'.repeat(301 - times * letters))).toEqual({
      ok: false,
      problem: 'too-long',
      limit: 300,
      over: 1,
    })
  })

  it('may run from right to left, with the marks that this needs', () => {
    const words = 'أريد أن أتصل بـ \u200fShelter\u200e، رقم 12'
    expect(wordsOf(words)).toEqual({ ok: true, answer: { words } })
    const persian = 'می\u200cخواهم'
    expect(wordsOf(persian)).toEqual({ ok: true, answer: { words: persian } })
  })

  it('may be one long word', () => {
    const words = 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch'
    expect(wordsOf(words)).toEqual({ ok: true, answer: { words } })
  })

  it.each([
    ['NUL', 'a\u0000b', 'ab'],
    ['escape', 'a\u001b[2Jb', 'a[2Jb'],
    ['delete', 'a\u007fb', 'ab'],
    ['a text direction override', 'a\u202eb', 'ab'],
    ['the marks that a telephone puts around a number', '\u202a07700\u202c \u2068900\u2069', '07700 900'],
    ['a space without width', 'a\u200bb\ufeff', 'ab'],
    ['half a letter', 'a\ud800b', 'a\ufffdb'],
    ['a soft break of Word', 'a\u000bb', 'a\nb'],
    ['a page break', 'a\u000cb', 'a\nb'],
    ['line separators', 'a\u2028b\u2029c\u0085d', 'a\nb\nc\nd'],
    ['a tab', 'a\tb', 'a b'],
  ])('is taken without what nobody can see: %s', (_name, words, kept) => {
    expect(wordsOf(words)).toEqual({ ok: true, answer: { words: kept } })
  })

  it.each(['\u200b\u200b', '\u2800', '\u3164', '\u00ad', '\u200d\ufe0f', '\u0301', '\u0000'])(
    'is nothing when nobody can read it: %j',
    words => {
      expect(wordsOf(words)).toEqual({ ok: false, problem: 'nothing-written' })
    },
  )

  it('cannot hide a long text in one letter', () => {
    expect(wordsOf(`a${'\u0301'.repeat(10_000)}`)).toMatchObject({ ok: false, problem: 'too-long' })
  })

  it('is the same when it is read again, whatever is pasted', () => {
    const pasted = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({
        unit: fc.constantFrom('\r', '\n', '\u2028', '\u0000', '\u202e', '\u0301', 'a', '\ud83d', '👨‍👩‍👧‍👦', 'ه'),
      }),
    )
    fc.assert(
      fc.property(pasted, words => {
        const read = wordsOf(words)
        if (!read.ok || typeof read.answer !== 'object' || !('words' in read.answer)) return
        expect(read.answer.words).toMatch(
          /^[^\p{Cs}\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+$/u,
        )
        expect(read.answer.words.length).toBeLessThanOrEqual(300 * 16)
        expect(wordsOf(read.answer.words)).toEqual(read)
      }),
    )
  })

  it('says by how many letters it is too long', () => {
    expect(wordsOf('a'.repeat(300))).toMatchObject({ ok: true })
    expect(wordsOf('a'.repeat(317))).toEqual({ ok: false, problem: 'too-long', limit: 300, over: 17 })
  })

  it('is either text or one of the two withheld answers', () => {
    expect(wordsOf(' \n\t ')).toEqual({ ok: false, problem: 'nothing-written' })
    for (const withheld of withheldAnswers) {
      expect(parseAnswer(ask, { choice: [withheld], words: '' }, today)).toEqual({ ok: true, answer: withheld })
      expect(parseAnswer(ask, { choice: [withheld], words: 'x' }, today)).toEqual({ ok: false, problem: 'both' })
    }
    expect(parseAnswer(ask, { choice: [...withheldAnswers], words: '' }, today)).toEqual({
      ok: false,
      problem: 'not-an-option',
    })
    expect(parseAnswer(ask, { choice: ['yes'], words: '' }, today)).toEqual({ ok: false, problem: 'not-an-option' })
  })
})

describe('an answer chosen from options', () => {
  const pick = (formId: FormId, id: string, ...choice: string[]) =>
    parseAnswer(question(formId, id), { choice, words: '' }, today)

  it('is one of the options or a withheld answer', () => {
    expect(pick('somewhere-to-live', 'go-back', 'cannot')).toEqual({ ok: true, answer: 'cannot' })
    expect(pick('somewhere-to-live', 'go-back', 'rather-not-say')).toEqual({ ok: true, answer: 'rather-not-say' })
    expect(pick('somewhere-to-live', 'go-back')).toEqual({ ok: false, problem: 'nothing-chosen' })
    expect(pick('somewhere-to-live', 'go-back', 'maybe')).toEqual({ ok: false, problem: 'not-an-option' })
    expect(pick('somewhere-to-live', 'go-back', 'constructor')).toEqual({ ok: false, problem: 'not-an-option' })
    expect(pick('somewhere-to-live', 'go-back', 'yes', 'no')).toEqual({ ok: false, problem: 'alone' })
  })

  it('can have several options, each once and in the order of the form', () => {
    expect(pick('somewhere-to-live', 'needs', 'pet', 'step-free', 'pet')).toEqual({
      ok: true,
      answer: ['step-free', 'pet'],
    })
    expect(pick('bank-account', 'which-id', 'none')).toEqual({ ok: true, answer: ['none'] })
    expect(pick('bank-account', 'which-id', 'do-not-know')).toEqual({ ok: true, answer: 'do-not-know' })
  })

  it('can be none, where a question can be left empty', () => {
    expect(pick('somewhere-to-live', 'needs')).toEqual({ ok: true, answer: [] })
    expect(pick('bank-account', 'which-id')).toEqual({ ok: false, problem: 'nothing-chosen' })
  })

  it('cannot combine "none of these" with another option', () => {
    expect(pick('bank-account', 'which-id', 'none', 'passport')).toEqual({ ok: false, problem: 'alone' })
    expect(pick('bank-account', 'which-id', 'passport', 'rather-not-say')).toEqual({ ok: false, problem: 'alone' })
  })
})

describe('the questions that apply', () => {
  it.each<[FormId, string, Answers, boolean]>([
    ['somewhere-to-live', 'why-not-back', { 'go-back': 'no' }, true],
    ['somewhere-to-live', 'why-not-back', { 'go-back': 'cannot' }, true],
    ['somewhere-to-live', 'why-not-back', { 'go-back': 'yes' }, false],
    ['somewhere-to-live', 'children-ages', { 'who-with': ['partner', 'children'] }, true],
    ['somewhere-to-live', 'children-ages', { 'who-with': [] }, false],
    ['somewhere-to-live', 'which-council', { 'tell-council': 'yes' }, true],
    ['somewhere-to-live', 'which-council', { 'tell-council': 'rather-not-say' }, false],
    ['keep-or-end-tenancy', 'who-pays', { 'being-paid': 'no' }, false],
    ['keep-or-end-tenancy', 'who-pays', { 'being-paid': 'not-sure' }, true],
    ['keep-or-end-tenancy', 'told-landlord', { 'kind-of-home': 'own-home' }, false],
    ['keep-or-end-tenancy', 'told-landlord', { 'kind-of-home': 'rather-not-say' }, true],
    ['tag-address', 'where', { 'have-address': 'yes' }, true],
    ['tag-address', 'where', { 'have-address': 'no' }, false],
    ['tag-address', 'cas2-room', { 'have-address': 'no' }, true],
    ['tag-address', 'cas2-room', { 'have-address': 'yes' }, false],
    ['universal-credit', 'claim-facts', { about: 'before-prison' }, false],
    ['universal-credit', 'claim-facts', { about: 'do-not-know' }, true],
    ['bank-account', 'can-use', { 'have-account': 'no' }, false],
    ['identity-documents', 'where-id', { 'which-id': ['none'] }, false],
    ['identity-documents', 'where-id', { 'which-id': ['passport'] }, true],
    ['debts-and-bills', 'amount', { 'have-debts': 'no' }, false],
    ['debts-and-bills', 'pressure', { 'have-debts': 'no' }, true],
    ['debts-and-bills', 'ask-court', { 'have-debts': 'yes', kinds: ['rent'] }, false],
    ['identity-documents', 'parents', { 'help-to-get': ['birth-certificate', 'passport'] }, true],
    ['identity-documents', 'born', { 'help-to-get': ['nothing'] }, false],
    ['job-or-training', 'call-boss', { 'job-to-go-to': 'yes' }, true],
    ['gp-and-health', 'gp-area', { 'join-gp': 'no' }, false],
    ['drugs-and-alcohol', 'worker-town', { 'worker-outside': 'yes' }, true],
    ['care-leaver', 'care-council', { 'in-care': 'no' }, false],
    ['care-leaver', 'contact-adviser', { 'in-care': 'yes', 'personal-adviser': 'yes' }, true],
    ['care-leaver', 'contact-adviser', { 'in-care': 'no', 'personal-adviser': 'yes' }, false],
    ['family-and-children', 'children-where', { 'have-children': 'yes' }, true],
    ['family-and-children', 'children-where', { 'have-children': 'no' }, false],
    ['something-private', 'about', { 'safe-now': 'yes' }, true],
    ['something-private', 'about', { 'safe-now': 'talk' }, false],
    ['something-private', 'talk-to', { 'safe-now': 'talk' }, true],
    ['something-private', 'talk-to', { 'safe-now': 'no' }, false],
    ['veteran', 'which-service', { served: 'no' }, false],
    ['immigration', 'letter-date', { 'home-office-letter': 'yes' }, true],
    ['immigration', 'find-lawyer', { 'have-lawyer': 'yes' }, false],
    ['immigration', 'lawyer-name', { 'have-lawyer': 'yes' }, true],
    ['immigration', 'which-language', { interpreter: 'yes' }, true],
    ['release-plan', 'understands-licence', { about: 'parole' }, false],
  ])('include or leave out %s %s after %j: %s', (formId, id, answers, applies) => {
    expect(idsAsked(formId, answers).includes(id)).toBe(applies)
  })

  it('leave out a question that depends on an answer that no longer applies', () => {
    const answers: Answers = { 'in-care': 'no', 'personal-adviser': 'yes', 'contact-adviser': 'yes' }
    expect(idsAsked('care-leaver', answers)).toEqual(['in-care', 'feel-safe'])
    expect(answersGiven(form('care-leaver'), answers, facts)).toEqual({ 'in-care': 'no' })
  })

  it('leave answers from before a change of mind out of what is sent', () => {
    const first: Answers = { about: 'before-prison', 'have-account': 'yes' }
    expect(topic('universal-credit', first)).toBe('benefits-now')
    expect(answersGiven(form('universal-credit'), first, facts)).toEqual({ about: 'before-prison' })
    const changed = { ...first, about: 'when-leaving' }
    expect(answersGiven(form('universal-credit'), changed, facts)).toEqual(changed)
    expect(topic('universal-credit', changed)).toBe('universal-credit')
  })

  it('start at the first without an answer and end when all have one', () => {
    expect(nextQuestion(form('thinking-and-behaviour'), {}, facts)?.id).toBe('help-feelings')
    const answers: Answers = { 'help-feelings': 'yes', 'join-course': 'no', 'feel-safe': 'safe' }
    expect(nextQuestion(form('thinking-and-behaviour'), answers, facts)?.id).toBe('help-gambling')
    expect(nextQuestion(form('thinking-and-behaviour'), { ...answers, 'help-gambling': 'no' }, facts)).toBeUndefined()
  })

  it('ask again what was answered with an option, or in a way, that the form no longer has', () => {
    const changed = form('thinking-and-behaviour')
    const answers: Answers = { 'help-feelings': 'yes', 'join-course': 'no', 'feel-safe': 'safe', 'help-gambling': 'no' }
    expect(nextQuestion(changed, answers, facts)).toBeUndefined()
    for (const answer of ['sometimes', { words: 'Sometimes' }, ['yes']] satisfies Answer[]) {
      const before = { ...answers, 'help-gambling': answer }
      expect(nextQuestion(changed, before, facts)?.id).toBe('help-gambling')
      expect(answersGiven(changed, before, facts)).not.toHaveProperty('help-gambling')
    }
  })

  it('end with whether the person feels safe, on every form', () => {
    for (const { id, questions } of forms) {
      expect({ id, last: questions.at(-1)?.id }).toEqual({ id, last: feelSafe.id })
      expect(questions.filter(question => question.id === feelSafe.id)).toHaveLength(1)
    }
  })

  it('stop only where it is not safe to answer', () => {
    expect(stopsHere(question('something-private', 'safe-now'), 'no')).toBe(true)
    expect(stopsHere(question('something-private', 'safe-now'), 'talk')).toBe(false)
    expect(stopsHere(question('somewhere-to-live', 'go-back'), 'no')).toBe(false)
  })
})

describe('the topic of a form', () => {
  const nowhere: Answers = { 'first-night': 'yes' }
  const leavingIn = (days: number): FormFacts => ({ ...facts, releaseDate: addDays(today, days) })

  it.each([
    [0, 'emergency-accommodation'],
    [55, 'emergency-accommodation'],
    [56, 'emergency-accommodation'],
    [57, 'somewhere-to-live'],
    [-1, 'somewhere-to-live'],
  ])('with nowhere to sleep and %i days to go: %s', (days, expected) => {
    expect(topic('somewhere-to-live', nowhere, leavingIn(days))).toBe(expected)
  })

  it('is not emergency accommodation with somewhere to sleep or without a release date', () => {
    expect(topic('somewhere-to-live', { 'first-night': 'no' }, leavingIn(7))).toBe('somewhere-to-live')
    expect(topic('somewhere-to-live', { 'first-night': 'not-sure' }, leavingIn(7))).toBe('somewhere-to-live')
    expect(topic('somewhere-to-live', nowhere)).toBe('somewhere-to-live')
  })

  it.each<[FormId, Answers, string]>([
    ['keep-or-end-tenancy', {}, 'keep-or-end-tenancy'],
    ['tag-address', {}, 'tag-address'],
    ['universal-credit', { about: 'before-prison' }, 'benefits-now'],
    ['universal-credit', { about: 'when-leaving' }, 'universal-credit'],
    ['universal-credit', { about: 'do-not-know' }, 'universal-credit'],
    ['bank-account', {}, 'bank-account'],
    ['identity-documents', {}, 'identity-documents'],
    ['debts-and-bills', {}, 'debts-and-bills'],
    ['job-or-training', { 'worked-before': 'yes', 'job-to-keep': 'yes' }, 'keep-my-job'],
    ['job-or-training', { 'worked-before': 'yes', 'job-to-keep': 'no' }, 'job-or-training'],
    ['gp-and-health', {}, 'gp-and-health'],
    ['mental-health', {}, 'mental-health'],
    ['drugs-and-alcohol', {}, 'drugs-and-alcohol'],
    ['social-care', {}, 'social-care'],
    ['care-leaver', {}, 'care-leaver'],
    ['family-and-children', {}, 'family-and-children'],
    ['something-private', {}, 'something-private'],
    ['mentor', {}, 'mentor'],
    ['womens-services', {}, 'womens-services'],
    ['veteran', {}, 'veteran'],
    ['immigration', {}, 'immigration'],
    ['thinking-and-behaviour', {}, 'thinking-and-behaviour'],
    ['court-release', {}, 'court-release'],
    ['release-plan', { about: 'licence-and-supervision' }, 'licence-and-supervision'],
    ['release-plan', { about: 'my-com' }, 'my-com'],
    ['release-plan', { about: 'parole' }, 'parole'],
    ['release-plan', { about: 'release-dates' }, 'release-dates'],
    ['release-plan', { about: 'rather-not-say' }, 'licence-and-supervision'],
    ['something-else', { about: 'outside-service' }, 'outside-service'],
    ['something-else', { about: 'referral-progress' }, 'referral-progress'],
    ['something-else', { about: 'do-not-know' }, 'something-else'],
  ])('%s with %j: %s', (formId, answers, expected) => {
    expect(topic(formId, answers)).toBe(expected)
  })
})

describe('an answer that raises a safety concern', () => {
  /** forms.md, safetyConcern: these, and "I do not feel safe" on every form. */
  const concerns = [
    'debts-and-bills pressure yes',
    'debts-and-bills pressure talk',
    'mental-health hurt-yourself yes',
    'mental-health hurt-yourself talk',
    'something-private danger yes',
    'something-private danger talk',
    ...forms.map(({ id }) => `${id} feel-safe not-safe`),
  ]

  it('is one of these options and no other', () => {
    const raised = forms.flatMap(form =>
      form.questions.flatMap(question =>
        [...('options' in question ? question.options : []), ...withheldAnswers]
          .filter(option => raisesConcern(form, { [question.id]: question.kind === 'many' ? [option] : option }))
          .map(option => `${form.id} ${question.id} ${option}`),
      ),
    )
    expect(raised.toSorted()).toEqual(concerns.toSorted())
  })

  it('is never inferred from text', () => {
    expect(raisesConcern(form('something-else'), { ask: { words: 'not-safe yes' } })).toBe(false)
  })
})

describe('the declared forms', () => {
  it('match forms.md, each with a unique code', () => {
    const all = Array.from({ length: 24 }, (_, index) => `A${String(index + 1).padStart(2, '0')}`)
    expect(forms.map(({ code }) => code as string).toSorted()).toEqual(all.filter(code => code !== 'A09'))
    expect(findFormByCode('A09')).toBeUndefined()
    expect(findFormByCode('a01')).toBeUndefined()
  })

  it('offer women’s services only in women’s prisons, and include one private form', () => {
    expect(forms.filter(({ estate }) => estate === 'women').map(({ id }) => id)).toEqual(['womens-services'])
    expect(forms.filter(form => form.private).map(({ id }) => id)).toEqual(['something-private'])
  })

  it('name each question once and depend only on options of earlier questions', () => {
    for (const { id, questions, topics } of forms) {
      expect(new Set(questions.map(question => question.id)).size).toBe(questions.length)
      const faults = [...questions.entries()].flatMap(([index, question]) =>
        (question.when ?? []).flatMap(({ question: before, is }) => notOptions(questions.slice(0, index), before, is)),
      )
      const inTopics = topics.flatMap(rule => rule.when ?? [])
      expect({ id, faults }).toEqual({ id, faults: [] })
      expect(inTopics.flatMap(({ question, is }) => notOptions(questions, question, is))).toEqual([])
      expect(topics.at(-1)).toEqual({ topic: topics.at(-1)?.topic })
    }
  })

  it('declare only existing options as concerns, stops and exclusive options', () => {
    const faults = forms
      .flatMap(({ questions }) => questions)
      .flatMap(question => [
        ...notOptions([question], question.id, [...(question.concern ?? []), ...(question.stop ?? [])]),
        ...('alone' in question && question.alone ? notOptions([question], question.id, [question.alone]) : []),
      ])
    expect(faults).toEqual([])
  })

  function notOptions(questions: readonly Question[], id: string, choices: readonly string[]): readonly string[] {
    const found = questions.find(question => question.id === id)
    const options = found !== undefined && 'options' in found ? found.options : []
    const known: readonly string[] = found === undefined ? [] : [...options, ...withheldAnswers]
    return choices.filter(option => !known.includes(option)).map(option => `${id} ${option}`)
  }
})

describe('any answers', () => {
  const anyFacts: fc.Arbitrary<FormFacts> = fc.record({
    estate: fc.constantFrom('men' as const, 'women' as const),
    releaseDate: fc.option(fc.integer({ min: -400, max: 4000 }).map(days => addDays(today, days))),
    nextHearing: fc.option(fc.integer({ min: 0, max: 400 }).map(days => addDays(today, days))),
    saidIfSafeToday: fc.boolean(),
  })
  const anyForm = fc.constantFrom(...forms)

  const anyAnswer = (question: Question): fc.Arbitrary<Answer> => {
    const withheld: fc.Arbitrary<Answer> = fc.constantFrom(...withheldAnswers)
    if (question.kind === 'words') return fc.oneof(withheld, fc.record({ words: fc.string({ minLength: 1 }) }))
    if (question.kind === 'one') return fc.oneof(withheld, fc.constantFrom(...question.options))
    if (question.kind === 'date') return fc.oneof(withheld, fc.constant({ day: today }))
    return fc.oneof(withheld, fc.subarray([...question.options], { minLength: 1 }))
  }

  /** Every question of a form, also those that may not be asked, with an answer each. */
  const anyAnswers = (form: Form): fc.Arbitrary<Answers> =>
    fc.record(Object.fromEntries(form.questions.map(question => [question.id, anyAnswer(question)])))

  const anyJourney = anyForm.chain(form =>
    fc.record({
      form: fc.constant(form),
      facts: anyFacts,
      /** What is answered first, and what instead after going back. */
      rounds: fc.array(anyAnswers(form), { minLength: 1, maxLength: 4 }),
      goesBackTo: fc.array(fc.nat(form.questions.length - 1), { maxLength: 6 }),
    }),
  )

  it('lead to the end of the form through questions with texts in both languages', () => {
    const words = loadWords(join(__dirname, '../../../content'), true)
    fc.assert(
      fc.property(anyJourney, ({ form, facts, rounds, goesBackTo }) => {
        let answers: Answers = {}
        for (const round of rounds) {
          for (let steps = 0; ; steps += 1) {
            expect(steps).toBeLessThanOrEqual(form.questions.length)
            const next = nextQuestion(form, answers, facts)
            if (!next) break
            for (const language of ['en', 'cy']) {
              const shown = questionWords(words.in(language), form, next)
              expect(shown.title).not.toBe('')
              expect(shown.short).not.toBe('')
              for (const each of [...('options' in next ? next.options : []), ...withheldAnswers]) {
                expect(shown.option(each)).not.toBe('')
              }
            }
            answers = { ...answers, [next.id]: round[next.id] ?? 'do-not-know' }
          }
          const ids = questionsAsked(form, answers, facts).map(({ id }) => id)
          expect(Object.keys(answersGiven(form, answers, facts))).toEqual(ids)
          for (const back of goesBackTo) {
            const id = form.questions[back]?.id
            if (id !== undefined && ids.includes(id)) answers = { ...answers, [id]: round[id] ?? 'do-not-know' }
          }
          const changed = rounds.at(-1) ?? {}
          answers = { ...answers, ...Object.fromEntries(Object.entries(changed).slice(0, goesBackTo.length)) }
        }
        expect(topicOf(form, answersGiven(form, answers, facts), facts, today)).toEqual(
          expect.stringMatching(/^[a-z-]+$/),
        )
      }),
    )
  })

  it('are reduced to those that apply, idempotently', () => {
    fc.assert(
      fc.property(
        anyForm.chain(form => fc.tuple(fc.constant(form), anyAnswers(form))),
        anyFacts,
        ([form, answers], facts) => {
          const reduced = answersGiven(form, answers, facts)
          expect(answersGiven(form, reduced, facts)).toEqual(reduced)
          expect(questionsAsked(form, reduced, facts)).toEqual(questionsAsked(form, answers, facts))
        },
      ),
    )
  })

  it('are parsed without exceptions, and parse to the same value again', () => {
    const anyQuestion = fc.constantFrom(...forms.flatMap(({ questions }) => questions))
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.array(fc.nat(0xffff), { maxLength: 20 }).map(units => String.fromCharCode(...units)),
    )
    const anyPost = anyQuestion.chain(question =>
      fc.record({
        question: fc.constant(question),
        words: anyText,
        choice: fc.array(
          fc.oneof(
            anyText,
            fc.constantFrom(...withheldAnswers, ...('options' in question ? question.options : ['yes'])),
          ),
          { maxLength: 4 },
        ),
      }),
    )
    fc.assert(
      fc.property(anyPost, ({ question, words, choice }) => {
        const read = parseAnswer(question, { choice, words }, today)
        if (!read.ok) return
        const { answer } = read
        const again =
          typeof answer === 'object' && 'words' in answer
            ? { choice: [], words: answer.words }
            : { choice: optionsChosen(answer), words: isDay(answer) ? answer.day : '' }
        expect(parseAnswer(question, again, today)).toEqual(read)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a day', () => {
  const dayOf = (formId: FormId, id: string, words: string) =>
    parseAnswer(question(formId, id), { choice: [], words }, today)

  it.each([
    ['4/12/2026', '2026-12-04'],
    ['4/12/', '2026-12-04'],
    ['4/December/2026', '2026-12-04'],
    ['4 December//', '2026-12-04'],
    ['Friday 4 Dec//', '2026-12-04'],
    ['4 Rhagfyr//', '2026-12-04'],
    ['04/12/26//', '2026-12-04'],
    ['2/1/', '2027-01-02'],
  ])('to come is read from its boxes, or all from the first: %s', (words, day) => {
    expect(dayOf('court-release', 'court-date', words)).toEqual({ ok: true, answer: { day } })
  })

  it.each([
    ['20/11/', '2026-11-20'],
    ['24/11/', '2025-11-24'],
  ])('that has gone, without its year, is the last one: %s', (words, day) => {
    expect(dayOf('immigration', 'letter-date', words)).toEqual({ ok: true, answer: { day } })
  })

  it.each([
    ['Leeds//', 'not-a-day'],
    ['Leeds or near my mum', 'not-a-day'],
    ['31/2/2027', 'not-a-day'],
    ['4//', 'not-a-day'],
    ['4/12/1066', 'not-a-day'],
    ['4/12/2026'.repeat(100), 'not-a-day'],
    ['22/11/2026', 'day-gone'],
    ['//', 'no-day'],
    ['', 'no-day'],
  ])('is nothing else: %s', (words, problem) => {
    expect(dayOf('court-release', 'court-date', words)).toEqual({ ok: false, problem })
  })

  it('may be unknown, and is not asked for where it is known', () => {
    const court = question('court-release', 'court-date')
    expect(parseAnswer(court, { choice: ['do-not-know'], words: '' }, today)).toMatchObject({ ok: true })
    expect(parseAnswer(court, { choice: ['do-not-know'], words: '4/12/' }, today)).toMatchObject({ problem: 'both' })
    const leaving = { ...facts, releaseDate: addDays(today, 50) }
    const asked = (known: FormFacts) => questionsAsked(form('bank-account'), {}, known).map(({ id }) => id)
    expect([asked(facts), asked(leaving)].map(ids => ids.includes('when-leaving'))).toEqual([true, false])
  })

  it('that was answered in words, before there was such a question, is asked for again', () => {
    const answers = { 'court-date': { words: 'Next Friday' } }
    expect(nextQuestion(form('court-release'), answers, facts)?.id).toBe('court-date')
  })
})

describe('whether somebody feels safe', () => {
  it('is asked once a day, and kept in the form that asked', () => {
    const ids = (answers: Answers) =>
      questionsAsked(form('mentor'), answers, { ...facts, saidIfSafeToday: true }).map(({ id }) => id)
    expect(idsAsked('mentor', {})).toContain('feel-safe')
    expect(ids({})).not.toContain('feel-safe')
    expect(ids({ 'feel-safe': 'safe' })).toContain('feel-safe')
  })
})

describe('the pages of a form', () => {
  const anyFacts = { ...facts, estate: 'women' } as const

  it.each(forms.map(each => [each.id, each] as const))('%s: a page has a first question that heads it', (_id, each) => {
    const headed = each.questions.filter((question, index) => !question.samePage && each.questions[index + 1]?.samePage)
    for (const first of headed) {
      const rest = each.questions.slice(each.questions.indexOf(first) + 1)
      const others = rest.slice(0, rest.findIndex(({ samePage }) => !samePage) >>> 0)
      const conditions = JSON.stringify(first.when)
      if (first.when) expect(others.map(({ when }) => JSON.stringify(when))).toEqual(others.map(() => conditions))
    }
  })

  it('show a question that depends on another of the page until it is ruled out', () => {
    const page = pagesAsked(form('somewhere-to-live'), {}, anyFacts).find(([first]) => first?.id === 'tell-council')!
    expect(page.map(({ id }) => id)).toContain('which-council')
    const read = (choice: string) =>
      readAnswers(form('somewhere-to-live'), page, {
        posted: ({ id }) => ({ choice: id === 'tell-council' ? [choice] : [], words: '' }),
        given: {},
        facts: anyFacts,
        today,
      }).faults.map(fault => fault.question)
    expect(read('yes')).toEqual(['which-council', 'share-contact', 'feel-safe'])
    expect(read('no')).toEqual(['share-contact', 'feel-safe'])
  })
})
