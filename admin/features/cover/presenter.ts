import type { Translate } from '../../../server/content/words/words'
import type { ComAbsence, StaffMember } from '../../../server/database'
import { dayInWords, type CalendarDay } from '../../../server/domain/calendar'
import { roleEntry } from '../../../server/domain/staff/roles'
import { keeperOf } from '../../../server/use-cases/accounts/com-absences'
import { dayInField } from '../../forms/day-field'
import { momentInWords } from '../../presenting/moments'
import { comInWords } from '../../presenting/people/com-cover'

/** Who is away and covered, today and later, and the form that says so. */
export function presentCover(
  absences: readonly ComAbsence[],
  reader: StaffMember,
  typed: Readonly<Record<string, string>> | null,
  today: CalendarDay,
  t: Translate,
) {
  const isOwn = roleEntry(reader.role).sees === 'as-com'
  return {
    pageName: t('console/cover:title'),
    what: t(`console/cover:what.${isOwn ? 'com' : 'spo'}`),
    absences: absences.map(absence => presentAbsence(absence, reader, today, t)),
    asksCom: !isOwn,
    com: typed?.['cover-com'] ?? '',
    from: typed?.['cover-from'] ?? dayInField(today),
    until: typed?.['cover-until'] ?? '',
    cover: typed?.['cover-by'] ?? '',
  }
}

function presentAbsence(absence: ComAbsence, reader: StaffMember, today: CalendarDay, t: Translate) {
  const { id, comKey, fromDay, untilDay, setBy, setByName, setAt } = absence
  const { comKeys, pduId } = keeperOf(reader)
  const isKept = comKeys.includes(comKey) || (pduId !== null && absence.pduId === pduId) || setBy === reader.id
  const days = { from: dayInWords(fromDay), until: dayInWords(untilDay) }
  const com = comInWords(absence, t)
  const isNow = fromDay <= today
  return {
    com,
    days: t('console/cover:days', days),
    state: t(`console/cover:states.${isNow ? 'now' : 'later'}`),
    colour: isNow ? 'govuk-tag--green' : 'govuk-tag--blue',
    cover: coverInWords(absence, reader, t),
    by: t('console/cover:by', { name: setByName, when: momentInWords(setAt) }),
    remove: isKept ? `/cover/${id}/remove` : null,
    removeWhom: t('console/cover:remove-whom', { com, ...days }),
  }
}

function coverInWords(
  { coveredBy, coverName, coverEmail, isCoverEnded }: ComAbsence,
  { id }: StaffMember,
  t: Translate,
) {
  if (coveredBy === null) return t('console/cover:nobody')
  if (coveredBy === id) return t('console/cover:you')
  const cover = { name: coverName, email: coverEmail }
  return t(`console/cover:${isCoverEnded ? 'ended' : 'cover'}`, cover)
}
