import { enquiryWork, type EnquiryAction, type EnquiryStatus } from '../../../server/domain/work/enquiries'
import { actionsOf, canFollow, stateAfter, type WorkState } from '../../../server/domain/work/work'

const [holder, colleague] = [1, 2]
const may = (state: WorkState<EnquiryStatus>, staffId: number) =>
  actionsOf(enquiryWork).filter(action => canFollow(enquiryWork, state, action, staffId))

it.each([
  ['waiting', false, holder, ['answered', 'asked-back', 'added', 'chased', 'answered-outside', 'withdrawn']],
  ['waiting', false, colleague, ['taken', 'answered', 'asked-back', 'added', 'chased', 'answered-outside']],
  ['asked-back', false, holder, ['answered', 'added', 'answered-outside', 'withdrawn']],
  ['asked-back', false, colleague, ['taken', 'answered', 'added', 'answered-outside']],
  ['answered', false, holder, ['corrected', 'added', 'read', 'closed']],
  ['answered', false, colleague, ['taken', 'corrected', 'added']],
  ['answered', true, holder, ['corrected', 'added', 'closed']],
  ['answered', true, colleague, ['corrected', 'added']],
  ['closed', true, holder, []],
  ['closed', true, colleague, []],
  ['withdrawn', false, holder, []],
  ['withdrawn', false, colleague, []],
] as const)('gives the next actions for an enquiry that is %s (read: %s)', (status, isRead, staffId, actions) => {
  expect(may({ status, holderId: holder, isRead }, staffId)).toEqual(actions)
})

it.each([
  ['answered', 'waiting', 'answered'],
  ['asked-back', 'waiting', 'asked-back'],
  ['answered', 'asked-back', 'answered'],
  ['added', 'asked-back', 'waiting'],
  ['added', 'answered', 'waiting'],
  ['chased', 'waiting', 'waiting'],
  ['answered-outside', 'waiting', 'answered'],
  ['corrected', 'answered', 'answered'],
  ['withdrawn', 'waiting', 'withdrawn'],
  ['taken', 'waiting', 'waiting'],
  ['read', 'answered', 'answered'],
  ['closed', 'answered', 'closed'],
] as const)('%s leaves an enquiry that is %s %s', (action: EnquiryAction, before, after) => {
  const state = { status: before, holderId: holder, isRead: false }
  expect(stateAfter(enquiryWork, state, action, colleague).status).toBe(after)
})
