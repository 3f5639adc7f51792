import type { Translate } from '../../../server/content/words/words'
import { hardAnswers, type PageOpinions } from '../../../server/database'

/** The table of what readers found hard. */
export function presentPageFeedback(opinions: readonly PageOpinions[], t: Translate) {
  return {
    pageName: t('console/page-feedback:title'),
    columns: (['page', 'language', 'hard-in-all', 'not-hard', ...hardAnswers] as const).map(column =>
      t(`console/page-feedback:columns.${column}`),
    ),
    rows: opinions.map(({ page, language, counts, hard }) => ({
      page,
      cells: [
        t(`console/page-feedback:languages.${language}`),
        hard,
        counts['not-hard'] ?? 0,
        ...hardAnswers.map(answer => counts[answer] ?? 0),
      ],
    })),
  }
}
