import fc from 'fast-check'
import { join } from 'node:path'
import { questionWords } from '../../../server/content/form-words'
import { loadWords } from '../../../server/content/words'
import {
  answersGiven,
  feelSafe,
  findForm,
  forms,
  nextQuestion,
  parseAnswer,
  questionsAsked,
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

const today = calendarDay('2026-11-23')
const facts: FormFacts = { estate: 'men', releaseDate: null }

function form(id: string): Form {
  const found = findForm(id)
  if (!found) throw new Error(`No form ${id}`)
  return found
}

function question(formId: string, id: string): Question {
  const found = form(formId).questions.find(question => question.id === id)
  if (!found) throw new Error(`No question ${id} in ${formId}`)
  return found
}

const idsAsked = (formId: string, answers: Answers) => questionsAsked(form(formId), answers, facts).map(({ id }) => id)
const topic = (formId: string, answers: Answers, given: FormFacts = facts) =>
  topicOf(form(formId), answersGiven(form(formId), answers, given), given, today)

describe('an answer in words', () => {
  const ask = question('A24', 'ask')
  const wordsOf = (words: string) => parseAnswer(ask, { choice: [], words })

  it('is kept as it was written, less the space around it', () => {
    expect(wordsOf('  When is my meeting?\r\nThank you ')).toEqual({
      ok: true,
      answer: { words: 'When is my meeting?\nThank you' },
    })
  })

  it.each([
    ['Arabic with vowel marks', 'مُحَمَّد ', 4],
    ['families and flags', '👨‍👩‍👧‍👦🏴󠁧󠁢󠁷󠁬󠁳󠁿', 2],
    ['Welsh with marks of its own', 'ŵ\u0302ŷ'.normalize('NFD'), 2],
    ['Hindi', 'क्षि', 1],
  ])('is counted in letters as people see them: %s', (_name, letter, letters) => {
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
    ['NUL', 'a\u0000b'],
    ['escape', 'a\u001b[2Jb'],
    ['delete', 'a\u007fb'],
    ['a C1 control', 'a\u0085b'],
    ['a text direction override', 'a\u202eb'],
    ['a direction isolate', 'a\u2066b'],
    ['a line separator', 'a\u2028b'],
  ])('is refused with %s in it', (_name, words) => {
    expect(wordsOf(words)).toEqual({ ok: false, problem: 'control-characters' })
  })

  it('says by how many letters it is too long', () => {
    expect(wordsOf('a'.repeat(300))).toMatchObject({ ok: true })
    expect(wordsOf('a'.repeat(317))).toEqual({ ok: false, problem: 'too-long', limit: 300, over: 17 })
  })

  it('is words, or one of the two withheld answers, never both and never neither', () => {
    expect(wordsOf(' \n\t ')).toEqual({ ok: false, problem: 'nothing-written' })
    for (const withheld of withheldAnswers) {
      expect(parseAnswer(ask, { choice: [withheld], words: '' })).toEqual({ ok: true, answer: withheld })
      expect(parseAnswer(ask, { choice: [withheld], words: 'x' })).toEqual({ ok: false, problem: 'both' })
    }
    expect(parseAnswer(ask, { choice: [...withheldAnswers], words: '' })).toEqual({
      ok: false,
      problem: 'not-an-option',
    })
    expect(parseAnswer(ask, { choice: ['yes'], words: '' })).toEqual({ ok: false, problem: 'not-an-option' })
  })
})

describe('an answer that is picked', () => {
  const pick = (formId: string, id: string, ...choice: string[]) =>
    parseAnswer(question(formId, id), { choice, words: '' })

  it('is one of the options, or withheld', () => {
    expect(pick('A01', 'go-back', 'cannot')).toEqual({ ok: true, answer: 'cannot' })
    expect(pick('A01', 'go-back', 'rather-not-say')).toEqual({ ok: true, answer: 'rather-not-say' })
    expect(pick('A01', 'go-back')).toEqual({ ok: false, problem: 'nothing-chosen' })
    expect(pick('A01', 'go-back', 'maybe')).toEqual({ ok: false, problem: 'not-an-option' })
    expect(pick('A01', 'go-back', 'constructor')).toEqual({ ok: false, problem: 'not-an-option' })
    expect(pick('A01', 'go-back', 'yes', 'no')).toEqual({ ok: false, problem: 'alone' })
  })

  it('is several where several fit, each once and in the order of the form', () => {
    expect(pick('A01', 'needs', 'pet', 'step-free', 'pet')).toEqual({ ok: true, answer: ['step-free', 'pet'] })
    expect(pick('A01', 'needs', 'none')).toEqual({ ok: true, answer: ['none'] })
    expect(pick('A01', 'needs', 'do-not-know')).toEqual({ ok: true, answer: 'do-not-know' })
  })

  it('is not "none of these" and something too', () => {
    expect(pick('A01', 'needs', 'none', 'pet')).toEqual({ ok: false, problem: 'alone' })
    expect(pick('A01', 'needs', 'pet', 'rather-not-say')).toEqual({ ok: false, problem: 'alone' })
  })
})

describe('the questions that are asked', () => {
  it.each<[string, string, Answers, boolean]>([
    ['A01', 'why-not-back', { 'go-back': 'no' }, true],
    ['A01', 'why-not-back', { 'go-back': 'cannot' }, true],
    ['A01', 'why-not-back', { 'go-back': 'yes' }, false],
    ['A01', 'children', { 'who-with': ['partner', 'children'] }, true],
    ['A01', 'children', { 'who-with': ['just-me'] }, false],
    ['A01', 'which-council', { 'tell-council': 'yes' }, true],
    ['A01', 'which-council', { 'tell-council': 'rather-not-say' }, false],
    ['A02', 'who-pays', { 'being-paid': 'no' }, false],
    ['A02', 'who-pays', { 'being-paid': 'not-sure' }, true],
    ['A02', 'told-landlord', { 'kind-of-home': 'own-home' }, false],
    ['A02', 'told-landlord', { 'kind-of-home': 'rather-not-say' }, true],
    ['A03', 'where', { 'have-address': 'yes' }, true],
    ['A03', 'where', { 'have-address': 'no' }, false],
    ['A03', 'cas2-room', { 'have-address': 'no' }, true],
    ['A03', 'cas2-room', { 'have-address': 'yes' }, false],
    ['A04', 'phone-alone', { 'plan-to-claim': 'no' }, false],
    ['A04', 'phone-alone', { 'plan-to-claim': 'not-sure' }, true],
    ['A05', 'can-use', { 'have-account': 'no' }, false],
    ['A06', 'where-id', { 'which-id': ['none'] }, false],
    ['A06', 'where-id', { 'which-id': ['passport'] }, true],
    ['A07', 'amount', { 'have-debts': 'no' }, false],
    ['A07', 'pressure', { 'have-debts': 'no' }, true],
    ['A08', 'what-job', { 'worked-before': 'no' }, false],
    ['A08', 'job-to-keep', { 'worked-before': 'do-not-know' }, true],
    ['A08', 'call-boss', { 'job-to-go-to': 'yes' }, true],
    ['A10', 'gp-area', { 'join-gp': 'no' }, false],
    ['A12', 'worker-town', { 'worker-outside': 'yes' }, true],
    ['A14', 'care-council', { 'in-care': 'no' }, false],
    ['A14', 'contact-adviser', { 'in-care': 'yes', 'personal-adviser': 'yes' }, true],
    ['A14', 'contact-adviser', { 'in-care': 'no', 'personal-adviser': 'yes' }, false],
    ['A15', 'children-where', { 'have-children': 'yes' }, true],
    ['A15', 'children-where', { 'have-children': 'no' }, false],
    ['A16', 'about', { 'safe-now': 'yes' }, true],
    ['A16', 'about', { 'safe-now': 'talk' }, false],
    ['A16', 'talk-to', { 'safe-now': 'talk' }, true],
    ['A16', 'talk-to', { 'safe-now': 'no' }, false],
    ['A18', 'talk-with', { 'talk-in-private': 'yes' }, true],
    ['A19', 'which-service', { served: 'no' }, false],
    ['A20', 'letter-date', { 'home-office-letter': 'yes' }, true],
    ['A20', 'find-lawyer', { 'have-lawyer': 'yes' }, false],
    ['A20', 'which-language', { interpreter: 'yes' }, true],
    ['A23', 'worry', { worried: 'no' }, false],
  ])('%s %s after %j: %s', (formId, id, answers, asked) => {
    expect(idsAsked(formId, answers).includes(id)).toBe(asked)
  })

  it('drops what hung on an answer that is itself no longer asked', () => {
    const answers: Answers = { 'in-care': 'no', 'personal-adviser': 'yes', 'contact-adviser': 'yes' }
    expect(idsAsked('A14', answers)).toEqual(['in-care', 'feel-safe'])
    expect(answersGiven(form('A14'), answers, facts)).toEqual({ 'in-care': 'no' })
  })

  it('keeps what was answered before a change of mind out of what is sent', () => {
    const first: Answers = { 'worked-before': 'yes', 'what-job': { words: 'Roofer' }, 'job-to-keep': 'yes' }
    expect(topic('A08', first)).toBe('keep-my-job')
    const changed = { ...first, 'worked-before': 'no' }
    expect(answersGiven(form('A08'), changed, facts)).toEqual({ 'worked-before': 'no' })
    expect(topic('A08', changed)).toBe('job-or-training')
  })

  it('begins at the first that has no answer, and ends when all have one', () => {
    expect(nextQuestion(form('A21'), {}, facts)?.id).toBe('help-feelings')
    const answers: Answers = { 'help-feelings': 'yes', 'join-course': 'no', 'feel-safe': 'safe' }
    expect(nextQuestion(form('A21'), answers, facts)?.id).toBe('help-gambling')
    expect(nextQuestion(form('A21'), { ...answers, 'help-gambling': 'no' }, facts)).toBeUndefined()
  })

  it('asks whether the person feels safe, last, on every form', () => {
    for (const { id, questions } of forms) {
      expect({ id, last: questions.at(-1)?.id }).toEqual({ id, last: feelSafe.id })
      expect(questions.filter(question => question.id === feelSafe.id)).toHaveLength(1)
    }
  })

  it('stops where it is not safe to answer, and nowhere else', () => {
    expect(stopsHere(question('A16', 'safe-now'), 'no')).toBe(true)
    expect(stopsHere(question('A16', 'safe-now'), 'talk')).toBe(false)
    expect(stopsHere(question('A01', 'go-back'), 'no')).toBe(false)
  })
})

describe('the topic that a form sends', () => {
  const nowhere: Answers = { 'first-night': 'yes' }
  const leavingIn = (days: number): FormFacts => ({ estate: 'men', releaseDate: addDays(today, days) })

  it.each([
    [0, 'emergency-accommodation'],
    [55, 'emergency-accommodation'],
    [56, 'emergency-accommodation'],
    [57, 'somewhere-to-live'],
    [-1, 'somewhere-to-live'],
  ])('with nowhere to sleep and %i days to go: %s', (days, expected) => {
    expect(topic('A01', nowhere, leavingIn(days))).toBe(expected)
  })

  it('is not an emergency with somewhere to sleep, or with no date', () => {
    expect(topic('A01', { 'first-night': 'no' }, leavingIn(7))).toBe('somewhere-to-live')
    expect(topic('A01', { 'first-night': 'not-sure' }, leavingIn(7))).toBe('somewhere-to-live')
    expect(topic('A01', nowhere)).toBe('somewhere-to-live')
  })

  it.each<[string, Answers, string]>([
    ['A02', {}, 'keep-or-end-tenancy'],
    ['A03', {}, 'tag-address'],
    ['A04', { about: 'before-prison' }, 'benefits-now'],
    ['A04', { about: 'when-leaving' }, 'universal-credit'],
    ['A04', { about: 'do-not-know' }, 'universal-credit'],
    ['A05', {}, 'bank-account'],
    ['A06', {}, 'identity-documents'],
    ['A07', {}, 'debts-and-bills'],
    ['A08', { 'worked-before': 'yes', 'job-to-keep': 'yes' }, 'keep-my-job'],
    ['A08', { 'worked-before': 'yes', 'job-to-keep': 'no' }, 'job-or-training'],
    ['A10', {}, 'gp-and-health'],
    ['A11', {}, 'mental-health'],
    ['A12', {}, 'drugs-and-alcohol'],
    ['A13', {}, 'social-care'],
    ['A14', {}, 'care-leaver'],
    ['A15', {}, 'family-and-children'],
    ['A16', {}, 'something-private'],
    ['A17', {}, 'mentor'],
    ['A18', {}, 'womens-services'],
    ['A19', {}, 'veteran'],
    ['A20', {}, 'immigration'],
    ['A21', {}, 'thinking-and-behaviour'],
    ['A22', {}, 'court-release'],
    ['A23', { about: 'licence-and-supervision' }, 'licence-and-supervision'],
    ['A23', { about: 'my-com' }, 'my-com'],
    ['A23', { about: 'parole' }, 'parole'],
    ['A23', { about: 'release-dates' }, 'release-dates'],
    ['A23', { about: 'rather-not-say' }, 'licence-and-supervision'],
    ['A24', { about: 'outside-service' }, 'outside-service'],
    ['A24', { about: 'referral-progress' }, 'referral-progress'],
    ['A24', { about: 'do-not-know' }, 'something-else'],
  ])('%s with %j: %s', (formId, answers, expected) => {
    expect(topic(formId, answers)).toBe(expected)
  })
})

describe('an answer that says somebody is not safe', () => {
  /** forms.md, safetyConcern: these, and "I do not feel safe" on every form. */
  const concerns = [
    'A07 pressure yes',
    'A07 pressure talk',
    'A11 hurt-yourself yes',
    'A11 hurt-yourself talk',
    'A16 danger yes',
    'A16 danger talk',
    ...forms.map(({ id }) => `${id} feel-safe not-safe`),
  ]

  it('is one of these and no other, whichever option of whichever question is picked', () => {
    const raised = forms.flatMap(form =>
      form.questions.flatMap(question =>
        [...('options' in question ? question.options : []), ...withheldAnswers]
          .filter(option => raisesConcern(form, { [question.id]: question.kind === 'many' ? [option] : option }))
          .map(option => `${form.id} ${question.id} ${option}`),
      ),
    )
    expect(raised.toSorted()).toEqual(concerns.toSorted())
  })

  it('is never read into words', () => {
    expect(raisesConcern(form('A24'), { ask: { words: 'not-safe yes' } })).toBe(false)
  })
})

describe('forms as declared', () => {
  it('are those of forms.md, each once', () => {
    const all = Array.from({ length: 24 }, (_, index) => `A${String(index + 1).padStart(2, '0')}`)
    expect(forms.map(({ id }) => id as string).toSorted()).toEqual(all.filter(id => id !== 'A09'))
    expect(findForm('A09')).toBeUndefined()
    expect(findForm('a01')).toBeUndefined()
  })

  it('keep women’s services to women’s prisons, and only one form private', () => {
    expect(forms.filter(({ estate }) => estate === 'women').map(({ id }) => id)).toEqual(['A18'])
    expect(forms.filter(form => form.private).map(({ id }) => id)).toEqual(['A16'])
  })

  it('name each question once, and hang only on options of questions that come before', () => {
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

  it('name options that exist as concerns, as stops, and as the one that stands alone', () => {
    const faults = forms
      .flatMap(({ questions }) => questions)
      .flatMap(question => [
        ...notOptions([question], question.id, [...(question.concern ?? []), ...(question.stop ?? [])]),
        ...('alone' in question && question.alone ? notOptions([question], question.id, [question.alone]) : []),
      ])
    expect(faults).toEqual([])
  })

  function notOptions(questions: readonly Question[], id: string, wanted: readonly string[]): readonly string[] {
    const found = questions.find(question => question.id === id)
    const options = found === undefined || found.kind === 'words' ? [] : found.options
    const known: readonly string[] = found === undefined ? [] : [...options, ...withheldAnswers]
    return wanted.filter(option => !known.includes(option)).map(option => `${id} ${option}`)
  }
})

describe('whatever is answered', () => {
  const anyFacts: fc.Arbitrary<FormFacts> = fc.record({
    estate: fc.constantFrom('men' as const, 'women' as const),
    releaseDate: fc.option(fc.integer({ min: -400, max: 4000 }).map(days => addDays(today, days))),
  })
  const anyForm = fc.constantFrom(...forms)

  const anyAnswer = (question: Question): fc.Arbitrary<Answer> => {
    const withheld: fc.Arbitrary<Answer> = fc.constantFrom(...withheldAnswers)
    if (question.kind === 'words') return fc.oneof(withheld, fc.record({ words: fc.string({ minLength: 1 }) }))
    if (question.kind === 'one') return fc.oneof(withheld, fc.constantFrom(...question.options))
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

  it('the journey ends, and every question on the way has words in both languages', () => {
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
          const asked = questionsAsked(form, answers, facts).map(({ id }) => id)
          expect(Object.keys(answersGiven(form, answers, facts))).toEqual(asked)
          for (const back of goesBackTo) {
            const id = form.questions[back]?.id
            if (id !== undefined && asked.includes(id)) answers = { ...answers, [id]: round[id] ?? 'do-not-know' }
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

  it('what is given is what is asked, however often it is worked out', () => {
    fc.assert(
      fc.property(
        anyForm.chain(form => fc.tuple(fc.constant(form), anyAnswers(form))),
        anyFacts,
        ([form, answers], facts) => {
          const given = answersGiven(form, answers, facts)
          expect(answersGiven(form, given, facts)).toEqual(given)
          expect(questionsAsked(form, given, facts)).toEqual(questionsAsked(form, answers, facts))
        },
      ),
    )
  })

  it('reading an answer never throws, and what is read once is read the same again', () => {
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
        const read = parseAnswer(question, { choice, words })
        if (!read.ok) return
        const { answer } = read
        const again =
          typeof answer === 'object' && 'words' in answer
            ? { choice: [], words: answer.words }
            : { choice: [answer].flat(), words: '' }
        expect(parseAnswer(question, again)).toEqual(read)
      }),
      { numRuns: 1000 },
    )
  })
})
