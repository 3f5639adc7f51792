import type { Translate } from '../../content/words/words'

/** Where an application is: each state of a step in the line of `components/steps.njk`. */
export type StepState = 'past' | 'now' | 'next'

/** One step of an application. @param text what was recorded of it, or what is to come */
export function presentStep(
  title: 'sent' | 'has' | 'answer' | 'closed',
  state: StepState,
  text: string | null,
  t: Translate,
) {
  return {
    title: t(`in-cell/applications:steps.${title}`),
    state,
    stateText: t(`in-cell/applications:steps.${state}`),
    text,
  }
}
