import { enquiryWork, type EnquiryAction, type EnquiryStatus } from '../../../server/domain/work/enquiries'
import { actionsOf, canFollow, stateAfter, type WorkState } from '../../../server/domain/work/work'

const [holder, colleague] = [1, 2]
const may = (state: WorkState<EnquiryStatus>, staffId: number) =>
  actionsOf(enquiryWork).filter(action => canFollow(enquiryWork, state, action, staffId))

it.each([
  ['waiting', false, holder, ['answered', 'withdrawn']],
  ['waiting', false, colleague, ['taken', 'answered']],
  ['answered', false, holder, ['corrected', 'read']],
  ['answered', false, colleague, ['taken', 'corrected']],
  ['answered', true, holder, ['corrected']],
  ['answered', true, colleague, ['corrected']],
  ['withdrawn', false, holder, []],
  ['withdrawn', false, colleague, []],
] as const)('gives the next actions for an enquiry that is %s (read: %s)', (status, isRead, staffId, actions) => {
  expect(may({ status, holderId: holder, isRead }, staffId)).toEqual(actions)
})

it.each([
  ['answered', 'waiting', 'answered'],
  ['corrected', 'answered', 'answered'],
  ['withdrawn', 'waiting', 'withdrawn'],
  ['taken', 'waiting', 'waiting'],
  ['read', 'answered', 'answered'],
] as const)('%s leaves an enquiry that is %s %s', (action: EnquiryAction, before, after) => {
  const state = { status: before, holderId: holder, isRead: false }
  expect(stateAfter(enquiryWork, state, action, colleague).status).toBe(after)
})
