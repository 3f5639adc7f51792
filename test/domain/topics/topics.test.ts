import { forms } from '../../../server/domain/applications'
import { isTopic, topics, topicTable } from '../../../server/domain/topics'

describe('a topic', () => {
  it('is sent by the form it names, and by no other', () => {
    const senders = topics.map(topic => [
      topic,
      forms.filter(form => form.topics.some(rule => rule.topic === topic)).map(({ id }) => id),
    ])
    expect(senders).toEqual(topics.map(topic => [topic, [topicTable[topic].form]]))
  })
})

describe('a form', () => {
  it('is called by the topic that it sends when nothing else fits, but for the release plan', () => {
    const named = forms.filter(({ id }) => id !== 'release-plan')
    expect(named.map(({ id }) => id)).toEqual(named.map(form => form.topics.at(-1)!.topic))
    expect(isTopic('release-plan')).toBe(false)
  })

  it('has a code of its own, which tells nobody what it is about', () => {
    const codes = forms.map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    for (const code of codes) expect(code).toMatch(/^A\d\d$/)
  })
})
