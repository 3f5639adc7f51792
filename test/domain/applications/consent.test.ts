import fc from 'fast-check'
import {
  bodiesInformed,
  consentBodies,
  consentMissing,
  consentAnswers,
  forms,
  type Form,
} from '../../../server/domain/applications'
import { actions } from '../../../server/domain/routing'
import { topics } from '../../../server/domain/topics'

const formOf = (id: string): Form => forms.find(form => form.id === id)!

describe('consent in answers', () => {
  it('covers the body, with the person who was named', () => {
    const answers = { 'tell-council': 'yes', 'which-council': { words: 'Leeds' }, 'share-contact': 'no' }
    expect(consentAnswers(formOf('somewhere-to-live'), answers)).toEqual([
      { body: 'council-housing', question: 'tell-council', given: true, whom: 'Leeds' },
      { body: 'housing-contact', question: 'share-contact', given: false, whom: null },
    ])
  })

  it.each(['do-not-know', 'rather-not-say'])('is absent when the answer is %s', withheld => {
    expect(consentAnswers(formOf('bank-account'), { 'tell-bank': withheld })).toEqual([])
  })

  it('comes from a question with yes and no, and names a question of the same form', () => {
    for (const form of forms) {
      for (const question of form.questions) {
        if (question.kind !== 'one' || !question.consent) continue
        expect(question.options).toEqual(['yes', 'no'])
        const { named } = question.consent
        if (named) expect(form.questions.map(({ id }) => id)).toContain(named)
      }
    }
  })

  it('is never asked by a private form, whose answers stay with its team', () => {
    const withConsent = forms.filter(form =>
      form.questions.some(question => question.kind === 'one' && question.consent),
    )
    expect(withConsent.some(form => form.private)).toBe(false)
  })
})

describe('an action', () => {
  it('needs the person’s consent to share with a council, DWP, a bank or a GP', () => {
    expect(bodiesInformed('complete-duty-to-refer', 'somewhere-to-live')).toEqual([
      'council-housing',
      'housing-contact',
    ])
    expect(bodiesInformed('refer-to-dwp-work-coach', 'universal-credit')).toEqual(['dwp'])
    expect(bodiesInformed('refer-to-prison-banking', 'bank-account')).toEqual(['bank'])
    expect(bodiesInformed('signpost-to-healthcare-for-gp', 'gp-and-health')).toEqual(['gp'])
  })

  it('about safety needs no consent on any topic', () => {
    for (const topic of topics) expect(bodiesInformed('consider-acct', topic)).toEqual([])
  })

  it('needs consent for exactly the bodies it informs that the person has not agreed to', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...actions),
        fc.constantFrom(...topics),
        fc.subarray([...consentBodies]),
        (action, topic, live) => {
          const missing = consentMissing(action, topic, new Set(live))
          expect(missing).toEqual(bodiesInformed(action, topic).filter(body => !live.includes(body)))
          expect(consentMissing(action, topic, new Set([...live, ...missing]))).toEqual([])
        },
      ),
    )
  })
})
