import {
  agreedTaskKinds,
  agreedTaskKindsFor,
  agreedTaskTable,
  canFollow,
  pathwayOfTask,
  statusAfter,
  taskActs,
  type AgreedTaskStatus,
} from '../../../server/domain/work/com-requests'
import { pathways } from '../../../server/domain/routing'

const [somebody, another] = [1, 2]
const task = (status: AgreedTaskStatus, takenBy: number | null = null, isRead = false) => ({
  status,
  takenBy,
  isRead,
})

it('can be asked for every pathway that policy has, and the Women’s Safety Worker in women’s prisons alone', () => {
  const covered = new Set(agreedTaskKinds.map(kind => agreedTaskTable[kind].pathway))
  expect(pathways.filter(pathway => !covered.has(pathway))).toEqual([])
  expect(agreedTaskKindsFor('women')).toEqual(agreedTaskKinds)
  expect(agreedTaskKinds.filter(kind => !agreedTaskKindsFor('men').includes(kind))).toEqual(['womens-safety'])
})

it('belongs to its own pathway unless the COM says another', () => {
  expect(pathwayOfTask('gp', null)).toBe('personal-social-health')
  expect(pathwayOfTask('gp', 'accommodation')).toBe('accommodation')
  expect(pathwayOfTask('crs-referral', null)).toBeNull()
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
  expect(taskActs.filter(act => canFollow(from, act, somebody))).toEqual(expected)
})

it('is where the act leaves it, and where it was when it is read', () => {
  expect(taskActs.map(act => statusAfter(act, 'done'))).toEqual([
    'taken',
    'waits',
    'done',
    'not-done',
    'withdrawn',
    'done',
  ])
})
