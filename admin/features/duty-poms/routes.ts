import type { Router } from 'express'
import { removeDutyPom, setDutyPom } from '../../../server/use-cases/accounts/duty-poms'
import { createRouter } from '../../../server/web/addresses/routers'
import { redirect, refused, view } from '../../page/answers'
import { parseKeyMeta } from '../../page/form-meta'
import { idIn } from '../../page/id-in-address'
import type { Screen } from '../../page/kernel'
import type { ConsoleDependencies, ConsoleFeature } from '../../page/pages'
import { dutyForm } from './form'
import { presentDutyPoms } from './presenter'

const may = 'set-duty-pom'
const address = '/duty-poms'

/** Who is the duty POM of each of a manager's prisons, and from which day to which. */
export function dutyPomRoutes({ dependencies, page, post, perform }: ConsoleFeature): Router {
  const router = createRouter()
  const show = listScreen(dependencies)
  router.get(address, page({ may, show }))

  router.post(
    address,
    post({
      may,
      meta: parseKeyMeta,
      form: dutyForm(dependencies.today),
      again: show,
      run: async ({ by, meta, value: duty }) => {
        const result = await perform(setDutyPom, { ...by, ...meta, duty })
        return result === 'set'
          ? redirect(address, 'duty-pom-set')
          : refused({ field: 'duty-pom', problem: 'no-such-pom' })
      },
    }),
  )

  router.post(
    `${address}/:id/remove`,
    post({
      may,
      run: async ({ req, by }) => {
        await perform(removeDutyPom, { ...by, id: idIn(req.params.id) })
        return redirect(address, 'duty-pom-removed')
      },
    }),
  )

  return router
}

function listScreen({ database, today, words }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return async ({ staff, typed }) => {
    const [duties, poms] = await Promise.all([
      database.dutyPoms.ofPrisons(staff.prisons, today()),
      database.dutyPoms.pomsIn(staff.prisons),
    ])
    return view('duty-poms/list.njk', presentDutyPoms({ duties, poms }, typed, today(), t), null)
  }
}
