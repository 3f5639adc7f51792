import type { Router } from 'express'
import type { PduCom } from '../../../server/database'
import { givePeople } from '../../../server/use-cases/people/records/give-people'
import { createRouter } from '../../../server/web/addresses/routers'
import { gone, redirect, refused, view } from '../../page/answers'
import { parseKeyMeta } from '../../page/form-meta'
import { idIn } from '../../page/id-in-address'
import type { Find, Screen } from '../../page/kernel'
import type { ConsoleDependencies, ConsoleFeature } from '../../page/pages'
import { takeOnce } from '../../page/take-once'
import { moveForm } from './form'
import { presentMove, presentPdu } from './presenter'

declare module 'express-session' {
  interface SessionData {
    /** How many people were given to another COM, shown once. */
    peopleGiven: { readonly given: number; readonly left: number }
  }
}

const may = 'reassign-people'
const address = '/pdu'
const ofCom = `${address}/coms/:id`

/** The COMs of an SPO's PDU: how much each has, and giving people of one to another. */
export function pduComRoutes({ dependencies, page, post, perform }: ConsoleFeature): Router {
  const router = createRouter()
  const find = findCom(dependencies)
  const show = moveScreen(dependencies)
  router.get(address, page({ may, show: listScreen(dependencies) }))
  router.get(ofCom, page({ may, find, show }))
  router.post(
    ofCom,
    post({
      may,
      find,
      meta: parseKeyMeta,
      form: moveForm,
      again: show,
      run: async ({ req, by, meta, found: com, value }) => {
        const result = await perform(givePeople, {
          ...by,
          ...meta,
          from: com.id,
          to: value['move-to-com'],
          prisonNumbers: value['move-people'],
          reason: value['move-reason'],
        })
        if (result === 'no-such-com') return refused({ field: 'move-to-com', problem: 'nothing-chosen' })
        req.session.peopleGiven = result
        return redirect(address)
      },
    }),
  )
  return router
}

function findCom({ database, today }: ConsoleDependencies): Find<PduCom> {
  return async ({ req, staff }) =>
    (await database.pduComs.find(idIn(req.params.id), staff.pduId ?? 0, today())) ?? gone()
}

function listScreen({ database, today, words }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return async ({ req, staff }) => {
    const peopleGiven = takeOnce(req, 'peopleGiven')
    const [coms, pdus] = await Promise.all([database.pduComs.of(staff.pduId ?? 0, today()), database.pdus.all()])
    const pdu = pdus.find(({ id }) => id === staff.pduId)
    return view('pdu/coms.njk', presentPdu(coms, pdu, peopleGiven, t), null)
  }
}

function moveScreen({ database, today, words }: ConsoleDependencies): Screen<PduCom> {
  const t = words.in('en')
  return async ({ req, staff, found: com, typed }) => {
    const [people, coms] = await Promise.all([
      database.pduComs.people(com.email),
      database.pduComs.of(staff.pduId ?? 0, today()),
    ])
    const context = { back: address, ...presentMove(com, people, coms, { typed, body: req.body as unknown }, t) }
    return view('pdu/move.njk', context, { action: 'people-of-com-listed', detail: { com: com.id } })
  }
}
