import type { Content } from '../../server/content/load-content'
import { leavingPlanWords } from '../../server/content/leaving-plan-words'
import type { Words } from '../../server/content/words'
import type { CalendarDay } from '../../server/domain/calendar'
import type { LeavingPlan } from '../../server/use-cases/people/leaving-plan'
import { clockTime, longDay, longDayOf } from '../../server/web/days'
import { whereIs } from './where-is'

export interface PlanSources {
  readonly words: Words
  readonly content: Pick<Content, 'contacts' | 'chapters'>
  readonly today: CalendarDay
}

/** One person's plan to hand out, in the language that they use, and large where they read large print. */
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
