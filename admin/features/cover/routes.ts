import type { Router } from 'express'
import { keeperOf, removeComAbsence, setComAbsence } from '../../../server/use-cases/accounts/com-absences'
import { createRouter } from '../../../server/web/addresses/routers'
import { redirect, refused, view } from '../../page/answers'
import { parseKeyMeta } from '../../page/form-meta'
import { idIn } from '../../page/id-in-address'
import type { Screen } from '../../page/kernel'
import type { ConsoleDependencies, ConsoleFeature } from '../../page/pages'
import { absenceForm } from './form'
import { presentCover } from './presenter'

const may = 'name-cover'
const address = '/cover'

/** When COMs are away, and who covers: a COM for themselves, and an SPO for the COMs of the PDU. */
export function coverRoutes({ dependencies, page, post, perform }: ConsoleFeature): Router {
  const router = createRouter()
  const show = listScreen(dependencies)
  router.get(address, page({ may, show }))

  router.post(
    address,
    post({
      may,
      meta: parseKeyMeta,
      form: absenceForm(dependencies.today),
      again: show,
      run: async ({ by, meta, value: absence }) => {
        const result = await perform(setComAbsence, { ...by, ...meta, absence })
        if (result === 'no-such-com') return refused({ field: 'cover-com', problem: 'no-such-com' })
        if (result === 'no-such-cover') return refused({ field: 'cover-by', problem: 'no-such-cover' })
        return redirect(address, 'absence-set')
      },
    }),
  )

  router.post(
    `${address}/:id/remove`,
    post({
      may,
      run: async ({ req, by }) => {
        await perform(removeComAbsence, { ...by, id: idIn(req.params.id) })
        return redirect(address, 'absence-removed')
      },
    }),
  )

  return router
}

function listScreen({ database, today, words }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return async ({ staff, typed }) => {
    const day = today()
    const absences = await database.comAbsences.around(keeperOf(staff), day)
    return view('cover/list.njk', presentCover(absences, staff, typed, day, t), null)
  }
}
