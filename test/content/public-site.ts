import { join } from 'node:path'
import { loadContent } from '../../server/content/load-content'
import { loadWords } from '../../server/content/words'
import { renderPublicPages } from '../../server/features/booklet/public-pages'
import { createViews } from '../../server/web/views'

export const root = join(__dirname, '../..')
export const contentDir = join(root, 'content')

/** The project's own content, and its public pages as the portal would answer them. */
export function publicSite({ production = false } = {}) {
  const content = loadContent(contentDir)
  const words = loadWords(contentDir, true)
  const views = createViews({
    root: join(root, 'views'),
    branding: 'generic',
    asset: name => `/assets/${name}`,
    assetText: () => 'body{margin:0}',
    words: language => words.in(language),
    cache: true,
  })
  return { content, pages: renderPublicPages({ content, views, production }) }
}
