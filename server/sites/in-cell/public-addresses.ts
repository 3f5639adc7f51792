import type { Request, Response } from 'express'
import { addressIn, easyReadPath, inLargePrint, localPath } from '../../content/addresses'
import type { SiteDependencies } from '../../dependencies'
import { languageOf, personOf } from './signed-in'

/**
 * The addresses of public pages in the language and the edition that the person reads. Public pages have no session, so
 * the address carries both.
 */
export interface PublicAddresses {
  /** @param path the page's address in English and in standard print */
  readonly page: (path: string) => string
  readonly booklet: () => string
  /** @param prisonId the prison whose additions to the chapter the page is to have */
  readonly chapter: (chapter: string, prisonId?: string) => string
}

/** The addresses of public pages in the person's language, size and way of reading. */
export function publicAddresses(req: Request, res: Response, { published }: SiteDependencies): PublicAddresses {
  const language = languageOf(req)
  const { readingHelp } = personOf(res)
  const page = (path: string) => {
    const sized = addressIn(language, readingHelp.includes('large-print') ? inLargePrint(path) : path)
    return readingHelp.includes('listening') ? `${sized}?listen=yes` : sized
  }
  const prefersEasyRead = readingHelp.includes('easy-read')
  return {
    page,
    booklet: () => `${page('/booklet')}${prefersEasyRead ? '#easy-read' : ''}`,
    chapter(chapter, prisonId) {
      const hasEasyRead = published.content.easyRead[language].some(({ id }) => id === chapter)
      if (prefersEasyRead && hasEasyRead) return page(easyReadPath(chapter))
      return page(prisonId === undefined ? `/booklet/${chapter}` : localPath(prisonId, chapter))
    },
  }
}
