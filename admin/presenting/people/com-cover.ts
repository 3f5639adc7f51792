import type { Translate } from '../../../server/content/words/words'
import type { ComAbsence } from '../../../server/database'
import { dayInWords } from '../../../server/domain/calendar'
import { isNamedComKey } from '../../../server/domain/people'

/** The COM of an absence: by name, and where the prisons have no address so said. */
export function comInWords({ comKey, comName }: Pick<ComAbsence, 'comKey' | 'comName'>, t: Translate): string {
  const com = comName ?? comKey
  return isNamedComKey(comKey) ? t('console/cover:no-address', { com }) : com
}

/** That a person's COM is away today, and who covers: for whoever covers, why they see this. */
export function comCoverInWords(absences: readonly ComAbsence[], readerId: number, t: Translate): string[] {
  return absences.map(({ comName, comKey, untilDay, coveredBy, coverName, isCoverEnded }) => {
    const words = { com: comName ?? comKey, until: dayInWords(untilDay), cover: coverName }
    if (coveredBy === readerId) return t('console/cover:person.you', words)
    return t(`console/cover:person.${coveredBy === null || isCoverEnded ? 'nobody' : 'covered'}`, words)
  })
}
