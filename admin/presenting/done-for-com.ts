import type { Translate } from '../../server/content/words'
import { doneForComKinds, type DoneForCom, type DoneForComKind } from '../../server/database'
import type { CalendarDay } from '../../server/domain/calendar'
import { momentInWords } from './moments'
import { dayOfStepInWords } from './referral-rows'
import { topicName } from './topic-name'

/** What is counted by itself; the rest is in everything. */
const counted = [
  'task-done',
  'task-not-done',
  'assessed',
  'referral-sent',
  'outcome',
] as const satisfies readonly DoneForComKind[]

/** The list of what was done since a day. @param kind null for everything */
export function doneAddress(since: CalendarDay, kind: DoneForComKind | null, page = 1): string {
  const parameters = new URLSearchParams({ since })
  if (kind !== null) parameters.set('kind', kind)
  if (page > 1) parameters.set('page', String(page))
  return `/your-people/done?${parameters.toString()}`
}

/** How much was done on behalf of a COM, each a link to the list that it was counted from; nothing is no link. */
export function presentDoneCounts(counts: Readonly<Record<DoneForComKind, number>>, since: CalendarDay, t: Translate) {
  const all = doneForComKinds.reduce((sum, kind) => sum + counts[kind], 0)
  const line = (kind: DoneForComKind | null, count: number) => ({
    text: t(`console/your-people:counts.${kind ?? 'everything'}`, { count }),
    href: count === 0 ? null : doneAddress(since, kind),
  })
  return [...counted.map(kind => line(kind, counts[kind])), line(null, all)]
}

/** When something was done, in words. */
export function whenDone(each: DoneForCom, t: Translate): string {
  return each.kind === 'referral-sent' ? dayOfStepInWords(each, t) : momentInWords(each.happenedAt)
}

/** Something that was done, in words, and where to read it. A restricted application is named by its reference alone. */
export function presentDone(each: DoneForCom, t: Translate): { readonly what: string; readonly href: string } {
  const did = (about: string) => t(`console/your-people:did.${each.kind}`, { about })
  switch (each.kind) {
    case 'task-done':
    case 'task-not-done':
      return { what: did(t(`console/com-requests:kinds.${each.about}`)), href: `/tasks/${each.id}` }
    case 'assessed':
      return { what: did(t(`console/assessments:kinds.${each.about}`)), href: `/people/${each.prisonNumber}/plan` }
    case 'referral-sent': {
      const about = t('console/your-people:referral', { kind: t(`console/referrals:kinds.${each.about}`), whom: each.whom })
      return { what: did(about), href: `/people/${each.prisonNumber}/referrals/${each.id}` }
    }
    default: {
      const topic = topicName({ topic: each.about, restricted: each.restricted }, t)
      const about = t('console/your-people:application', { topic, reference: each.reference })
      const outcome = each.kind === 'outcome' && each.outcome ? t(`console/application:outcomes.${each.outcome}`) : null
      const what = did(about)
      return {
        what: outcome === null ? what : t('console/your-people:with-outcome', { what, outcome }),
        href: `/applications/${each.reference}`,
      }
    }
  }
}
