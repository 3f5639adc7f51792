import type { Content } from '../../../server/content/load-content'
import { leavingPlanWords } from '../../../server/content/words/leaving-plan-words'
import type { Words } from '../../../server/content/words/words'
import type { CalendarDay } from '../../../server/domain/calendar'
import type { LeavingPlan } from '../../../server/use-cases/people/custody/leaving-plan'
import { clockTime, longDay, longDayOf } from '../../../server/web/pages/days'
import { whereIs } from './where-is'

export interface PlanSources {
  readonly words: Words
  readonly content: Pick<Content, 'contacts' | 'chapters'>
  readonly today: CalendarDay
}

/** Presents one person's leaving plan to print, in their language, and in large print if they need it. */
export function presentPlan(plan: LeavingPlan, { words, content, today }: PlanSources) {
  const { language, readingHelp, prisonNumber } = plan.person
  return {
    language,
    isLarge: readingHelp.includes('large-print'),
    where: `${prisonNumber}, ${whereIs(plan.person, language)}`,
    words: leavingPlanWords(plan, {
      t: words.in(language),
      language,
      contacts: content.contacts,
      chapters: content.chapters,
      today,
      inWords: day => longDay(day, language),
      dayAndTime: instant => ({ day: longDayOf(instant, language), time: clockTime(instant, language) }),
    }),
  }
}
