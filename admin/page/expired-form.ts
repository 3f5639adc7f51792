import { z } from 'zod'
import type { Dependencies } from '../../server/dependencies'
import { createSeal } from '../../server/use-cases/seal'

/** A form that was posted after its session had ended, for whoever filled it in to go on with. */
export interface ExpiredForm {
  /** The staff id of whoever filled it in. */
  readonly owner: number
  /** Where it was posted to, with the query. */
  readonly address: string
  readonly fields: Readonly<Record<string, string | readonly string[]>>
}

declare module 'express-session' {
  interface SessionData {
    /** The form that whoever signed in again goes on with, sealed; until it is sent, or another takes its place. */
    expiredForm: string
  }
}

/** A shift: a page that is left open to sign in is of no use on the next day. */
const hoursToSignIn = 12

const place = 'sign in'
const sealedForm = z.object({
  owner: z.number(),
  address: z.string(),
  fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  until: z.number(),
})

/**
 * Seals expired forms, because nothing of them is stored for whoever is not signed in: the page to sign in carries the
 * form itself, and nobody but its owner can go on with it.
 */
export function expiredForms({ sessionSecret, now }: Pick<Dependencies, 'sessionSecret' | 'now'>) {
  const seal = createSeal(sessionSecret, 'expired forms of the console')
  return {
    close(form: ExpiredForm): Promise<string> {
      return seal.close({ ...form, until: now().getTime() + hoursToSignIn * 3_600_000 }, place)
    },
    /** @returns undefined for what is not sealed here, or too long ago */
    async open(sealed: unknown): Promise<ExpiredForm | undefined> {
      const values = typeof sealed === 'string' ? await seal.open(sealed, place) : undefined
      if (!values) return undefined
      const { until, ...form } = sealedForm.parse(values)
      return until < now().getTime() ? undefined : form
    },
  }
}

/** The path of a form's address. */
export function pathOf({ address }: ExpiredForm): string {
  return address.split('?', 1)[0] ?? ''
}

/** Where the form is opened with what was typed in it. */
export function addressToGoOn({ address }: ExpiredForm): string {
  return `${address}${address.includes('?') ? '&' : '?'}${goOnQuery}=yes`
}

/** The name in the query of an address that opens a form with what was typed in it. */
export const goOnQuery = 'typed'
