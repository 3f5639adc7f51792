import {
  comRequestKinds,
  comRequestKindsFor,
  comRequestTable,
  comRequestWork,
  pathwayOfRequest,
  type ComRequestAction,
  type ComRequestStatus,
} from '../../../server/domain/work/com-requests'
import { actionsOf, canFollow, stateAfter } from '../../../server/domain/work/work'
import { pathways } from '../../../server/domain/topics'

const [somebody, another] = [1, 2]
const request = (status: ComRequestStatus, holderId: number | null = null, isRead = false) => ({
  status,
  holderId,
  isRead,
})

it('offers every pathway of the policy, and the Women’s Safety Worker only in women’s prisons', () => {
  const covered = new Set(comRequestKinds.map(kind => comRequestTable[kind].pathway))
  expect(pathways.filter(pathway => !covered.has(pathway))).toEqual([])
  expect(comRequestKindsFor('women')).toEqual(comRequestKinds)
  expect(comRequestKinds.filter(kind => !comRequestKindsFor('men').includes(kind))).toEqual(['womens-safety'])
})

it('belongs to its own pathway unless the COM chooses another', () => {
  expect(pathwayOfRequest('gp', null)).toBe('personal-social-health')
  expect(pathwayOfRequest('gp', 'accommodation')).toBe('accommodation')
  expect(pathwayOfRequest('crs-referral', null)).toBeNull()
})

it.each([
  [request('waits'), ['taken', 'added', 'chased', 'done', 'not-done', 'withdrawn']],
  [request('taken', somebody), ['handed-back', 'added', 'chased', 'done', 'not-done', 'withdrawn']],
  [request('taken', another), ['taken', 'added', 'chased', 'done', 'not-done', 'withdrawn']],
  [request('done'), ['read']],
  [request('not-done'), ['read']],
  [request('done', null, true), []],
  [request('withdrawn'), []],
])('allows from %o exactly %o', (from, expected) => {
  expect(actionsOf(comRequestWork).filter(action => canFollow(comRequestWork, from, action, somebody))).toEqual(
    expected,
  )
})

it('has the status that its action leads to, and keeps its status when it is read', () => {
  const statusAfter = (action: ComRequestAction) => stateAfter(comRequestWork, request('done'), action, somebody).status
  expect(actionsOf(comRequestWork).map(statusAfter)).toEqual([
    'taken',
    'waits',
    'done',
    'done',
    'done',
    'not-done',
    'withdrawn',
    'done',
  ])
})
