import fc from 'fast-check'
import {
  answeredBefore,
  forms,
  expiresSoon,
  lastDayOfDraft,
  openAlready,
  openBeforeStarting,
  optionsChosen,
  parseAnswer,
  progressOf,
  type Form,
  type Question,
} from '../../../server/domain/applications'
import { addDays, calendarDay, londonToday } from '../../../server/domain/calendar'
import { topics } from '../../../server/domain/topics'

const formOf = (id: string): Form => forms.find(form => form.id === id)!
const questionOf = (form: string, id: string): Question => formOf(form).questions.find(each => each.id === id)!

const applications = fc.array(
  fc.record({
    form: fc.constantFrom(...forms.map(({ id }) => id)),
    topic: fc.constantFrom(...topics),
    status: fc.constantFrom('open' as const, 'closed' as const),
  }),
)

describe('one open application per form and topic', () => {
  it('allows an application unless one of the form on the same topic is open, the form is repeatable or there is a safety concern', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...forms),
        fc.constantFrom(...topics),
        fc.boolean(),
        applications,
        (form, topic, safetyConcern, sent) => {
          const found = openAlready(form, { topic, safetyConcern }, sent)
          const same = sent.filter(each => each.status === 'open' && each.form === form.id && each.topic === topic)
          expect(found).toBe(form.several || safetyConcern ? undefined : same[0])
        },
      ),
    )
  })

  it('allows a form to start exactly when it could be sent', () => {
    fc.assert(
      fc.property(fc.constantFrom(...forms), applications, (form, sent) => {
        const canBeSent = form.topics.some(({ topic }) => !openAlready(form, { topic, safetyConcern: false }, sent))
        expect(openBeforeStarting(form, sent).another).toBe(canBeSent)
      }),
    )
  })

  it('never shows an open private application', () => {
    const sent = { form: 'something-private', topic: 'something-private', status: 'open' } as const
    expect(openBeforeStarting(formOf('something-private'), [sent]).open).toEqual([])
  })
})

describe('an answer suggested from an earlier application', () => {
  it('is the latest answer about the same fact', () => {
    const earlier = [
      { form: 'somewhere-to-live', answers: { 'where-next': { words: 'Hull' } } } as const,
      { form: 'universal-credit', answers: { 'where-next': { words: 'Leeds' } } } as const,
    ]
    expect(answeredBefore(questionOf('womens-services', 'where-next'), earlier)).toEqual({ words: 'Hull' })
    expect(answeredBefore(questionOf('gp-and-health', 'gp-area'), earlier)).toEqual({ words: 'Hull' })
  })

  it('is an option of this question and not a withheld answer', () => {
    const which = questionOf('bank-account', 'which-id')
    const papers = (answer: string | string[]) => [
      { form: 'identity-documents' as const, answers: { 'which-id': answer } },
    ]
    expect(answeredBefore(which, papers(['passport', 'marriage']))).toEqual(['passport'])
    expect(answeredBefore(which, papers(['marriage']))).toBeUndefined()
    expect(answeredBefore(which, papers('rather-not-say'))).toBeUndefined()
  })

  it('never comes from a form with a neutral name', () => {
    const quiet = forms.filter(form => form.private || form.neutral)
    expect(quiet.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'debts-and-bills',
        'gp-and-health',
        'mental-health',
        'drugs-and-alcohol',
        'something-private',
        'immigration',
      ]),
    )
    for (const form of quiet) {
      const answers = Object.fromEntries(
        form.questions.map(question => [
          question.id,
          'options' in question ? question.options[0]! : { words: 'Leeds' },
        ]),
      )
      for (const question of forms.flatMap(({ questions }) => questions)) {
        expect(answeredBefore(question, [{ form: form.id, answers }])).toBeUndefined()
      }
    }
  })

  it('is valid for the question that it fills in', () => {
    for (const question of forms.flatMap(form => form.questions).filter(({ fact }) => fact)) {
      for (const form of forms) {
        const answers = Object.fromEntries(
          form.questions.map(each => [
            each.id,
            !('options' in each)
              ? { words: 'Leeds' }
              : each.kind === 'one'
                ? each.options[0]!
                : each.options.slice(0, 2),
          ]),
        )
        const before = answeredBefore(question, [{ form: form.id, answers }])
        if (before === undefined) continue
        const posted =
          typeof before === 'object' && 'words' in before
            ? { choice: [], words: before.words }
            : { choice: optionsChosen(before), words: '' }
        expect(parseAnswer(question, posted, calendarDay('2026-11-23'))).toEqual({ ok: true, answer: before })
      }
    }
  })
})

describe('a draft', () => {
  it('shows its progress in the questions that apply', () => {
    const facts = { estate: 'men', releaseDate: null, nextHearing: null, saidIfSafeToday: false } as const
    expect(progressOf(formOf('something-else'), { about: 'something-else', ask: { words: 'x' } }, facts)).toEqual({
      answered: 2,
      of: 4,
    })
  })

  it('is kept for the configured number of London days, and says so in the last seven', () => {
    const late = new Date('2026-06-30T23:30:00Z')
    const last = lastDayOfDraft(late, 28)
    expect(last).toBe('2026-07-29')
    expect(londonToday(late)).toBe('2026-07-01')
    expect(expiresSoon(last, addDays(last, -8))).toBe(false)
    expect(expiresSoon(last, addDays(last, -7))).toBe(true)
    expect(expiresSoon(last, calendarDay('2026-07-29'))).toBe(true)
  })
})
