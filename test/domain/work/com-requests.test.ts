import {
  comRequestKinds,
  comRequestKindsFor,
  comRequestTable,
  canFollow,
  pathwayOfRequest,
  statusAfter,
  comRequestActions,
  type ComRequestStatus,
} from '../../../server/domain/work/com-requests'
import { pathways } from '../../../server/domain/routing'

const [somebody, another] = [1, 2]
const task = (status: ComRequestStatus, takenBy: number | null = null, isRead = false) => ({
  status,
  takenBy,
  isRead,
})

it('can be asked for every pathway that policy has, and the Women’s Safety Worker in women’s prisons alone', () => {
  const covered = new Set(comRequestKinds.map(kind => comRequestTable[kind].pathway))
  expect(pathways.filter(pathway => !covered.has(pathway))).toEqual([])
  expect(comRequestKindsFor('women')).toEqual(comRequestKinds)
  expect(comRequestKinds.filter(kind => !comRequestKindsFor('men').includes(kind))).toEqual(['womens-safety'])
})

it('belongs to its own pathway unless the COM says another', () => {
  expect(pathwayOfRequest('gp', null)).toBe('personal-social-health')
  expect(pathwayOfRequest('gp', 'accommodation')).toBe('accommodation')
  expect(pathwayOfRequest('crs-referral', null)).toBeNull()
})

it.each([
  [task('waits'), ['taken', 'done', 'not-done', 'withdrawn']],
  [task('taken', somebody), ['handed-back', 'done', 'not-done', 'withdrawn']],
  [task('taken', another), ['taken', 'done', 'not-done', 'withdrawn']],
  [task('done'), ['read']],
  [task('not-done'), ['read']],
  [task('done', null, true), []],
  [task('withdrawn'), []],
])('lets follow %o exactly %o', (from, expected) => {
  expect(comRequestActions.filter(action => canFollow(from, action, somebody))).toEqual(expected)
})

it('is where the act leaves it, and where it was when it is read', () => {
  expect(comRequestActions.map(action => statusAfter(action, 'done'))).toEqual([
    'taken',
    'waits',
    'done',
    'not-done',
    'withdrawn',
    'done',
  ])
})
