import type { Request, Response } from 'express'
import { easyReadPath, localPath } from '../../content/addresses'
import type { SiteDependencies } from '../../dependencies'
import { languageOf, personOf } from './signed-in'

/** The addresses below /my of public pages, in the edition that the person reads; the session knows language and size. */
export interface PublicAddresses {
  /** @param path the page's address in English and in standard print */
  readonly page: (path: string) => string
  readonly booklet: () => string
  /** @param prisonId the prison whose additions to the chapter the page is to have */
  readonly chapter: (chapter: string, prisonId?: string) => string
}

/** The addresses below /my of public pages, in the person's way of reading. */
export function publicAddresses(req: Request, res: Response, { published }: SiteDependencies): PublicAddresses {
  const language = languageOf(req)
  const { readingHelp } = personOf(res)
  const page = (path: string) => `/my${path}`
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
