import fc from 'fast-check'
import {
  answeredBefore,
  forms,
  goesSoon,
  keptUntil,
  openAlready,
  openBeforeStarting,
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
  fc.record({ topic: fc.constantFrom(...topics), status: fc.constantFrom('open' as const, 'closed' as const) }),
)

describe('one open application a topic', () => {
  it('lets one pass exactly when nothing about the same is open, the form can be sent again, or somebody is not safe', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...forms),
        fc.constantFrom(...topics),
        fc.boolean(),
        applications,
        (form, topic, safetyConcern, sent) => {
          const found = openAlready(form, { topic, safetyConcern }, sent)
          const same = sent.filter(each => each.status === 'open' && each.topic === topic)
          expect(found).toBe(form.several || safetyConcern ? undefined : same[0])
        },
      ),
    )
  })

  it('never lets a form start that could not be sent, and never stops one that could', () => {
    fc.assert(
      fc.property(fc.constantFrom(...forms), applications, (form, sent) => {
        const canBeSent = form.topics.some(({ topic }) => !openAlready(form, { topic, safetyConcern: false }, sent))
        expect(openBeforeStarting(form, sent).another).toBe(canBeSent)
      }),
    )
  })

  it('never shows something private that is open', () => {
    expect(
      openBeforeStarting(formOf('something-private'), [{ topic: 'something-private', status: 'open' }]).open,
    ).toEqual([])
  })
})

describe('what was answered before', () => {
  it('is the latest answer to the same fact', () => {
    const earlier = [
      { form: 'somewhere-to-live', answers: { 'where-next': { words: 'Hull' } } } as const,
      { form: 'universal-credit', answers: { 'where-next': { words: 'Leeds' } } } as const,
    ]
    expect(answeredBefore(questionOf('womens-services', 'where-next'), earlier)).toEqual({ words: 'Hull' })
    expect(answeredBefore(questionOf('gp-and-health', 'gp-area'), earlier)).toEqual({ words: 'Hull' })
  })

  it('is what is an option here, and not what was withheld', () => {
    const which = questionOf('bank-account', 'which-id')
    const papers = (answer: string | string[]) => [
      { form: 'identity-documents' as const, answers: { 'which-id': answer } },
    ]
    expect(answeredBefore(which, papers(['passport', 'marriage']))).toEqual(['passport'])
    expect(answeredBefore(which, papers(['marriage']))).toBeUndefined()
    expect(answeredBefore(which, papers('rather-not-say'))).toBeUndefined()
  })

  it('never comes out of a form whose name hides what it is about', () => {
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
          question.kind === 'words' ? { words: 'Leeds' } : question.options[0]!,
        ]),
      )
      for (const question of forms.flatMap(({ questions }) => questions)) {
        expect(answeredBefore(question, [{ form: form.id, answers }])).toBeUndefined()
      }
    }
  })

  it('could have been given on the page that it is filled in on', () => {
    for (const question of forms.flatMap(form => form.questions).filter(({ fact }) => fact)) {
      for (const form of forms) {
        const answers = Object.fromEntries(
          form.questions.map(each => [
            each.id,
            each.kind === 'words'
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
            : { choice: [before].flat(), words: '' }
        expect(parseAnswer(question, posted)).toEqual({ ok: true, answer: before })
      }
    }
  })
})

describe('a draft', () => {
  it('says how far it is in the questions that are asked', () => {
    const facts = { estate: 'men', releaseDate: null } as const
    expect(progressOf(formOf('something-else'), { about: 'something-else', ask: { words: 'x' } }, facts)).toEqual({
      answered: 2,
      of: 4,
    })
  })

  it('is kept for so many London days, and says so in the last seven', () => {
    const late = new Date('2026-06-30T23:30:00Z')
    const last = keptUntil(late, 28)
    expect(last).toBe('2026-07-29')
    expect(londonToday(late)).toBe('2026-07-01')
    expect(goesSoon(last, addDays(last, -8))).toBe(false)
    expect(goesSoon(last, addDays(last, -7))).toBe(true)
    expect(goesSoon(last, calendarDay('2026-07-29'))).toBe(true)
  })
})
