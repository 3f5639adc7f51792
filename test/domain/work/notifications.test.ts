import fc from 'fast-check'
import { actions, copies, destinations, teams } from '../../../server/domain/routing'
import {
  isAdvice,
  isHandedOver,
  notificationsWanted,
  notificationWork,
  passedOnTo,
  recipients,
} from '../../../server/domain/work/notifications'
import { canFollow, isEnded, stateAfter } from '../../../server/domain/work/work'

const decision = fc.record({
  destination: fc.constantFrom(...destinations),
  team: fc.constantFrom(...teams),
  copyTo: fc.uniqueArray(fc.constantFrom(...copies)),
  actions: fc.uniqueArray(fc.constantFrom(...actions)),
  restricted: fc.boolean(),
})
const everything = () => true

it('makes one notification for each recipient, and each copy is among them', () => {
  fc.assert(
    fc.property(decision, decided => {
      const wanted = notificationsWanted(decided, everything).map(({ recipient }) => recipient)
      expect(new Set(wanted).size).toBe(wanted.length)
      expect(wanted).toEqual(expect.arrayContaining([...decided.copyTo]))
      for (const recipient of wanted) expect(recipients).toContain(recipient)
    }),
  )
})

it('carries each action that hands something over exactly once, and no other action', () => {
  fc.assert(
    fc.property(decision, decided => {
      const carried = notificationsWanted(decided, everything).flatMap(each => each.actions)
      const expected = decided.restricted ? [] : decided.actions.filter(isHandedOver)
      expect([...carried].sort()).toEqual([...expected].sort())
    }),
  )
})

it('asks nobody to do anything that the person has not agreed to share', () => {
  fc.assert(
    fc.property(decision, fc.func(fc.boolean()), (decided, mayShare) => {
      for (const { actions: carried } of notificationsWanted(decided, mayShare)) {
        for (const action of carried) expect(mayShare(action)).toBe(true)
      }
    }),
  )
})

it('lets staff pass what was told in confidence to nobody, and its safety concern to those who read nothing else', () => {
  expect(passedOnTo({ restricted: true, safetyConcern: false })).toEqual([])
  expect(passedOnTo({ restricted: true, safetyConcern: true })).toEqual(['pom', 'duty-pom', 'prison-safety'])
  const others = recipients.filter(each => each !== 'prt' && each !== 'com')
  for (const safetyConcern of [true, false]) expect(passedOnTo({ restricted: false, safetyConcern })).toEqual(others)
})

it('asks nobody to do anything about what was told in confidence (PSI 5.25)', () => {
  fc.assert(
    fc.property(decision, decided => {
      const wanted = notificationsWanted({ ...decided, restricted: true }, everything)
      expect(wanted.filter(({ purpose }) => purpose === 'to-do')).toEqual([])
    }),
  )
})

it('has the duty POM take what goes to the POM of somebody who has none', () => {
  const decided = { destination: 'PRT', team: 'pre-release-team', actions: ['pass-to-pom'], restricted: false } as const
  const doing = (copyTo: readonly ('pom' | 'duty-pom')[]) =>
    notificationsWanted({ ...decided, copyTo }, everything).find(({ purpose }) => purpose === 'to-do')?.recipient
  expect(doing(['pom'])).toBe('pom')
  expect(doing(['duty-pom'])).toBe('duty-pom')
  expect(doing([])).toBe('pom')
})

it('treats no action as advice that somebody is asked to do', () => {
  expect(actions.filter(action => isAdvice(action) && isHandedOver(action))).toEqual([])
})

it('ends with what is done or told outside, and can be chased only before', () => {
  const open = { status: 'open', holderId: null } as const
  for (const action of ['done', 'told-outside'] as const) {
    const after = stateAfter(notificationWork, open, action, 1)
    expect(isEnded(notificationWork, after.status)).toBe(true)
    expect(canFollow(notificationWork, after, 'chased', 1)).toBe(false)
  }
  expect(stateAfter(notificationWork, open, 'seen', 1)).toEqual({ status: 'seen', holderId: null })
})
