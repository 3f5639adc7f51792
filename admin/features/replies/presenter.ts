import { applicationTitle } from '../../../server/content/words/application-title'
import { answerWords, messageWords } from '../../../server/content/words/reply-words'
import type { Translate, Words } from '../../../server/content/words/words'
import type { Prison, Reply, ReplyBatch } from '../../../server/database'
import { repliesAtOnce, staysOffPaper } from '../../../server/use-cases/applications/answering/print-replies'
import { longDayOf } from '../../../server/web/pages/days'
import { momentInWords } from '../../presenting/moments'
import { numberAndPlace } from '../../presenting/people/where-is'
import { daysToChoose, type RepliesQuery } from './query'

/** The form that picks replies, how many it found (null when it was not asked yet), and what was printed before. */
export function presentReplies(
  query: RepliesQuery,
  {
    prisons,
    found,
    batches,
  }: {
    readonly prisons: readonly Prison[]
    readonly found: readonly Reply[] | null
    readonly batches: readonly (ReplyBatch & { readonly replies: number })[]
  },
  t: Translate,
) {
  const count = found?.length ?? 0
  const isTooMany = count > repliesAtOnce
  const offPaper = found?.filter(staysOffPaper).length ?? 0
  return {
    pageName: t('console/replies:print.title'),
    prisons: prisons.map(({ id, name }) => ({ value: id, text: name, selected: id === query.prison })),
    query,
    days: daysToChoose.map(days => ({
      value: days,
      text: t('console/replies:print.days.within', { count: days }),
      selected: days === query.days,
    })),
    which: (['not-read', 'all'] as const).map(value => ({
      value,
      text: t(`console/replies:print.which.${value}`),
      selected: value === query.which,
    })),
    found:
      found === null
        ? null
        : count === 0
          ? t('console/replies:print.nothing')
          : isTooMany
            ? t('console/replies:print.too-many', { limit: repliesAtOnce })
            : t('console/replies:print.found', { count }),
    offPaper: offPaper === 0 || isTooMany ? null : t('console/replies:print.off-paper', { count: offPaper }),
    button: count === 0 || isTooMany ? null : t('console/replies:print.button', { count }),
    batches: batches.map(({ id, prisonName, location, madeAt, madeByName, replies }) => ({
      href: `/replies/print/${id}`,
      when: momentInWords(madeAt),
      where: [prisonName, location].filter(each => each !== '').join(', '),
      by: madeByName,
      replies: String(replies),
    })),
  }
}

/** One reply on a sheet that is folded: outside whose it is, inside the words, in the language that they use. */
export function presentSheet(reply: Reply, words: Words) {
  const { language, readingHelp } = reply
  const t = words.in(language)
  const inWords = (at: Date) => longDayOf(at, language)
  const isOffPaper = staysOffPaper(reply)
  const message = { sender: 'staff', body: reply.body, sentAt: reply.sentAt, readAt: reply.sentAt } as const
  return {
    words: t,
    language,
    isLarge: readingHelp.includes('large-print'),
    name: `${reply.firstName} ${reply.lastName}`,
    rows: numberAndPlace(reply, language, t),
    title: isOffPaper
      ? t('paper-replies:come-title', { reference: reply.reference })
      : `${applicationTitle(reply, t)} (${reply.reference})`,
    come: isOffPaper ? t('paper-replies:come') : null,
    answer: isOffPaper ? null : answerWords({ outcome: reply.outcome, outcomeReason: reply.body }, t),
    message: isOffPaper || reply.outcome !== null ? null : messageWords(message, { t, inWords }),
  }
}
