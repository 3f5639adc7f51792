import type { Request, Response } from 'express'
import type { Dependencies } from '../../dependencies'
import { addressIn, inLargePrint } from './addresses'
import { easyReadPath } from './easy-read'
import { localPath } from './local-addresses'
import { languageOf, personOf } from '../in-cell/signed-in'

/** Where the in-cell site leads to public pages, as the person reads. They have no session: the address says it all. */
export interface PublicAddresses {
  /** @param path the page's address in English and in standard print */
  readonly page: (path: string) => string
  readonly booklet: () => string
  /** @param prisonId the prison whose additions to the chapter the page is to have */
  readonly chapter: (chapter: string, prisonId?: string) => string
}

export function publicAddresses(req: Request, res: Response, { published }: Dependencies): PublicAddresses {
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
