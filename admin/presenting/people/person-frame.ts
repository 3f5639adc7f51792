import type { Translate } from '../../../server/content/words/words'
import type { Person, StaffMember } from '../../../server/database'
import type { CalendarDay, ExtraBankHolidays } from '../../../server/domain/calendar'
import { itemsLeft } from '../../../server/domain/people/leaving'
import { statesFrom } from '../../../server/use-cases/people/custody/leaving'
import type { Asker } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { isLeavingSoon, presentPersonPage, type PersonTab } from './person-page'
import { readPersonsWork, type PersonsWork } from './persons-work'
import { presentOpenWork } from './work-rows'

/**
 * Makes the head of a page about a person, which every such page has: spread it into what the view is given. Its counts
 * are those of the person's own page, so that a tab says the same wherever it stands.
 */
export function personFrame(dependencies: Pick<ConsoleDependencies, 'config' | 'context' | 'database' | 'words'>) {
  const t = dependencies.words.in('en')
  return async (visit: Pick<Asker, 'req' | 'staff' | 'scope'>, person: Person, tab: PersonTab) => {
    const work = await readPersonsWork(dependencies, visit, person)
    return frameFrom(dependencies, visit, person, tab, work, t)
  }
}

/** The same, of work that is read already. */
export function frameFrom(
  { config, context }: Pick<ConsoleDependencies, 'config' | 'context'>,
  { req, staff }: Pick<Asker, 'req' | 'staff'>,
  person: Person,
  tab: PersonTab,
  work: PersonsWork,
  t: Translate,
) {
  const { today } = context()
  const reader = { staff, today, extraBankHolidays: config.extraBankHolidays }
  return {
    personPage: presentPersonPage(
      person,
      tab,
      { ...reader, policy: config.policy, path: req.path },
      t,
      countsOf(person, work, reader, t),
    ),
    raiseFor: person.prisonNumber,
  }
}

function countsOf(
  person: Person,
  work: PersonsWork,
  reader: {
    readonly staff: StaffMember
    readonly today: CalendarDay
    readonly extraBankHolidays: ExtraBankHolidays
  },
  t: Translate,
): Readonly<Partial<Record<PersonTab, string | null>>> {
  const { leaving, notes } = work
  const left = leaving === null ? 0 : itemsLeft(statesFrom(leaving)).length
  return {
    work: String(presentOpenWork(person, work, reader, t).rows.length),
    leaving:
      left > 0 && isLeavingSoon(person, reader.today) ? t('console/person:page.not-settled', { count: left }) : null,
    notes: notes?.[0] ? String(notes[0].total) : null,
  }
}
