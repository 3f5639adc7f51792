import type { Request, Response, Router } from 'express'
import { z } from 'zod'
import { parseText } from '../../../domain/applications'
import { goalLimit, mostGoals } from '../../../domain/people/own-goals'
import { addGoal, changeGoal, goalChanges, newGoal } from '../../../use-cases/people/in-cell/own-goals'
import { createRouter } from '../../../web/addresses/routers'
import { longDayOf } from '../../../web/pages/days'
import { PageError } from '../../../web/pages/errors'
import { pageSeal, textFormAddress } from '../form-pages'
import { languageOf, personOf, timeToWrite, wordsFor, type InCellFeature } from '../signed-in'

const goalForm = z.object({ goal: z.unknown(), who: z.enum(['me', 'staff']).catch('me') })
const changeForm = z.object({ change: z.enum(goalChanges) })
const goalId = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)

interface FailedGoal {
  readonly text: string
  readonly written: string
  readonly who: 'me' | 'staff'
}

/** A person's own goals beside the checklist: for themselves, or shared with staff. */
export function goalRoutes({ dependencies, show, perform }: InCellFeature): Router {
  const router = createRouter()

  router.get('/', (req, res) => showGoals(req, res))

  router.post('/', async (req, res) => {
    const { goal: posted, who } = goalForm.parse(req.body ?? {})
    const goal = parseText(posted, goalLimit)
    const t = wordsFor(req, dependencies)
    if (!goal.ok) {
      const text = t(`in-cell/goals:errors.${goal.problem}`, { count: goal.over, limit: goalLimit })
      return showGoals(req, res, { text, written: goal.given, who })
    }
    const result = await perform(addGoal, { personId: personOf(res).id, goal: goal.text, isShared: who === 'staff' })
    if (result === 'added') return res.redirect(303, '/my/goals')
    return showGoals(req, res, {
      text: t('in-cell/goals:errors.too-many', { most: mostGoals }),
      written: goal.text,
      who,
    })
  })

  router.post('/:id', async (req, res) => {
    const id = goalId.safeParse(req.params.id)
    const form = changeForm.safeParse(req.body)
    if (!id.success || !form.success) throw new PageError(400, 'bad-request')
    await perform(changeGoal, { personId: personOf(res).id, id: id.data, change: form.data.change })
    res.redirect(303, '/my/goals')
  })

  async function showGoals(req: Request, res: Response, failed?: FailedGoal): Promise<void> {
    const { id: personId } = personOf(res)
    const { database, sessionSecret, now } = dependencies
    const [goals, [expired]] = await Promise.all([
      database.ownGoals.ofPerson(personId),
      database.expiredForms.textsToReview(personId, newGoal.about),
    ])
    const t = wordsFor(req, dependencies)
    const context = {
      section: 'checklist',
      back: '/my/checklist',
      goals: goals.map(({ id, goal, addedAt, sharedAt, doneAt }) => ({
        address: `/my/goals/${id}`,
        goal,
        isDone: doneAt !== null,
        isShared: sharedAt !== null,
        state: t(`in-cell/goals:state.${doneAt === null ? 'added' : 'done'}`, {
          day: longDayOf(doneAt ?? addedAt, languageOf(req)),
        }),
      })),
      written: failed?.written ?? expired?.words,
      who: failed?.who ?? 'me',
      expired,
      limit: goalLimit,
      sealed: await pageSeal(sessionSecret).close({ personId, form: newGoal, madeAt: now() }, textFormAddress(newGoal)),
      writing: timeToWrite(req, dependencies, true),
      errors: failed && [{ href: '#goal', text: failed.text, field: 'goal' }],
    }
    show(req, res, 'in-cell/goals.njk', context, failed ? 422 : 200)
  }

  return router
}
