import type { Decision } from '../domain/routing'

/**
 * JSON in UTF-8 with one character for each byte. It becomes a Buffer of the encoding `latin1` by copying, which is much
 * faster than encoding letters such as those of the reasons.
 */
export type EncodedJson = string

/** Writes a value as JSON. */
export function encodeJson(value: unknown): EncodedJson {
  const json = JSON.stringify(value)
  return /[^\0-\x7f]/.test(json) ? Buffer.from(json).toString('latin1') : json
}

/** More than all reasons and names; the days in some reasons would make ever more. */
const mostCached = 5000
const cache = new Map<string, EncodedJson>()

/** Writes a text that other decisions have too. */
function encodeCommon(text: string): EncodedJson {
  const before = cache.get(text)
  if (before !== undefined) return before
  if (cache.size >= mostCached) cache.clear()
  const encoded = encodeJson(text)
  cache.set(text, encoded)
  return encoded
}

function encodeList(texts: readonly string[]): EncodedJson {
  let list = ''
  for (const text of texts) list += list === '' ? encodeCommon(text) : `,${encodeCommon(text)}`
  return `[${list}]`
}

const keptLists = new WeakMap<readonly string[], EncodedJson>()

/** Writes a list that decisions share. */
function encodeSharedList(list: readonly string[]): EncodedJson {
  let encoded = keptLists.get(list)
  if (encoded === undefined) {
    encoded = encodeJson(list)
    keptLists.set(list, encoded)
  }
  return encoded
}

function encodeDay(day: string | null): EncodedJson {
  return day === null ? 'null' : `"${day}"`
}

/** Writes exactly what `JSON.stringify` writes of a decision, and takes a third of the time (routing.md, Output). */
export function encodeDecision(decision: Decision): EncodedJson {
  const { id, responsibility, because, copyTo, actions } = decision
  return (
    `{"id":${id === null ? 'null' : encodeJson(id)},"policy":"${decision.policy}",` +
    `"responsibility":{"responsible":"${responsibility.responsible}",` +
    `"comAllocatedFrom":${encodeDay(responsibility.comAllocatedFrom)},` +
    `"comResponsibleFrom":${encodeDay(responsibility.comResponsibleFrom)},"reason":"${responsibility.reason}"},` +
    `"destination":"${decision.destination}","team":"${decision.team}","rule":"${decision.rule}",` +
    `"because":${encodeList(because)},"copyTo":${encodeSharedList(copyTo)},"actions":${encodeSharedList(actions)},` +
    `"restricted":${decision.restricted},"priority":"${decision.priority}","respondBy":"${decision.respondBy}"}`
  )
}
