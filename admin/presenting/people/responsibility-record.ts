import type { Translate } from '../../../server/content/words/words'
import type { Correction, Person } from '../../../server/database'
import type { ResponsibilityReason } from '../../../server/domain/routing'
import { longDayOf } from '../../../server/web/pages/days'

type RecordedFact = 'responsibilityOverride' | 'earlyAllocation'

/** The facts that somebody decided, and on which a responsibility can rest. */
const behind: Readonly<Partial<Record<ResponsibilityReason, RecordedFact>>> = {
  override: 'responsibilityOverride',
  'early-allocation': 'earlyAllocation',
}

/** The recorded decision that a responsibility rests on; undefined where it follows from sentence and dates. */
export function factBehind(reason: ResponsibilityReason): RecordedFact | undefined {
  return behind[reason]
}

/** The recorded decision that who is responsible for a person may rest on today. */
export function decidedFact({
  responsibilityOverride,
  earlyAllocation,
}: Pick<Person, RecordedFact>): RecordedFact | undefined {
  if (responsibilityOverride !== null) return 'responsibilityOverride'
  return earlyAllocation ? 'earlyAllocation' : undefined
}

/**
 * Who recorded the decision that a responsibility rests on, in what role, when and why; or the file that it came from.
 * Null where the responsibility follows from sentence and dates.
 *
 * @param corrections of the fact behind it, newest first
 * @param until the moment of the decision that is explained, because the fact may have been corrected since
 */
export function presentWhoRecorded(
  reason: ResponsibilityReason,
  { factSources }: Pick<Person, 'factSources'>,
  corrections: readonly Correction[],
  until: Date,
  t: Translate,
): string | null {
  const fact = factBehind(reason)
  if (fact === undefined) return null
  const correction = corrections.find(({ correctedAt }) => correctedAt <= until)
  const source = factSources[fact]
  const from = source && source.source !== 'staff' && new Date(source.at) <= until ? source : undefined
  if (from && (!correction || new Date(from.at) > correction.correctedAt)) {
    return t(`console/person:sources.${from.source as Exclude<typeof from.source, 'staff'>}`, {
      day: longDayOf(new Date(from.at), 'en'),
    })
  }
  if (!correction) return t('console/person:recorded.not-known')
  const { staffName, staffRole, correctedAt } = correction
  return t('console/person:recorded.by', {
    name: staffName,
    role: t(staffRole === null ? 'console/person:recorded.no-role' : `console/permissions:roles.${staffRole}`),
    day: longDayOf(correctedAt, 'en'),
    reason: correction.reason,
  })
}
