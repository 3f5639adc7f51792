import { z } from 'zod'
import { textFormKinds, type SavedFormId, type TextForm } from '../../database'
import type { FormPage } from '../../use-cases/applications/sending/expired-forms'
import { createSeal, openFormerSeal } from '../../use-cases/seal'

/** Where a form with free text is posted to. */
export function textFormAddress({ kind, about }: TextForm): string {
  if (kind === 'goal') return '/my/goals'
  if (kind === 'note' || kind === 'ask') return `/my/checklist/${about}/${kind}`
  return `/my/applications/${about}/${kind === 'message' ? 'add' : 'another-look'}`
}

/** Where the person reviews what an expired form posted. */
export function reviewAddress(form: SavedFormId): string {
  if (form.kind === 'answer') return `/my/applications/${form.draftId}/check`
  if (form.kind === 'goal') return '/my/goals#new-goal'
  if (form.kind === 'note') return `/my/checklist/${form.about}#own-note`
  return form.kind === 'ask' ? `/my/checklist/${form.about}#ask` : `/my/applications/${form.about}#expired-form`
}

/** What the hidden field `page` of a form says, which nobody can change. */
export interface SealedPage extends FormPage {
  /** Of an answer: tells this question from one that is declared differently under the same id. */
  readonly fingerprint?: string | undefined
}

const sealedPage = z.object({
  person: z.number(),
  kind: z.enum(['answer', ...textFormKinds]),
  about: z.string(),
  draft: z.string().optional(),
  made: z.number(),
  fingerprint: z.string().optional(),
})

/**
 * Seals a page's form to the address that it is posted to. The seal proves for whom and for what a form was rendered:
 * after the session has expired, and when the questions have changed while the page was open.
 */
export function pageSeal(secret: string) {
  const seal = createSeal(secret, 'in-cell pages')
  return {
    close({ personId, form, madeAt, fingerprint }: SealedPage, address: string): Promise<string> {
      const { kind, about, draftId } = form
      return seal.close({ person: personId, kind, about, draft: draftId, made: madeAt.getTime(), fingerprint }, address)
    },
    /** @param sealed whatever was posted. @returns undefined when it is not a seal of ours for this address */
    async open(sealed: unknown, address: string): Promise<SealedPage | undefined> {
      if (typeof sealed !== 'string') return undefined
      const values = await seal.open(sealed, address)
      if (!values) return openFormerPage(secret, sealed, address)
      const { person, kind, about, draft, made, fingerprint } = sealedPage.parse(values)
      const page = { personId: person, madeAt: new Date(made) }
      if (kind !== 'answer') return { ...page, form: { kind, about } }
      return draft === undefined ? undefined : { ...page, form: { kind, about, draftId: draft }, fingerprint }
    },
  }
}

const formerQuestionPage = z.tuple([z.number(), z.string(), z.string(), z.number()])
const formerTextPage = z.tuple([z.number(), z.enum(textFormKinds), z.string(), z.number()])

/** Opens the seals of pages that the version before rendered. The next version drops this. */
function openFormerPage(secret: string, sealed: string, address: string): SealedPage | undefined {
  const question = openFormerSeal(secret, 'pages of questions', sealed, address)
  if (question !== undefined) {
    const [personId, draftId, about, madeAt] = formerQuestionPage.parse(JSON.parse(question))
    return { personId, form: { kind: 'answer', about, draftId }, madeAt: new Date(madeAt) }
  }
  const text = openFormerSeal(secret, 'pages of words', sealed, address)
  if (text === undefined) return undefined
  const [personId, kind, about, madeAt] = formerTextPage.parse(JSON.parse(text))
  return { personId, form: { kind, about }, madeAt: new Date(madeAt) }
}
