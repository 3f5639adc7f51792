import { join } from 'node:path'
import { loadContent } from '../../server/content/load-content'
import { loadWords } from '../../server/content/words'
import { drawPdf } from '../../server/features/booklet/pdf/draw'
import { createPdfShelf } from '../../server/features/booklet/pdf/pdf-shelf'
import { renderPublicPages } from '../../server/features/booklet/public-pages'
import { createViews } from '../../server/web/views'

export const root = join(__dirname, '../..')
export const contentDir = join(root, 'content')

/** The project's own content, and its public pages and PDFs as the portal would answer them. */
export function publicSite({ production = false, portalUrl }: { production?: boolean; portalUrl?: string } = {}) {
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
  return {
    content,
    pages: renderPublicPages({ content, views, production, portalUrl }),
    pdfs: createPdfShelf({ content, words, portalUrl }, drawPdf, { production }),
  }
}
