import { z } from 'zod'
import type { StaffMember } from '../../../server/database'
import type { CalendarDay } from '../../../server/domain/calendar'
import { hasCom } from '../../../server/domain/people'
import { settlings, settlingsFor, type Settling } from '../../../server/domain/people/open-work'
import type { WayOfLeaving } from '../../../server/domain/people/whereabouts'
import { itemName, itemsOf, type Settlement } from '../../../server/use-cases/people/custody/open-work'
import { can } from '../../access/permissions'
import { parseForm, plainTextOrNone, type Fault, type FieldError, type Parsed } from '../../forms/form'
import type { FormReader } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { leaveForm, wordsLimit } from './forms'
import type { Leaver } from './screens'

interface Leaving {
  readonly happenedOn: CalendarDay
  readonly way: WayOfLeaving
  readonly settlement: Settlement
}

const wordsForm = z.object({ 'closing-words': plainTextOrNone(wordsLimit) })

/**
 * Reads the form that records somebody's leaving: the day, the way, and one answer for each piece of open work. What is
 * closed needs words, and what is kept an owner who may see it.
 */
export function settlementForm({ words: allWords }: ConsoleDependencies): FormReader<Leaving, Leaver> {
  const t = allWords.in('en')
  return {
    fields: ['left-on', 'left-how', 'closing-words', 'owner'],
    freeText: ['closing-words'],
    read(body, { found }): Parsed<Leaving, Fault | FieldError> {
      const posted = (body ?? {}) as Readonly<Record<string, unknown>>
      const general = parseForm(leaveForm, body)
      const words = parseForm(wordsForm, body)
      const chosen = chosenIn(posted, found)
      const owner = found.owners.find(({ id }) => String(id) === posted.owner) ?? null
      const faults: (Fault | FieldError)[] = [
        ...(general.ok ? [] : general.faults),
        ...itemsOf(found.open)
          .map(itemName)
          .filter(name => !chosen.has(name))
          .map(name => ({ field: name, href: `#${name}`, text: t('console/whereabouts:leave.not-settled') })),
        ...(words.ok ? [] : words.faults),
      ]
      const settled = new Set(chosen.values())
      if (settled.has('closed') && words.ok && words.value['closing-words'] === null) {
        faults.push({ field: 'closing-words', problem: 'nothing-written' })
      }
      const ownerProblem = settled.has('kept') ? problemOf(owner, found, chosen) : null
      if (ownerProblem !== null) faults.push({ field: 'owner', problem: ownerProblem })
      const [first, ...others] = faults
      if (first || !general.ok || !words.ok) return { ok: false, faults: [first!, ...others] }
      const { 'left-on': happenedOn, 'left-how': way } = general.value
      const settlement: Settlement = {
        of: chosen,
        words: settled.has('closed') ? words.value['closing-words'] : null,
        owner: settled.has('kept') ? owner : null,
      }
      return { ok: true, value: { happenedOn, way, settlement } }
    },
  }
}

/** What was chosen for each piece of open work, as far as it is possible. */
function chosenIn(posted: Readonly<Record<string, unknown>>, { open, person }: Leaver): ReadonlyMap<string, Settling> {
  return new Map(
    itemsOf(open).flatMap(item => {
      const settling = settlings.find(each => each === posted[itemName(item)])
      const isPossible =
        settling !== undefined &&
        settlingsFor(item.kind, { hasCom: hasCom(person), restricted: item.restricted }).includes(settling)
      return isPossible ? [[itemName(item), settling] as const] : []
    }),
  )
}

/** Whoever gets what was told in confidence must be able to see it. */
function problemOf(owner: StaffMember | null, { open }: Leaver, chosen: ReadonlyMap<string, Settling>) {
  if (owner === null) return 'nothing-chosen'
  const isRestrictedKept = itemsOf(open).some(item => item.restricted && chosen.get(itemName(item)) === 'kept')
  return isRestrictedKept && !can(owner.role, 'see-restricted') ? 'not-theirs' : null
}
