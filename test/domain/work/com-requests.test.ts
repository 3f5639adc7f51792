import { pathways } from '../../../server/domain/topics'
import {
  comRequestAskerOf,
  comRequestAskers,
  comRequestKinds,
  comRequestKindsFor,
  comRequestTable,
  comRequestWork,
  isOfSide,
  pathwayOfRequest,
  type ComRequestAction,
  type ComRequestStatus,
} from '../../../server/domain/work/com-requests'
import { actionsOf, canFollow, stateAfter } from '../../../server/domain/work/work'

const [somebody, another] = [1, 2]
const request = (status: ComRequestStatus, holderId: number | null = null, isRead = false) => ({
  status,
  holderId,
  isRead,
})

it('offers every pathway of the policy, and the Women’s Safety Worker only in women’s prisons', () => {
  const covered = new Set(comRequestKinds.map(kind => comRequestTable[kind].pathway))
  expect(pathways.filter(pathway => !covered.has(pathway))).toEqual([])
  expect(comRequestKindsFor('women', 'com')).toEqual(comRequestKinds)
  expect(comRequestKinds.filter(kind => !comRequestKindsFor('men', 'com').includes(kind))).toEqual(['womens-safety'])
})

it('lets everybody but the POM ask for a CRS referral', () => {
  const asking = comRequestAskers.filter(asker => comRequestKindsFor('men', asker).includes('crs-referral'))
  expect(asking).toEqual(comRequestAskers.filter(asker => asker !== 'pom'))
})

it.each([
  [{ role: 'com' }, false, 'com'],
  [{ role: 'spo' }, true, 'spo'],
  [{ role: 'pom' }, false, 'pom'],
  [{ role: 'probation-team', teamKind: 'corre-hub' }, false, 'corre-hub'],
  [{ role: 'probation-team', teamKind: 'corre-hub' }, true, 'com'],
  [{ role: 'officer' }, false, null],
  [{ role: 'healthcare' }, false, null],
] as const)('asks as the %o (in place of the COM: %s) as %s', (staff, isInPlaceOfCom, asker) => {
  expect(comRequestAskerOf(staff, { isInPlaceOfCom })).toBe(asker)
})

it('is chased, withdrawn and read by the side that asked, and added to by that side and the team', () => {
  const theirs = (side: { isFromReader: boolean; isForTeam: boolean }) =>
    actionsOf(comRequestWork).filter(action => isOfSide(action, side))
  expect(theirs({ isFromReader: true, isForTeam: false })).toEqual(['added', 'chased', 'withdrawn', 'read'])
  expect(theirs({ isFromReader: false, isForTeam: true })).toEqual([
    'taken',
    'handed-back',
    'added',
    'done',
    'not-done',
  ])
  expect(theirs({ isFromReader: false, isForTeam: false })).toEqual([])
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
