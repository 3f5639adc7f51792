import { canFollowQuestion, questionActs, questionStatusAfter, type QuestionAct } from '../../../server/domain/work/enquiries'

const [holder, colleague] = [1, 2]
const may = (state: Parameters<typeof canFollowQuestion>[0], staffId: number) =>
  questionActs.filter(act => canFollowQuestion(state, act, staffId))

it.each([
  ['waiting', false, holder, ['answered', 'withdrawn']],
  ['waiting', false, colleague, ['taken', 'answered']],
  ['answered', false, holder, ['corrected', 'read']],
  ['answered', false, colleague, ['taken', 'corrected']],
  ['answered', true, holder, ['corrected']],
  ['answered', true, colleague, ['corrected']],
  ['withdrawn', false, holder, []],
  ['withdrawn', false, colleague, []],
] as const)('what can follow where a question is %s (read: %s)', (status, isRead, staffId, acts) => {
  expect(may({ status, heldBy: holder, isRead }, staffId)).toEqual(acts)
})

it.each([
  ['answered', 'waiting', 'answered'],
  ['corrected', 'answered', 'answered'],
  ['withdrawn', 'waiting', 'withdrawn'],
  ['taken', 'waiting', 'waiting'],
  ['read', 'answered', 'answered'],
] as const)('%s leaves a question that is %s %s', (act: QuestionAct, before, after) => {
  expect(questionStatusAfter(act, before)).toBe(after)
})
