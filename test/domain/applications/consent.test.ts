import fc from 'fast-check'
import {
  bodiesTold,
  consentBodies,
  consentMissing,
  consentsSaid,
  forms,
  type Form,
} from '../../../server/domain/applications'
import { actions } from '../../../server/domain/routing'
import { topics } from '../../../server/domain/topics'

const formOf = (id: string): Form => forms.find(form => form.id === id)!

describe('what the answers say of consent', () => {
  it('is a yes to a body, with whom the person named', () => {
    const answers = { 'tell-council': 'yes', 'which-council': { words: 'Leeds' }, 'share-contact': 'no' }
    expect(consentsSaid(formOf('somewhere-to-live'), answers)).toEqual([
      { body: 'council-housing', question: 'tell-council', given: true, whom: 'Leeds' },
      { body: 'housing-contact', question: 'share-contact', given: false, whom: null },
    ])
  })

  it.each(['do-not-know', 'rather-not-say'])('is nothing when the answer is %s', withheld => {
    expect(consentsSaid(formOf('bank-account'), { 'tell-bank': withheld })).toEqual([])
  })

  it('is asked with yes and no, and names a question of the same form', () => {
    for (const form of forms) {
      for (const question of form.questions) {
        if (question.kind !== 'one' || !question.consent) continue
        expect(question.options).toEqual(['yes', 'no'])
        const { named } = question.consent
        if (named) expect(form.questions.map(({ id }) => id)).toContain(named)
      }
    }
  })

  it('is never asked by a private form, whose answers stay with the team that holds it', () => {
    const asked = forms.filter(form => form.questions.some(question => question.kind === 'one' && question.consent))
    expect(asked.some(form => form.private)).toBe(false)
  })
})

describe('an action', () => {
  it('that passes something to a council, DWP, a bank or a GP needs their yes', () => {
    expect(bodiesTold('complete-duty-to-refer', 'somewhere-to-live')).toEqual(['council-housing', 'housing-contact'])
    expect(bodiesTold('refer-to-dwp-work-coach', 'universal-credit')).toEqual(['dwp'])
    expect(bodiesTold('refer-to-prison-banking', 'bank-account')).toEqual(['bank'])
    expect(bodiesTold('signpost-to-healthcare-for-gp', 'gp-and-health')).toEqual(['gp'])
  })

  it('about safety needs none, whatever it is about', () => {
    for (const topic of topics) expect(bodiesTold('consider-acct', topic)).toEqual([])
  })

  it('is free exactly when everyone whom it tells is among those the person lets us tell', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...actions),
        fc.constantFrom(...topics),
        fc.subarray([...consentBodies]),
        (action, topic, live) => {
          const missing = consentMissing(action, topic, new Set(live))
          expect(missing).toEqual(bodiesTold(action, topic).filter(body => !live.includes(body)))
          expect(consentMissing(action, topic, new Set([...live, ...missing]))).toEqual([])
        },
      ),
    )
  })
})
