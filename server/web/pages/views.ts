import { join } from 'node:path'
import nunjucks from 'nunjucks'
import { clockTime, longDay, longDayOf } from './days'
import { languages, type Language } from './language'
import { StrictLoader } from './strict-templates'

type Translate = (key: never, parameters?: Record<string, unknown>) => string

export interface ViewsOptions {
  /** The folder `views`. */
  root: string
  /** GOV.UK branding may be used only on service.gov.uk. */
  branding: 'generic' | 'govuk'
  /** The URL of a built asset, by its plain name. */
  asset: (name: string) => string
  /** The text of a built asset, for pages with inline styles. */
  assetText: (name: string) => string
  words: (language: Language) => Translate
  /** Whether templates are compiled once, instead of whenever they are asked for. */
  cache: boolean
  /** Whether a template fails on a name that does not exist, instead of leaving a blank. */
  strict: boolean
}

/** What the layouts ask for and a page may leave out. Any other name that a page leaves out fails where it is read. */
const layoutDefaults = {
  askAbout: null,
  back: null,
  confirmation: null,
  lastDeed: null,
  errors: null,
  formToKeep: null,
  frame: null,
  homeUrl: null,
  isTypedBack: false,
  keep: null,
  largePrint: false,
  meanwhile: [],
  printedFor: null,
  raiseFor: null,
  safety: null,
  section: null,
  staff: null,
  writing: null,
}

export interface Views {
  render(template: string, language: Language, context: object): string
}

/**
 * Nunjucks with govuk-frontend, one environment per language, so that `t` and the date filters use the page's language
 * inside macros too.
 */
export function createViews(options: ViewsOptions): Views {
  const environments = new Map(languages.map(language => [language, createEnvironment(options, language)]))
  return {
    render(template, language, context) {
      try {
        return environments.get(language)!.render(template, { ...layoutDefaults, ...context })
      } catch (error) {
        throw inOneLine(template, error)
      }
    },
  }
}

/** What Nunjucks writes before the reason, once for each block and macro that it was in: dozens of lines for a page. */
const heading = /^(?:Template render error: )?\(.*\)(?: \[Line \d+, Column \d+\])?$/

function inOneLine(template: string, error: unknown): Error {
  const lines = (error as Error).message.split('\n').map(line => line.trim())
  const reason = lines
    .filter(line => !heading.test(line))
    .join(' ')
    .replace(/^Error: /, '')
  return new Error(reason.startsWith(template) ? reason : `${template}: ${reason}`)
}

function createEnvironment(
  { root, branding, asset, assetText, words, cache, strict }: ViewsOptions,
  language: Language,
) {
  const govukFrontend = join(require.resolve('govuk-frontend/package.json'), '../dist')
  const folders = [root, govukFrontend]
  const options = { autoescape: true, trimBlocks: true, lstripBlocks: true, noCache: !cache }
  const loader = strict
    ? new StrictLoader(folders, root, options)
    : new nunjucks.FileSystemLoader(folders, { noCache: !cache })
  const environment = new nunjucks.Environment(loader, options)
  environment.addGlobal('t', words(language))
  environment.addGlobal('lang', language)
  environment.addGlobal('branding', branding)
  environment.addGlobal('asset', asset)
  environment.addGlobal('assetText', assetText)
  environment.addFilter('longDay', (day: string | null) => (day ? longDay(day, language) : ''))
  environment.addFilter('clockTime', (instant: Date) => clockTime(instant, language))
  environment.addFilter('dayOf', (instant: Date) => longDayOf(instant, language))
  environment.addFilter('errorFor', errorFor)
  return environment
}

/** A field's error for its govuk-frontend macro, from the list that the error summary shows. */
function errorFor(
  errors: readonly { field: string; text: string }[] | null | undefined,
  field: string,
): { text: string } | undefined {
  const error = errors?.find(each => each.field === field)
  return error && { text: error.text }
}
