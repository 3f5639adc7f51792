import { forms } from '../../../server/domain/applications'
import { isTopic, topics, topicTable } from '../../../server/domain/topics'

describe('a topic', () => {
  it('is sent only by the form it names', () => {
    const senders = topics.map(topic => [
      topic,
      forms.filter(form => form.topics.some(rule => rule.topic === topic)).map(({ id }) => id),
    ])
    expect(senders).toEqual(topics.map(topic => [topic, [topicTable[topic].form]]))
  })
})

describe('a form', () => {
  it('is named after its default topic, except for the release plan', () => {
    const named = forms.filter(({ id }) => id !== 'release-plan')
    expect(named.map(({ id }) => id)).toEqual(named.map(form => form.topics.at(-1)!.topic))
    expect(isTopic('release-plan')).toBe(false)
  })

  it('has a unique code that reveals nothing about its topic', () => {
    const codes = forms.map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    for (const code of codes) expect(code).toMatch(/^A\d\d$/)
  })
})
