import type { Contact } from '../server/content/contacts'
import { planWords } from '../server/content/plan-words'
import type { Words } from '../server/content/words'
import type { CalendarDay } from '../server/domain/calendar'
import type { PersonsPlan } from '../server/use-cases/persons-plan'
import { longDay } from '../server/web/days'

export interface PlanSources {
  readonly words: Words
  readonly contacts: ReadonlyMap<string, Contact>
  readonly today: CalendarDay
}

/** One person's plan to hand out, in the language that they use. */
export function presentPlan(plan: PersonsPlan, { words, contacts, today }: PlanSources) {
  const { language, prisonNumber, prisonName, prisonNameCy, location } = plan.person
  const prison = language === 'cy' ? (prisonNameCy ?? prisonName) : prisonName
  return {
    language,
    where: [prisonNumber, prison, location].filter(each => each !== null).join(', '),
    words: planWords(plan, {
      t: words.in(language),
      language,
      contacts,
      today,
      inWords: day => longDay(day, language),
    }),
  }
}
