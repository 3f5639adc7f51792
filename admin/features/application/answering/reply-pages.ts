import type { CommandResult } from '../../../../server/use-cases/applications/answering/handle-application'
import { redirect, type Redirect } from '../../../page/answers'
import type { FormReader, Visit } from '../../../page/kernel'
import type { ConsoleDependencies } from '../../../page/pages'
import type { Found } from '../details/find'
import { forgetReply, keepReply, keptReply, type ReplyPath } from './kept-replies'
import { withTemplate, type commandsFrom, type ReplyStep } from './replies'

/**
 * The addresses of a form in which somebody writes to the person. A POST that sends nothing, because ready words are put
 * in or the reply is looked at first, keeps what was typed and leads to a page that Back and reload can show again.
 *
 * @param field the one that ready words are put in
 */
export function replyPages(
  path: ReplyPath,
  field: keyof typeof commandsFrom,
  { words }: Pick<ConsoleDependencies, 'words'>,
) {
  const addressOf = ({ found }: Visit<Found>) => `/applications/${found.application.reference}/${path}`
  const referenceOf = ({ found }: Visit<Found>) => found.application.reference
  return {
    /** The form, with what is kept of it. */
    form: (visit: Visit<Found>): Redirect => redirect(`${addressOf(visit)}#${field}`),

    /** Keeps what was typed, with the ready words that were asked for, and leads to the form or to the check. */
    keep: (visit: Visit<Found>, step: ReplyStep<unknown>): Redirect => {
      const use = step.kind === 'write' ? step.use : null
      const fields = withTemplate(visit.typed ?? {}, field, use, visit.found.application.topic, words)
      keepReply(visit.req, referenceOf(visit), path, { fields, use })
      return redirect(step.kind !== 'write' ? `${addressOf(visit)}/check` : `${addressOf(visit)}#${field}`)
    },

    /** What is kept, if it can be sent as it is. */
    toCheck: <Reply, About extends Found, Step extends ReplyStep<Reply>>(
      visit: Visit<About>,
      form: FormReader<Step, About>,
    ) => {
      const kept = keptReply(visit.req, referenceOf(visit), path)
      const read = kept && form.read({ ...kept.fields, do: 'check' }, visit)
      if (!kept || !read?.ok || read.value.kind === 'write') return null
      const { version } = visit.found.application
      return {
        ...(read.value as Exclude<Step, { kind: 'write' }>),
        fields: kept.fields,
        version: Number(kept.fields.version ?? version),
      }
    },

    /** Forgets what is sent. After a conflict, which its writer is shown, it is kept for the application as it is now. */
    sent: (visit: Visit<Found>, { kind }: Pick<CommandResult, 'kind'>): void => {
      const { application } = visit.found
      if (kind === 'done') forgetReply(visit.req, application.reference, path)
      if (kind !== 'changed' || visit.typed === null) return
      const fields = { ...visit.typed, version: String(application.version) }
      keepReply(visit.req, application.reference, path, { fields, use: null })
    },
  }
}
