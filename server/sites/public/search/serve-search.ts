import type { IncomingMessage, ServerResponse } from 'node:http'
import { addressIn, inLargePrint } from '../../../content/addresses'
import { contentLanguages, type ContentLanguage } from '../../../content/files/language'
import type { Content } from '../../../content/load-content'
import { createSearchIndex, longestQuestion, type SearchIndex } from '../../../content/search/search-index'
import type { Translate } from '../../../content/words/words'
import { memoizeLatest, type Published } from '../../../use-cases/content/published-content'
import type { Views } from '../../../web/pages/views'
import { answerPublicPage } from '../answer-public-page'
import { plainNumbers } from '../plain-numbers'
import { keepToLargePrint, publicPageContext } from '../public-pages'
import { publicSecurityHeaders } from '../ready-page'
import { presentResults } from './present-results'
import { searchEntries } from './search-entries'

export interface SearchOptions {
  published: Published
  views: Views
  words: { in(language: ContentLanguage): Translate }
  production: boolean
  isKiosk: (req: IncomingMessage) => boolean
}

/**
 * Serves `/search` and `/cy/search`, also in large print, from in-memory indexes. Like the ready pages, it runs before
 * logging, sessions and the database, so that queries are never recorded.
 */
export function serveSearch({ published, views, words, production, isKiosk }: SearchOptions) {
  const pages = new Map<
    string,
    { indexOf: (content: Content) => SearchIndex; inLarge: ((html: string) => string) | null }
  >(
    contentLanguages.flatMap(language => {
      const t = words.in(language)
      const names = { contactsTitle: t('public:contacts.title'), easyReadName: t('easy-read:name') }
      const indexOf = memoizeLatest((content: Content) =>
        createSearchIndex(searchEntries(content, language, names), language, content.searchWords[language]),
      )
      const inLarge = keepToLargePrint(language, { content: published.content, views, words, production })
      return [
        [addressIn(language, '/search'), { indexOf, inLarge: null }],
        [addressIn(language, inLargePrint('/search')), { indexOf, inLarge }],
      ]
    }),
  )
  return (req: IncomingMessage, res: ServerResponse, next: () => void): void => {
    const [path = '', query = ''] = (req.url ?? '').split(/\?(.*)/s)
    const page = pages.get(path)
    if (!page) return next()
    const { indexOf, inLarge } = page
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.writeHead(405, { ...publicSecurityHeaders('', production), Allow: 'GET, HEAD', 'Content-Length': '0' }).end()
      return
    }
    const question = (new URLSearchParams(query).get('q') ?? '').slice(0, longestQuestion).trim()
    const index = indexOf(published.content)
    const { found, exact } = index.search(question)
    const kiosk = isKiosk(req)
    const address = question ? `/search?q=${encodeURIComponent(question)}` : '/search'
    const rendered = views.render('public/search.njk', index.language, {
      ...publicPageContext(index.language, address, published, { kiosk, isLarge: inLarge !== null }),
      question,
      longestQuestion,
      exact,
      results: presentResults(found, index.language),
    })
    const html = inLarge ? inLarge(rendered) : rendered
    answerPublicPage(req, res, { html: kiosk ? plainNumbers(html) : html, language: index.language, production })
  }
}
