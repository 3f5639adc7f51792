import type { Content } from '../../../server/content/load-content'
import type { Words } from '../../../server/content/words/words'
import type { LocalService } from '../../../server/database'
import type { CalendarDay } from '../../../server/domain/calendar'
import type { LeavingPlan } from '../../../server/use-cases/people/custody/leaving-plan'
import type { Views } from '../../../server/web/pages/views'
import { presentPlan } from './leaving-plan'

export interface PackSources {
  readonly words: Words
  readonly content: Content
  readonly views: Views
  readonly today: CalendarDay
}

/**
 * What is handed out to people: the leaflet and local services, each in the person's language.
 *
 * @param isWithPlan their leaving plan stands first
 */
export function presentPacks(
  plans: readonly LeavingPlan[],
  services: readonly LocalService[],
  { words, content, views, today }: PackSources,
  isWithPlan: boolean,
) {
  return plans.map(each => {
    const plan = presentPlan(each, { words, content, today })
    const { language } = plan
    const pack = {
      leaflet: content.leaflet[language],
      local: presentLocalServices(services, language),
      plan: isWithPlan ? plan : null,
      // Without a plan, something has to say whose pack it is.
      whose: `${each.person.firstName} ${each.person.lastName}, ${plan.where}`,
    }
    return { language, isLarge: plan.isLarge, html: views.render('console/court/pack.njk', language, pack) }
  })
}

function presentLocalServices(services: readonly LocalService[], language: 'en' | 'cy') {
  const shown = services.map(({ english, welsh, openTo, area }) => {
    const inWelsh = language === 'cy' ? welsh : null
    const { name, what, whoFor, howToGet, contact } = inWelsh ?? english
    const lang = language === 'cy' && !inWelsh ? 'en' : null
    return { lang, name, what, whoFor, howToGet, contact, openTo, ofArea: area !== null }
  })
  return { own: shown.filter(({ ofArea }) => !ofArea), ofArea: shown.filter(({ ofArea }) => ofArea) }
}
