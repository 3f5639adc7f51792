import {
  canFollowEnquiry,
  enquiryActions,
  enquiryStatusAfter,
  type EnquiryAction,
} from '../../../server/domain/work/enquiries'

const [holder, colleague] = [1, 2]
const may = (state: Parameters<typeof canFollowEnquiry>[0], staffId: number) =>
  enquiryActions.filter(action => canFollowEnquiry(state, action, staffId))

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
] as const)('%s leaves a question that is %s %s', (action: EnquiryAction, before, after) => {
  expect(enquiryStatusAfter(action, before)).toBe(after)
})
