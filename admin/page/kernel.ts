import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, RequestHandler, Response } from 'express'
import type { z } from 'zod'
import { composedKey } from '../../server/content/words/words'
import type { AccessScope, StaffMember } from '../../server/database'
import type { Dependencies } from '../../server/dependencies'
import { scopeFor } from '../../server/use-cases/accounts/access-scopes'
import { performWith, type Perform } from '../../server/use-cases/perform'
import { PageError } from '../../server/web/pages/errors'
import type { ShowPage } from '../../server/web/pages/pages'
import { can, type Permission } from '../access/permissions'
import { auditedBy, inFrameOf, safetyWaitingIn, staffOf } from '../access/signed-in-staff'
import {
  describeFaults,
  formFields,
  freeTextIn,
  parseForm,
  typedIn,
  type Fault,
  type FieldError,
  type Parsed,
} from '../forms/form'
import type { Answer, Outcome } from './answers'

/** Shows a page of the console, once it has an address where it answers a form. */
export type ShowConsolePage = ShowPage<Promise<void>>

/** Who asks for a page, before it is known what the page is about. */
export interface Asker {
  readonly req: Request
  readonly staff: StaffMember
  /** Whom and what they may see. */
  readonly scope: AccessScope
  /** Who acts and from where, as every command begins. */
  readonly by: { readonly staff: StaffMember; readonly fromAddress: string | undefined }
  /** How much the frame of the page says that waits, counted before it. */
  readonly waits: { readonly concerns: number; readonly notices: number }
}

/** What a page is made from. */
export interface Visit<Found = undefined> extends Asker {
  /** What the address names, as `find` returned it. */
  readonly found: Found
  /** What was typed and picked in the form that is shown again; null on a page opened afresh. */
  readonly typed: Readonly<Record<string, string>> | null
  readonly faults: readonly (Fault | FieldError)[]
  /** Somebody else changed what the form was about while it was open. */
  readonly isChanged: boolean
  /** The session ended before the form was sent, and its reader goes on with it. */
  readonly isTypedBack: boolean
}

/** What a write is made from: the visit, what the form's hidden fields said, and what it was read as. */
export interface Posted<Found, Meta, Value> extends Visit<Found> {
  readonly meta: Meta
  readonly value: Value
}

/** Finds what the address names, within the reader's scope. Calls `gone()` when there is none. */
export type Find<Found> = (asker: Asker) => Promise<Found> | Found

/** Makes a page. */
export type Screen<Found = undefined> = (visit: Visit<Found>) => Promise<Answer> | Answer

/** Reads a form whose fields depend on what it is about; other forms are schemas. */
export interface FormReader<Value, Found> {
  /** Fields that are filled in again when the form is refused. */
  readonly fields: readonly string[]
  /** Those of them that hold text in staff's own words. */
  readonly freeText: readonly string[]
  readonly read: (body: unknown, visit: Visit<Found>) => Parsed<Value, Fault | FieldError>
  /** Its words are never shown again, nor kept for whoever has to sign in again: they are passwords. */
  readonly isSecret?: true
}

/** Text that was typed in a form which could not be taken, to be copied so that it is not lost. */
export interface TypedText {
  readonly field: string
  readonly label: string
  readonly text: string
}

/** A page that is looked at. */
export interface Page<Found> {
  /** Null for everybody who is signed in. */
  readonly may: Permission | null
  readonly find?: Find<Found>
  readonly show: Screen<NoInfer<Found>>
}

/** A form that is posted. */
export interface Post<Found, Meta, Value> {
  /** Null for everybody who is signed in. */
  readonly may: Permission | null
  readonly find?: Find<Found>
  /** Reads the hidden fields; a form without them was not made by this console: 400. */
  readonly meta?: (path: string, body: unknown) => Meta | undefined
  readonly form?: z.ZodType<Value> | FormReader<Value, NoInfer<Found>>
  /** The page that the form stands on. Without one, a form that cannot be read was not made by this console: 400. */
  readonly again?: Screen<NoInfer<Found>>
  readonly run: (posted: Posted<NoInfer<Found>, NoInfer<Meta>, NoInfer<Value>>) => Promise<Outcome> | Outcome
}

/** What the kernel knows of the form that a handler takes. */
export interface PostedForm {
  /** What a person fills in, as far as the form declares it. */
  readonly fields: readonly string[]
  readonly isSecret: boolean
  /** The page that it stands on, as the kernel was given it. */
  readonly again: unknown
  /** @throws {PageError} 403 or 404 when the reader may not, or may no longer, see what the form is about */
  readonly expectVisible: (req: Request, res: Response) => Promise<void>
  /** Opens that page with what the request's body holds, as if it had just been typed; null when it has none. */
  readonly reopen: ((req: Request, res: Response) => Promise<void>) | null
}

export interface PageKernel {
  /** Makes the handler of a page: permission, 404, audit, status, errors and idempotency key. */
  readonly page: <Found = undefined>(page: Page<Found>) => RequestHandler
  /** Makes the handler of a form: the same, and its reading, the write, and the redirect or the page shown again. */
  readonly post: <Found = undefined, Meta = undefined, Value = undefined>(
    post: Post<Found, Meta, Value>,
  ) => RequestHandler
  readonly perform: Perform
  /** The words in the form that was posted, to copy when they could not be taken. */
  readonly keptText: (req: Request, res: Response) => readonly TypedText[]
}

const forms = new WeakMap<RequestHandler, PostedForm>()
const screens = new WeakMap<RequestHandler, unknown>()

/** The form of a handler that {@link PageKernel.post} made. */
export function formBehind(handler: RequestHandler): PostedForm | undefined {
  return forms.get(handler)
}

/** The screen of a handler that {@link PageKernel.page} made. */
export function screenOf(handler: RequestHandler): unknown {
  return screens.get(handler)
}

/** Notes which form was posted, before it is known whether it is taken. */
export function noteForm(res: Response, form: PostedForm): void {
  Object.assign(res.locals, { postedForm: form })
}

/**
 * The page kernel: everything that is the same for each page of the console happens here, once. In order: permission
 * (403), what the address names (404), hidden fields (400), the form (422), the write (409 when the record has changed),
 * the audit of what is shown, the page or the redirect.
 */
export function pageKernel(dependencies: Dependencies, show: ShowConsolePage): PageKernel {
  const { database } = dependencies
  const t = dependencies.words.in('en')
  // Read at the start, so that a field without words fails the first test and not somebody's page.
  const labelOf = (field: string) => t(composedKey(`console/common:typed.fields.${field}`))
  const labels = new Map<string, string>()

  // Every field that has words in it, whether or not it is known as one of free text: a new form is not forgotten.
  const keptText: PageKernel['keptText'] = (req, res) => {
    const { postedForm } = res.locals as { readonly postedForm?: PostedForm }
    if (!postedForm || postedForm.isSecret) return []
    return Object.entries(typedIn(req.body, Object.keys((req.body ?? {}) as object)))
      .filter(([field, text]) => labels.has(field) || (!hiddenFields.has(field) && /\s/.test(text.trim())))
      .map(([field, text]) => ({ field, label: labels.get(field) ?? t('console/common:typed.other'), text }))
  }

  /** Everything that a form held which a colleague was before, so that it can be sent all the same; text has a label. */
  function postedFields({ body }: Request) {
    return Object.entries((body ?? {}) as Readonly<Record<string, string | readonly string[]>>)
      .filter(([field]) => !madeWithPage.has(field))
      .flatMap(([field, values]) => [values].flat().map(value => ({ field, value, label: labels.get(field) ?? null })))
  }

  /** Records what is shown before it is shown: nobody sees what the audit does not know of. */
  async function send(req: Request, res: Response, answer: Answer, visit: Visit<unknown>, usual = 200): Promise<void> {
    if (answer.kind === 'redirect') {
      if (answer.confirmation !== undefined) req.session.confirmation = answer.confirmation
      if (answer.named !== undefined) req.session.confirmationNames = answer.named
      if (req.method === 'POST') delete req.session.expiredForm
      return res.redirect(303, answer.to)
    }
    await database.audit.record(...answer.audited.map(each => ({ ...auditedBy(req, res), ...each })))
    if (answer.kind === 'download') {
      // A browser that opens it in spite of the header runs nothing in it, and gives it nothing of the console.
      res.set({ 'Cache-Control': 'no-store', 'Content-Security-Policy': "sandbox; default-src 'none'" })
      res.attachment(answer.name).type(answer.type)
      if (answer.content instanceof Readable) await pipeline(answer.content, res)
      else res.send(answer.content)
      return
    }
    const status = answer.status ?? usual
    const common = {
      idempotencyKey: randomUUID(),
      values: visit.typed ?? {},
      isChanged: visit.isChanged,
      isTypedBack: visit.isTypedBack,
      isFilledIn: visit.typed !== null,
      typed: status === 409 ? keptText(req, res) : [],
      posted: status === 409 ? postedFields(req) : [],
      ...(visit.faults.length > 0 && { errors: describeFaults(visit.faults, t) }),
    }
    // A refused form, and one that is gone on with, keeps the version that it was opened with: a newer one would pass the optimistic lock unseen.
    const lock =
      (status === 422 || visit.isTypedBack) && visit.typed?.version !== undefined
        ? { version: visit.typed.version }
        : {}
    await show(req, res, answer.template, { ...common, ...answer.context, ...lock }, status)
  }

  return {
    keptText,
    perform: performWith(dependencies),
    page: ({ may, find, show: screen }) => {
      const handler: RequestHandler = async (req, res) => {
        const asker = askerOf(req, res, may)
        const visit = { ...asker, ...opened, found: await foundBy(find, asker) }
        await send(req, res, await screen(visit), visit)
      }
      screens.set(handler, screen)
      return handler
    },
    post: ({ may, find, meta: readMeta, form, again, run }) => {
      for (const field of form ? freeTextIn(form) : []) labels.set(field, labelOf(field))
      const handler: RequestHandler = async (req, res) => {
        const asker = askerOf(req, res, may)
        const typed = typedIn(req.body, [...(form ? formFields(form) : []), 'version'])
        const visit = { ...asker, ...opened, typed, found: await foundBy(find, asker) }
        const showAgain = async (status: number, changes: Partial<Visit<typeof visit.found>>) => {
          if (!again) throw new PageError(400, 'bad-request')
          const next = { ...visit, ...changes }
          await send(req, res, await again(next), next, status)
        }
        const meta = readMeta?.(req.path, req.body)
        if (readMeta && meta === undefined) throw new PageError(400, 'bad-request')
        const read = readForm(form, req.body, visit)
        if (!read.ok) return showAgain(422, { faults: read.faults })
        // Both are what their readers returned, or undefined where there is no reader and so no type for them.
        const outcome = await run({ ...visit, meta: meta as NonNullable<typeof meta>, value: read.value })
        if (outcome.kind === 'refused') return showAgain(outcome.status, { faults: outcome.faults })
        if (outcome.kind === 'changed') return showAgain(409, { isChanged: true, found: await foundBy(find, asker) })
        await send(req, res, outcome, visit)
      }
      const reopen =
        again &&
        (async (req: Request, res: Response) => {
          const asker = askerOf(req, res, may)
          const typed = typedIn(req.body, Object.keys((req.body ?? {}) as object))
          const visit = { ...asker, ...opened, typed, isTypedBack: true, found: await foundBy(find, asker) }
          await send(req, res, await again(visit), visit)
        })
      const isSecret = form !== undefined && 'read' in form && form.isSecret === true
      const expectVisible = async (req: Request, res: Response) => {
        await foundBy(find, askerOf(req, res, may))
      }
      forms.set(handler, {
        fields: form ? formFields(form) : [],
        isSecret,
        again,
        expectVisible,
        reopen: reopen ?? null,
      })
      return handler
    },
  }
}

const opened = { typed: null, faults: [], isChanged: false, isTypedBack: false }

/** Fields that every page makes anew. */
const madeWithPage: ReadonlySet<string> = new Set(['_csrf', 'idempotencyKey', 'version'])

/** Fields that no person fills in. */
const hiddenFields: ReadonlySet<string> = new Set([...madeWithPage, 'seen', 'entryId'])

/** @throws {PageError} 403 when the reader's role has not the permission */
function askerOf(req: Request, res: Response, may: Permission | null): Asker {
  const staff = staffOf(res)
  if (may !== null && !can(staff.role, may)) throw new PageError(403, 'not-allowed')
  const waits = { concerns: safetyWaitingIn(res).total, notices: inFrameOf(res).notices ?? 0 }
  return { req, staff, scope: scopeFor(staff), by: { staff, fromAddress: req.ip }, waits }
}

/** Without `find`, a page is about nothing that an address names: the type of `Found` is then undefined. */
async function foundBy<Found>(find: Find<Found> | undefined, asker: Asker): Promise<Found> {
  return find ? find(asker) : (undefined as Found)
}

function readForm<Value, Found>(
  form: z.ZodType<Value> | FormReader<Value, Found> | undefined,
  body: unknown,
  visit: Visit<Found>,
): Parsed<Value, Fault | FieldError> {
  if (!form) return { ok: true, value: undefined as Value }
  return 'read' in form ? form.read(body, visit) : parseForm(form, body)
}
