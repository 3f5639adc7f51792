import { comRequestWork } from '../../../server/domain/work/com-requests'
import { enquiryWork } from '../../../server/domain/work/enquiries'
import { referralWork } from '../../../server/domain/work/referrals'
import {
  acceptsSteps,
  actionsOf,
  canFollow,
  endsWork,
  isComplete,
  isEnded,
  stateAfter,
  type KindOfWork,
  type WorkAction,
} from '../../../server/domain/work/work'

const kinds: readonly (readonly [string, KindOfWork<string, string>])[] = [
  ['a COM request', comRequestWork],
  ['an enquiry', enquiryWork],
  ['a referral', referralWork],
]

function statusesOf(kind: KindOfWork<string, string>): readonly string[] {
  const named = Object.values(kind.actions).flatMap(({ from, to }) => [...from, ...(to === undefined ? [] : [to])])
  return [...new Set([...kind.ended, ...named])]
}

it.each([
  [{}, {}, true],
  [{ needs: 'words' }, { words: 'Rang them' }, true],
  [{ needs: 'words' }, { words: ' ' }, false],
  [{ needs: 'words' }, { words: null }, false],
  [{ needs: 'words-and-day' }, { words: 'Rang them', doneOn: '2026-11-23' }, true],
  [{ needs: 'words-and-day' }, { words: 'Rang them', doneOn: null }, false],
] as const)('%o with %o is complete: %s', (action, written, expected) => {
  expect(isComplete({ from: [], ...action }, written)).toBe(expected)
})

describe.each(kinds)('%s', (_name, kind) => {
  const open = statusesOf(kind).filter(status => !isEnded(kind, status))

  it('never reopens once it has ended, unless more is asked after an answer', () => {
    for (const [action, { from, to }] of Object.entries(kind.actions)) {
      if (kind === enquiryWork && action === 'added') continue
      if (to !== undefined && from.some(status => isEnded(kind, status))) expect(kind.ended).toContain(to)
    }
  })

  it('can end from every open status', () => {
    for (const status of open) {
      const ends = actionsOf(kind).filter(
        action => endsWork(kind, action) && kind.actions[action]?.from.includes(status),
      )
      expect([status, ends.length > 0]).toEqual([status, true])
    }
  })

  it('can be taken over by a colleague in every open status', () => {
    for (const status of open) {
      const state = { status, holderId: 1, isRead: false }
      expect(canFollow(kind, state, 'taken', 2)).toBe(true)
      expect(canFollow(kind, state, 'taken', 1)).toBe(false)
      expect(stateAfter(kind, state, 'taken', 2).holderId).toBe(2)
    }
  })

  it('loses its holder only where a team can hold it', () => {
    const loses = Object.values(kind.actions).some(({ holder }: WorkAction<string>) => holder === 'nobody')
    expect(loses).toBe(kind.heldByTeam)
  })

  it('cannot be read twice', () => {
    for (const { from, to, whileUnread, isRead } of Object.values(kind.actions)) {
      // What also ends the work follows once.
      if (isRead === true && to === undefined) expect(whileUnread).toEqual(from)
    }
  })
})

it.each<readonly [WorkAction<string>['acceptsStalePage'], readonly string[] | null, boolean]>([
  [undefined, [], true],
  [undefined, ['taken'], false],
  [undefined, null, false],
  [true, ['taken', 'done'], true],
  [true, null, true],
  ['while-held', [], true],
  ['while-held', ['taken', 'handed-back', 'given', 'chased'], true],
  ['while-held', ['taken', 'added'], false],
  ['while-held', ['person-moved'], false],
  ['while-held', null, false],
])('an action that accepts %s of an older page follows %j: %s', (acceptsStalePage, steps, isAccepted) => {
  const action: WorkAction<string> = { from: ['waits'], ...(acceptsStalePage && { acceptsStalePage }) }
  expect(acceptsSteps(action, steps && steps.map(kind => ({ kind })))).toBe(isAccepted)
})
