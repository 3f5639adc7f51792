import fc from 'fast-check'
import {
  findForm,
  formOnPaper,
  forms,
  optionsChosen,
  optionsOf,
  questionsAsked,
  withheldAnswers,
  type Answer,
  type Answers,
  type Form,
  type FormFacts,
  type PaperCondition,
  type Question,
} from '../../../server/domain/applications'
import type { FormId } from '../../../server/domain/topics'

/** Whatever can be answered to a question. */
function answerTo(question: Question): fc.Arbitrary<Answer> {
  const withheld = fc.constantFrom(...withheldAnswers)
  if (!('options' in question)) return fc.oneof(fc.constant({ words: 'Words' }), withheld)
  if (question.kind === 'one') return fc.constantFrom(...question.options, ...withheldAnswers)
  const together = question.options.filter(option => option !== question.alone)
  return fc.oneof(
    fc.subarray([...together], { minLength: 1 }),
    fc.constantFrom(...withheldAnswers, ...(question.alone === undefined ? [] : [[question.alone]])),
  )
}

const answersTo = (form: Form): fc.Arbitrary<Answers> =>
  fc.record(Object.fromEntries(form.questions.map(question => [question.id, answerTo(question)])))

const ticksOf = (answer: Answer | undefined): readonly string[] => optionsChosen(answer)

/** The questions that somebody answers who goes only by the paper. */
function answeredOnPaper(form: Form, answers: Answers): string[] {
  const paper = formOnPaper(form)
  const ticked = new Map<number, readonly string[]>()
  const isTrue = ({ number, ticked: isTicked, options }: PaperCondition) =>
    (ticked.get(number) ?? []).some(option => options.includes(option)) === isTicked
  const answered: string[] = []
  let at = 1
  while (at <= paper.length) {
    const { question, onlyIf, goTo } = paper[at - 1]!
    let next = at + 1
    if (onlyIf.every(isTrue)) {
      const ticks = ticksOf(answers[question.id])
      answered.push(question.id)
      ticked.set(at, ticks)
      for (const tick of ticks) {
        const jump = goTo.get(tick)
        if (jump !== undefined) next = jump ?? paper.length + 1
      }
    }
    expect(next).toBeGreaterThan(at)
    at = next
  }
  return answered
}

test.each(forms.map(form => [form.id, form] as const))(
  '%s asks the same questions on paper as on the screen',
  (_id, form) => {
    const facts: FormFacts = {
      estate: form.estate ?? 'men',
      releaseDate: null,
      nextHearing: null,
      saidIfSafeToday: false,
    }
    fc.assert(
      fc.property(answersTo(form), answers => {
        expect(answeredOnPaper(form, answers)).toEqual(questionsAsked(form, answers, facts).map(({ id }) => id))
      }),
    )
  },
)

/** What one question of a form says, by question id. */
const onPaper = (form: FormId, id: string) => {
  const found = formOnPaper(findForm(form)).find(({ question }) => question.id === id)!
  return {
    onlyIf: found.onlyIf.map(({ number, ticked, options }) => ({ number, ticked, options })),
    goTo: Object.fromEntries(found.goTo),
  }
}

test.each<[FormId, string, object]>([
  ['job-or-training', 'job-to-go-to', { no: 6, 'do-not-know': 6, 'rather-not-say': 6 }],
  ['family-and-children', 'have-children', { no: 5, 'do-not-know': 5, 'rather-not-say': 5 }],
  ['care-leaver', 'in-care', { no: 6 }],
  ['something-private', 'safe-now', { no: null, talk: 3, 'do-not-know': 3, 'rather-not-say': 3 }],
  ['universal-credit', 'about', {}],
])('%s, %s: skips the questions that an answer rules out', (form, id, goTo) => {
  expect(onPaper(form, id).goTo).toEqual(goTo)
})

test.each<[string, FormId, string, object[]]>([
  ['always, when earlier jumps ensure it', 'job-or-training', 'call-boss', []],
  [
    'when an option of several is ticked',
    'somewhere-to-live',
    'children-ages',
    [{ number: 8, ticked: true, options: ['children'] }],
  ],
  [
    'when other questions come between',
    'universal-credit',
    'claim-facts',
    [{ number: 1, ticked: false, options: ['before-prison'] }],
  ],
  [
    'unless one of many options is ticked',
    'keep-or-end-tenancy',
    'told-landlord',
    [{ number: 1, ticked: false, options: ['own-home'] }],
  ],
])('says when a question applies: %s', (_why, form, id, onlyIf) => {
  expect(onPaper(form, id).onlyIf).toEqual(onlyIf)
})

test('has only conditions on options that can be ticked', () => {
  for (const { onlyIf } of forms.flatMap(formOnPaper)) {
    for (const { question, options } of onlyIf)
      expect(optionsOf(question)).toEqual(expect.arrayContaining([...options]))
  }
})
