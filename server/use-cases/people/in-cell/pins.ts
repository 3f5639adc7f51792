import { randomInt } from 'node:crypto'
import type { Database, Person, StaffMember } from '../../../database'
import { whereaboutsTable } from '../../../domain/people/whereabouts'
import { isEasyPin } from '../../accounts/easy-secrets'
import { hashSecret, isSecret } from '../../accounts/secrets'
import { evenOut, inTurn } from '../../accounts/turns'
import type { Caller, Context } from '../../context'

const slipDays = 7

/**
 * Creates a one-time PIN for a slip. It is returned once for printing; only its hash is stored. It replaces the current
 * PIN, lifts a lock, and ends all of the person's sessions.
 */
export async function makePinSlip(
  database: Database,
  { now }: Context,
  { person, staff, fromAddress }: { readonly person: Person; readonly staff: StaffMember } & Caller,
): Promise<{ readonly pin: string; readonly expiresAt: Date }> {
  const slip = await newSlip(person, now)
  await database.transaction(transaction => setSlip(transaction, slip, { now, staff, fromAddress }))
  await database.signInTries.lift(nameOf(person.prisonNumber))
  return slip
}

/** A slip to print: the one time that its PIN is known. */
export interface PinSlip {
  readonly person: Person
  readonly pin: string
  readonly expiresAt: Date
}

async function newSlip(person: Person, now: Date): Promise<PinSlip & { readonly hash: string }> {
  const pin = newPin()
  const expiresAt = new Date(now.getTime() + slipDays * 24 * 60 * 60 * 1000)
  return { person, pin, expiresAt, hash: await hashSecret(pin) }
}

async function setSlip(
  transaction: Database,
  { person, hash, expiresAt }: PinSlip & { readonly hash: string },
  { now, staff, fromAddress }: { readonly now: Date; readonly staff: StaffMember } & Caller,
): Promise<void> {
  await transaction.pins.set({ personId: person.id, hash, oneTime: true, expiresAt, setAt: now })
  await transaction.pins.answerRequest(person.id, now)
  await transaction.inCellSessions.endOf(person.id, now)
  await transaction.audit.record({
    site: 'staff',
    staffId: staff.id,
    personId: person.id,
    action: 'pin-slip-made',
    fromAddress,
  })
}

/**
 * Creates one-time PINs for several people in one transaction, once for each page that asks for them. Whoever has a PIN
 * that can be used keeps it, unless theirs is to be replaced.
 *
 * @returns the slips in the order given, and who kept their PIN; undefined when that page has made its slips already
 */
export async function makePinSlipsOnce(
  database: Database,
  { now }: Context,
  command: {
    readonly people: readonly Person[]
    readonly isReplacing: boolean
    readonly staff: StaffMember
    readonly idempotencyKey: string
  } & Caller,
): Promise<{ readonly slips: readonly PinSlip[]; readonly kept: readonly Person[] } | undefined> {
  const { people, isReplacing, staff, idempotencyKey, fromAddress } = command
  if (!(await database.signInTries.useOnce(`pin-slips:${idempotencyKey}`))) return undefined
  // Hashing is slow by design, so it is done before people are locked.
  const made: Awaited<ReturnType<typeof newSlip>>[] = []
  for (const person of people) made.push(await newSlip(person, now))
  const kept = await database.transaction(async transaction => {
    await transaction.people.lockByNumbers(people.map(({ prisonNumber }) => prisonNumber))
    const usable = isReplacing
      ? new Set()
      : await transaction.pins.usableAmong(
          people.map(({ id }) => id),
          now,
        )
    for (const slip of made) {
      if (!usable.has(slip.person.id)) await setSlip(transaction, slip, { now, staff, fromAddress })
    }
    return people.filter(({ id }) => usable.has(id))
  })
  const slips = made.filter(({ person }) => !kept.includes(person))
  for (const { person } of slips) await database.signInTries.lift(nameOf(person.prisonNumber))
  return { slips, kept }
}

/** The same once for each page that asks for a slip. @returns undefined when that page has made its slip already */
export async function makePinSlipOnce(
  database: Database,
  context: Context,
  command: { readonly person: Person; readonly staff: StaffMember; readonly idempotencyKey: string } & Caller,
): Promise<{ readonly pin: string; readonly expiresAt: Date } | undefined> {
  const isFirst = await database.signInTries.useOnce(`pin-slip:${command.idempotencyKey}`)
  return isFirst ? makePinSlip(database, context, command) : undefined
}

function newPin(): string {
  for (;;) {
    const pin = String(randomInt(1_000_000)).padStart(6, '0')
    if (!isEasyPin(pin, null)) return pin
  }
}

export type SignIn =
  | {
      readonly kind: 'signed-in'
      readonly person: Person
      readonly mustChoosePin: boolean
      /** How many wrong tries there were since they last signed in. */
      readonly wrongTries: number
    }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'locked'; readonly minutes: number }

interface PinTry extends Caller {
  /** In capitals without spaces. */
  readonly prisonNumber: string
  readonly pin: string
}

/**
 * Signs a person in. Five wrong attempts from one address lock a prison number there; neither the result nor its time
 * reveals whether the number exists, or whether the person has left prison.
 *
 * @throws {TooBusy} when too many sign in at once
 */
export function signInWithPin(database: Database, { now }: Context, attempt: PinTry): Promise<SignIn> {
  return inTurn(attempt.fromAddress, async () => {
    const begunAt = performance.now()
    const counted = { name: nameOf(attempt.prisonNumber), from: attempt.fromAddress }
    const { allowed, last, minutes } = await database.signInTries.begin(counted)
    if (!allowed) return { kind: 'locked', minutes }
    const person = await checkPin(database, now, attempt)
    if (person) {
      await database.signInTries.forget(counted)
      await database.pins.answerRequest(person.person.id, now)
      return { kind: 'signed-in', ...person }
    }
    const isSlow = await database.signInTries.isOneOfMany(counted)
    const locked = last ? await database.signInTries.lock(counted) : undefined
    await evenOut(begunAt, isSlow)
    return locked === undefined ? { kind: 'wrong' } : { kind: 'locked', minutes: locked }
  })
}

/** @returns the person whose PIN it is, and undefined for anything else */
async function checkPin(
  database: Database,
  now: Date,
  { prisonNumber, pin, fromAddress }: PinTry,
): Promise<{ person: Person; mustChoosePin: boolean; wrongTries: number } | undefined> {
  const person = await database.people.findByNumber(prisonNumber)
  const stored = person && (await database.pins.find(person.id))
  const isValid = stored && (stored.expiresAt === null || stored.expiresAt > now)
  const usable = isValid && whereaboutsTable[person.whereabouts].canSignIn ? stored : undefined
  const right = await isSecret(pin, usable?.hash)
  if (!person) return undefined
  const wrongTries = right ? await database.audit.wrongTriesOf({ actingPersonId: person.id }) : 0
  await database.audit.record({
    site: 'my',
    actingPersonId: person.id,
    personId: person.id,
    action: right ? 'signed-in' : 'sign-in-refused',
    fromAddress,
  })
  return right && usable ? { person, mustChoosePin: usable.oneTime, wrongTries } : undefined
}

/**
 * Requests a new PIN from staff, at most once a day per number. Returns nothing, so that it does not reveal whether the
 * number exists.
 *
 * @param prisonNumber in capitals without spaces
 */
export async function askForPin(database: Database, { now }: Context, prisonNumber: string): Promise<void> {
  const isFirst = await database.signInTries.useOnce(`pin-request:${prisonNumber.slice(0, 40)}`)
  if (isFirst) await database.pins.ask(prisonNumber, now)
}

/**
 * Dismisses a request for a new PIN. The current PIN stays valid.
 *
 * @param because the reason, in the words of the member of staff
 * @returns false when there is no open request; nothing happens then
 */
export async function dismissPinRequest(
  database: Database,
  { now }: Context,
  {
    person,
    staff,
    because,
    fromAddress,
  }: { readonly person: Person; readonly staff: StaffMember; readonly because: string } & Caller,
): Promise<boolean> {
  return database.transaction(async transaction => {
    const dismissed = await transaction.pins.dismissRequest(person.id, { staffId: staff.id, because, now })
    if (!dismissed) return false
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      personId: person.id,
      action: 'pin-request-dismissed',
      detail: { because },
      fromAddress,
    })
    return true
  })
}

/**
 * Sets a PIN that the person chose and ends their other sessions.
 *
 * @param current the current PIN when they change one of their own, so that a page left open is not enough to take over
 *   the account; null straight after signing in with a slip
 * @param sessionId the current session, which stays open
 * @returns `wrong` or `locked` for the current PIN, counted together with failed sign-ins; `same` when it equals the
 *   current one; `guessable` for one that is easy
 */
export async function choosePin(
  database: Database,
  { now }: Context,
  {
    person,
    current,
    pin,
    sessionId,
    fromAddress,
  }: {
    readonly person: Person
    readonly current: string | null
    readonly pin: string
    readonly sessionId: string
  } & Caller,
): Promise<'chosen' | 'wrong' | 'locked' | 'same' | 'guessable'> {
  const stored = await database.pins.find(person.id)
  if (current !== null) {
    const counted = { name: nameOf(person.prisonNumber), from: fromAddress }
    const isRight = await inTurn(fromAddress, async () => {
      const { allowed, last } = await database.signInTries.begin(counted)
      if (!allowed) return 'locked'
      if (await isSecret(current, stored?.hash)) return 'right'
      if (last) await database.signInTries.lock(counted)
      return last ? 'locked' : 'wrong'
    })
    if (isRight !== 'right') return isRight
    await database.signInTries.forget(counted)
  }
  if (isEasyPin(pin, person.dateOfBirth)) return 'guessable'
  if (await isSecret(pin, stored?.hash)) return 'same'
  const hash = await hashSecret(pin)
  await database.transaction(async transaction => {
    await transaction.pins.set({ personId: person.id, hash, oneTime: false, expiresAt: null, setAt: now })
    await transaction.inCellSessions.endOf(person.id, now, sessionId)
    await transaction.audit.record({
      site: 'my',
      actingPersonId: person.id,
      personId: person.id,
      action: 'pin-chosen',
      fromAddress,
    })
  })
  return 'chosen'
}

/** The name under which tries for a prison number are counted. */
function nameOf(prisonNumber: string): string {
  return `my:${prisonNumber.slice(0, 40)}`
}
