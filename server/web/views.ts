import { join } from 'node:path'
import nunjucks from 'nunjucks'
import { languages, type Language } from './language'

type Translate = (key: string, parameters?: Record<string, unknown>) => string

export interface ViewsOptions {
  /** The folder `views`. */
  root: string
  /** GOV.UK branding may be used on service.gov.uk alone. */
  branding: 'generic' | 'govuk'
  /** The address of a built asset, by its plain name. */
  asset(name: string): string
  words(language: Language): Translate
  /** Templates are read once in production and when they are asked for otherwise. */
  cache: boolean
}

export interface Views {
  render(template: string, language: Language, context: object): string
}

/**
 * Nunjucks with govuk-frontend, one environment a language, so that `t` and the date filters speak the page's
 * language inside macros too.
 */
export function createViews(options: ViewsOptions): Views {
  const environments = new Map(languages.map(language => [language, createEnvironment(options, language)]))
  return {
    render(template, language, context) {
      return environments.get(language)!.render(template, context)
    },
  }
}

function createEnvironment({ root, branding, asset, words, cache }: ViewsOptions, language: Language) {
  const govukFrontend = join(require.resolve('govuk-frontend/package.json'), '../dist')
  const loader = new nunjucks.FileSystemLoader([root, govukFrontend], { noCache: !cache })
  const environment = new nunjucks.Environment(loader, { autoescape: true, trimBlocks: true, lstripBlocks: true })
  environment.addGlobal('t', words(language))
  environment.addGlobal('lang', language)
  environment.addGlobal('branding', branding)
  environment.addGlobal('asset', asset)
  const locale = language === 'cy' ? 'cy-GB' : 'en-GB'
  environment.addFilter('longDay', (day: string | null) => (day ? formatDay(day, locale) : ''))
  environment.addFilter('clockTime', (instant: Date) => formatTime(instant, locale))
  environment.addFilter('dayOf', (instant: Date) => formatInstantDay(instant, locale))
  return environment
}

function formatDay(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
}

function formatInstantDay(instant: Date, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Europe/London' }).format(instant)
}

function formatTime(instant: Date, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' }).format(instant)
}
