import type { Translate } from '../../server/content/words'
import type { ComAbsence } from '../../server/database'
import { dayInWords } from '../../server/domain/calendar'

/** That a person's COM is away today, and who covers: for whoever covers, why they see this. */
export function comCoverInWords(absences: readonly ComAbsence[], readerId: number, t: Translate): string[] {
  return absences.map(({ comName, comEmail, untilDay, coveredBy, coverName, isCoverEnded }) => {
    const words = { com: comName ?? comEmail, until: dayInWords(untilDay), cover: coverName }
    if (coveredBy === readerId) return t('console/cover:person.you', words)
    return t(`console/cover:person.${coveredBy === null || isCoverEnded ? 'nobody' : 'covered'}`, words)
  })
}
