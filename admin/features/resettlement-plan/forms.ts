import { z } from 'zod'
import { responsibles, type AssessedPathway } from '../../../server/domain/assessments'
import type { PlanWords } from '../../../server/use-cases/assessments/resettlement-plan'
import { dayFieldOrNone } from '../../forms/day-field'
import { oneOf, parseForm, plainText, type Parsed } from '../../forms/form'
import type { FormReader } from '../../page/kernel'

/** In letters as people see them. */
export const planTextLimit = 1_000

const forms = {
  need: z
    .object({ need: plainText(planTextLimit) })
    .transform(({ need }): PlanWords[] => [{ kind: 'need', text: need }]),
  action: z
    .object({ action: plainText(planTextLimit), responsible: oneOf(responsibles), due: dayFieldOrNone })
    .transform(({ action, responsible, due }): PlanWords[] => [{ kind: 'action', text: action, responsible, due }]),
  'no-need': z.object({}).transform((): PlanWords[] => [{ kind: 'no-need' }]),
  'up-to-date': z.object({}).transform((): PlanWords[] => [{ kind: 'up-to-date' }]),
} as const

const outcomeForm = z.object({
  about: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
})

/** What staff say of a pathway. `told` is of what the person told the service before: that it is right, or a need. */
export const planForms = [
  'need',
  'action',
  'no-need',
  'up-to-date',
  'told',
  'need-met',
  'action-done',
  'action-dropped',
] as const
export type PlanForm = (typeof planForms)[number]

/** Something that the person told the service in an application, which can be taken into the plan as it stands. */
export interface ToldAnswer {
  /** Names the answer in the form: the application's reference and the place of the answer in it. */
  readonly id: string
  readonly text: string
}

/** Any form about a pathway, read as the entries that it writes. Its hidden fields say which one it is. */
export const planForm: FormReader<PlanWords[], { readonly toldAnswers: readonly ToldAnswer[] }> = {
  fields: ['need', 'action', 'responsible', 'due'],
  // `action` is left out since the queue posts a field of that name, which is not text to copy.
  freeText: ['need'],
  read: (body, { found: { toldAnswers } }) =>
    readPlanForm(z.looseObject({ form: z.enum(planForms) }).parse(body).form, body, toldAnswers),
}

/** @param toldAnswers what the page offered to confirm */
function readPlanForm(form: PlanForm, body: unknown, toldAnswers: readonly ToldAnswer[]): Parsed<PlanWords[]> {
  switch (form) {
    case 'told': {
      const ticked = new Set([(body as { told?: unknown } | undefined)?.told].flat())
      const kind = (body as { as?: unknown } | undefined)?.as === 'right' ? 'told' : 'need'
      const words = toldAnswers.filter(({ id }) => ticked.has(id)).map(({ text }): PlanWords => ({ kind, text }))
      return words.length > 0
        ? { ok: true, value: words }
        : { ok: false, faults: [{ field: 'told', problem: 'nothing-chosen' }] }
    }
    case 'need-met':
    case 'action-done':
    case 'action-dropped':
      return parseForm(
        outcomeForm.transform(({ about }): PlanWords[] => [{ kind: form, about }]),
        body,
      )
    default:
      return parseForm<PlanWords[]>(forms[form], body)
  }
}

/** @returns the pathway of that name; undefined when there is none */
export function pathwayNamed(name: unknown, pathways: readonly AssessedPathway[]): AssessedPathway | undefined {
  return pathways.find(each => each === name)
}
