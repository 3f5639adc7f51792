import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { seesNobody, type EnquiryScope, type Person, type StaffMember } from '../../server/database'
import { addDays } from '../../server/domain/calendar'
import { comRequestWork, isOfSide, type ComRequestAction } from '../../server/domain/work/com-requests'
import { enquiryWork, isBodyAction, type EnquiryAction } from '../../server/domain/work/enquiries'
import {
  nextStatuses,
  referralWork,
  type ReferralAction,
  type ReferralStatus,
} from '../../server/domain/work/referrals'
import {
  acceptsSteps,
  actionsOf,
  canFollow,
  stateAfter,
  type KindOfWork,
  type WorkState,
} from '../../server/domain/work/work'
import { makeComRequest, moveComRequest } from '../../server/use-cases/work/com-requests'
import { makeEnquiry, moveEnquiry } from '../../server/use-cases/work/enquiries'
import { changeOwner, moveReferral, openReferral } from '../../server/use-cases/work/referrals'
import { addPerson, addPrisons, addStaff } from '../set-up/people'
import { startTestSite, type TestSite } from '../set-up/site'

let site: TestSite
let person: Person
let staff: readonly StaffMember[]
let com: StaffMember

beforeAll(async () => {
  site = await startTestSite({ TODAY: '2026-11-23' })
  await addPrisons(site.dependencies)
  person = await addPerson(site.dependencies, 'A1234AA')
  const names = ['first', 'second', 'third']
  staff = await Promise.all(
    names.map(name =>
      addStaff(site.dependencies, { email: `${name}@example.test`, name, role: 'officer', prisons: ['LEI'] }),
    ),
  )
  com = await addStaff(site.dependencies, { email: 'com@example.test', name: 'COM', role: 'com', prisons: [] })
  // Somebody who can answer: nobody is asked who cannot sign in.
  await addStaff(site.dependencies, {
    email: 'nurse@example.test',
    name: 'Nurse',
    role: 'healthcare',
    prisons: ['LEI'],
  })
})

afterAll(() => site.stop())

/** Sees everything, so that only the rule of the kind decides. */
const scope: EnquiryScope = {
  ...seesNobody,
  prisons: ['LEI'],
  team: 'PRT',
  seesRestricted: true,
  answersReviewRequests: true,
  body: 'healthcare',
  bodyPrisons: ['LEI'],
  bodyEmail: null,
  bodyTeam: null,
  today: null,
}
const note = { words: 'A few words', why: 'A reason' }
const by = (member: StaffMember, idempotencyKey: string) => ({
  staff: member,
  scope,
  person,
  idempotencyKey,
  fromAddress: undefined,
})

interface Sent {
  readonly id: number
  readonly version: number
  readonly action: string
  readonly member: StaffMember
  readonly idempotencyKey: string
}

interface Work {
  readonly kind: KindOfWork<string, string>
  readonly repository: () => {
    findInScope(id: number, scope: EnquiryScope): Promise<(WorkState<string> & { version: number }) | undefined>
    steps(ids: readonly number[]): Promise<readonly { readonly kind: string }[]>
  }
  readonly add: (member: StaffMember, idempotencyKey: string) => Promise<{ kind: string; id?: number }>
  readonly send: (sent: Sent) => Promise<{ readonly kind: string }>
  /** Whether this piece of work has an action of its kind. */
  readonly has: (status: string, action: string) => boolean
}

const inDatabase = () => site.dependencies.database
const context = () => site.dependencies.context()
const due = () => addDays(context().today, 7)

const kinds: readonly (readonly [string, Work])[] = [
  [
    'COM request',
    {
      kind: comRequestWork,
      repository: () => inDatabase().comRequests,
      // The team asks nothing of itself, so a COM does.
      add: (_member, key) =>
        makeComRequest(inDatabase(), context(), {
          ...by(com, key),
          request: { ...note, kind: 'gp', pathway: 'personal-social-health', due: due() },
        }),
      send: ({ action, member, idempotencyKey, ...shown }) =>
        moveComRequest(inDatabase(), context(), {
          ...by(member, idempotencyKey),
          ...shown,
          action: action as ComRequestAction,
          words: comRequestWork.actions[action as ComRequestAction].needs ? note.words : null,
          doneOn: action === 'done' ? context().today : null,
        }),
      has: (_status, action) => isOfSide(action as ComRequestAction, { isFromReader: false, isForTeam: true }),
    },
  ],
  [
    'enquiry',
    {
      kind: enquiryWork,
      repository: () => inDatabase().enquiries,
      add: (member, key) =>
        makeEnquiry(inDatabase(), context(), {
          ...by(member, key),
          request: { words: note.words, body: 'healthcare', due: due(), application: null },
        }),
      send: ({ action, member, idempotencyKey, ...shown }) =>
        moveEnquiry(inDatabase(), context(), {
          ...by(member, idempotencyKey),
          ...shown,
          // The body answers, asks back and corrects; those who ask do the rest.
          scope: isBodyAction(action as EnquiryAction) ? scope : { ...scope, body: null, bodyPrisons: [] },
          action: action as EnquiryAction,
          words: enquiryWork.actions[action as EnquiryAction].needs ? note.words : null,
          ...(action === 'added' && { due: due() }),
          ...(action === 'answered-outside' && {
            outside: { way: 'phone' as const, whom: 'Healthcare', on: context().today },
          }),
        }),
      has: () => true,
    },
  ],
  [
    'referral',
    {
      kind: referralWork,
      repository: () => inDatabase().referrals,
      add: (member, key) =>
        openReferral(inDatabase(), context(), { ...referralStep(member, key, 'asked-com'), ...cas }),
      send: ({ action, member, idempotencyKey, ...shown }) =>
        action === 'taken' || action === 'handed-back'
          ? changeOwner(inDatabase(), context(), { ...by(member, idempotencyKey), ...shown, action })
          : moveReferral(inDatabase(), context(), {
              ...referralStep(member, idempotencyKey, action as ReferralStatus),
              ...shown,
            }),
      has: (status, action) =>
        referralWork.actions[action as ReferralAction].to === undefined ||
        nextStatuses('cas', status as ReferralStatus).some(next => next === action),
    },
  ],
]

/** Needs nobody's consent, so that only the rule of the kind decides. */
const cas = { kind: 'cas', whom: 'CAS', application: null } as const

function referralStep(member: StaffMember, idempotencyKey: string, status: ReferralStatus) {
  const appointment = status === 'appointment' ? { at: context().now, place: 'Leeds' } : null
  const { today } = context()
  return { ...by(member, idempotencyKey), status, happenedOn: today, note: null, appointment, chaseOn: null }
}

describe.each(kinds)('work of the kind %s', (_name, { kind, repository, add, send, has }) => {
  const find = async (id: number) => (await repository().findInScope(id, scope))!
  const stepsOf = async (id: number) => (await repository().steps([id])).length

  it('follows the rules of its kind, increments the version at each step and repeats nothing for one idempotency key', async () => {
    const choice = fc.record({
      actor: fc.nat(2),
      action: fc.constantFrom(...actionsOf(kind)),
      isStale: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(choice, { minLength: 3, maxLength: 8 }), async choices => {
        const key = randomUUID()
        const { id = 0 } = await add(staff[0]!, key)
        expect(await add(staff[0]!, key)).toEqual({ kind: 'done', id })
        let [before, steps] = [await find(id), await stepsOf(id)]
        expect([before.version, steps]).toEqual([1, 1])
        for (const { actor, action, isStale } of choices) {
          const member = staff[actor]!
          const idempotencyKey = randomUUID()
          const sent = { id, version: before.version - (isStale ? 1 : 0), action, member, idempotencyKey }
          const since = isStale ? (await repository().steps([id])).slice(-1) : []
          const isAccepted = acceptsSteps(kind.actions[action]!, since)
          const can = isAccepted && canFollow(kind, before, action, member.id) && has(before.status, action)
          expect([action, before, (await send(sent)).kind]).toEqual([action, before, can ? 'done' : 'changed'])
          const after = await find(id)
          expect(after).toMatchObject(can ? stateAfter(kind, before, action, member.id) : before)
          expect(after.version).toBe(before.version + (can ? 1 : 0))
          steps += can ? 1 : 0
          expect(await stepsOf(id)).toBe(steps)
          if (can) expect((await send(sent)).kind).toBe('done')
          expect(await find(id)).toEqual(after)
          before = after
        }
      }),
      { numRuns: 8 },
    )
  })

  it('is changed by only one of two people who act at the same time', async () => {
    for (const action of actionsOf(kind)) {
      const { from, to, acceptsStalePage } = kind.actions[action]!
      // What only adds words is taken from both.
      if (acceptsStalePage === true && (to === undefined || from.includes(to))) continue
      const { id = 0 } = await add(staff[0]!, randomUUID())
      const { status, holderId, version } = await find(id)
      const rivals = [staff[1]!, staff[2]!].filter(({ id: staffId }) =>
        canFollow(kind, { status, holderId }, action, staffId),
      )
      if (rivals.length < 2 || !has(status, action)) continue
      const results = await Promise.all(
        rivals.map(member => send({ id, version, action, member, idempotencyKey: randomUUID() })),
      )
      expect([action, ...results.map(result => result.kind).sort()]).toEqual([action, 'changed', 'done'])
      expect((await find(id)).version).toBe(version + 1)
    }
  })

  it('is added once, and changed once, when the same form is sent twice at the same time', async () => {
    const key = randomUUID()
    const [first, second] = await Promise.all([add(staff[0]!, key), add(staff[0]!, key)])
    expect(first).toEqual({ kind: 'done', id: expect.any(Number) as number })
    expect(second).toEqual(first)
    const id = first.id!
    const { version } = await find(id)
    const sent = { id, version, action: 'taken', member: staff[1]!, idempotencyKey: randomUUID() }
    expect(await Promise.all([send(sent), send(sent)])).toEqual([first, first])
    expect((await find(id)).version).toBe(version + 1)
  })
})
