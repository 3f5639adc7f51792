import asksCy from '../../../content/cy/in-cell/asks.json'
import asksEn from '../../../content/en/in-cell/asks.json'
import { findForm, parseAnswer } from '../../../server/domain/applications'
import { calendarDay } from '../../../server/domain/calendar'
import { tasks, wayToAct } from '../../../server/domain/checklist'

const questions = tasks.filter(({ id }) => wayToAct(id).kind === 'ask')

describe('the ways to act on tasks', () => {
  it('lead to About me, ask staff, or open a form whose first answers are ones that it takes', () => {
    for (const { id } of tasks) {
      const way = wayToAct(id)
      if (way.kind !== 'form') continue
      const form = findForm(way.form)
      for (const [question, answer] of Object.entries(way.answers)) {
        const asked = form.questions.find(each => each.id === question)
        const choice = [answer].flat() as readonly string[]
        expect({ id, answer: asked && parseAnswer(asked, { choice, words: '' }, calendarDay('2026-11-23')) }).toEqual({
          id,
          answer: { ok: true, answer },
        })
      }
    }
  })

  it('decide no consent and nothing about safety', () => {
    for (const { id } of tasks) {
      const way = wayToAct(id)
      if (way.kind !== 'form') continue
      const decided = findForm(way.form).questions.filter(question => way.answers[question.id] !== undefined)
      expect(decided.filter(each => each.concern !== undefined || ('consent' in each && each.consent))).toEqual([])
    }
  })

  it('have a question in both languages where they ask staff', () => {
    const ids = questions.map(({ id }) => id).sort()
    expect(Object.keys(asksEn.questions).sort()).toEqual(ids)
    expect(Object.keys(asksCy.questions).sort()).toEqual(ids)
  })

  it('send no question about money, travel or property to probation as one about the licence', () => {
    const topics = Object.fromEntries(
      questions.flatMap(({ id }) => {
        const way = wayToAct(id)
        return way.kind === 'ask' ? [[id, way.topic]] : []
      }),
    )
    expect(topics).toMatchObject({
      'money-on-the-day': 'something-else',
      'setting-up-home': 'something-else',
      'leaving-day-things': 'something-else',
      'council-tax': 'debts-and-bills',
      'child-arrangements': 'family-and-children',
      certificates: 'job-or-training',
      licence: 'licence-and-supervision',
      'first-probation-meeting': 'licence-and-supervision',
      'release-date': 'release-dates',
      'probation-worker': 'my-com',
    })
  })
})
