import type { Translate } from '../../../server/content/words/words'
import { doneForComKinds, type DoneForCom, type DoneForComKind } from '../../../server/database'
import type { CalendarDay } from '../../../server/domain/calendar'
import { topicName } from '../applications/topic-name'
import { momentInWords } from '../moments'
import { dayOfStepInWords } from './referral-rows'

/** Kinds with a count of their own; all others are included in the total. */
const counted = [
  'task-done',
  'task-not-done',
  'assessed',
  'referral-sent',
  'outcome',
] as const satisfies readonly DoneForComKind[]

/** The URL of the list of work done since a day. @param kind null for all kinds */
export function doneAddress(since: CalendarDay, kind: DoneForComKind | null, page = 1): string {
  const parameters = new URLSearchParams({ since })
  if (kind !== null) parameters.set('kind', kind)
  if (page > 1) parameters.set('page', String(page))
  return `/your-people/done?${parameters.toString()}`
}

/** Counts of work done on behalf of a COM, each linked to its list; zero has no link. */
export function presentDoneCounts(counts: Readonly<Record<DoneForComKind, number>>, since: CalendarDay, t: Translate) {
  const all = doneForComKinds.reduce((sum, kind) => sum + counts[kind], 0)
  const line = (kind: DoneForComKind | null, count: number) => ({
    text: t(`console/your-people:counts.${kind ?? 'everything'}`, { count }),
    href: count === 0 ? null : doneAddress(since, kind),
  })
  return [...counted.map(kind => line(kind, counts[kind])), line(null, all)]
}

/** When an item of work was done, as text. */
export function whenDone(each: DoneForCom, t: Translate): string {
  return each.kind === 'referral-sent' ? dayOfStepInWords(each, t) : momentInWords(each.happenedAt)
}

/** An item of work as text, with a link. A restricted application is named only by its reference. */
export function presentDone(each: DoneForCom, t: Translate): { readonly what: string; readonly href: string } {
  const did = (about: string) => t(`console/your-people:did.${each.kind}`, { about })
  switch (each.kind) {
    case 'task-done':
    case 'task-not-done':
      return { what: did(t(`console/com-requests:kinds.${each.about}`)), href: `/tasks/${each.id}` }
    case 'assessed':
      return { what: did(t(`console/assessments:kinds.${each.about}`)), href: `/people/${each.prisonNumber}/plan` }
    case 'referral-sent': {
      const about = t('console/your-people:referral', {
        kind: t(`console/referrals:kinds.${each.about}`),
        whom: each.whom,
      })
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
