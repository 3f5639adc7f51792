import { createHash } from 'node:crypto'
import type { CheerioAPI } from 'cheerio'
import { HtmlValidate, StaticConfigLoader, type ResolvedConfig } from 'html-validate'
import { KnownParts } from './page-parts'

/** Puts the rules together once; the package's own does it for each page, which takes longer than to look at one. */
class KeptConfigLoader extends StaticConfigLoader {
  private resolved: ResolvedConfig | Promise<ResolvedConfig> | undefined

  override getConfigFor(handle: string): ResolvedConfig | Promise<ResolvedConfig> {
    return (this.resolved ??= super.getConfigFor(handle))
  }
}

const validator = new HtmlValidate(
  new KeptConfigLoader({
    extends: ['html-validate:standard', 'html-validate:document'],
    rules: {
      // Scripts and styles come from this server, over the same connection as the page that would vouch for them.
      'require-sri': 'off',
      // The error summary and the notification banner of govuk-frontend stand before the page's heading, and have an h2.
      'heading-level': ['error', { minInitialRank: 'h2' }],
    },
  }),
)

const known = new KnownParts()
const passed = new Set<string>()

/** What of a page is not valid, unless pages before it in this process had all the parts that it is made of. */
export async function findInvalidParts(path: string, html: string, $: CheerioAPI): Promise<string[]> {
  return known.learn($) === undefined ? [] : findInvalid(path, html)
}

/** What of a page is not valid, unless one that is the same but for the keys of its forms has passed in this process. */
export async function findInvalidOnce(path: string, html: string): Promise<string[]> {
  const withoutKeys = html.replace(/(<input type="hidden"[^>]* value=")[^"]*/g, '$1')
  const page = createHash('sha256').update(withoutKeys).digest('base64')
  if (passed.has(page)) return []
  const faults = await findInvalid(path, html)
  if (faults.length === 0) passed.add(page)
  return faults
}

/**
 * What of a page is not valid HTML, or not a whole document.
 *
 * @param html the page as it was sent, before a browser mends it
 * @returns a line a fault, empty when there is none
 */
export async function findInvalid(path: string, html: string): Promise<string[]> {
  const { results } = await validator.validateString(html, path)
  const lines = html.split('\n')
  return results.flatMap(({ messages }) =>
    messages.map(
      ({ ruleId, message, line, column }) =>
        `${path}: ${ruleId} ${message} at ${(lines[line - 1] ?? '').slice(Math.max(0, column - 40), column + 80)}`,
    ),
  )
}
