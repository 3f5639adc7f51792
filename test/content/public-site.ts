import { join } from 'node:path'
import { loadContent } from '../../server/content/load-content'
import { pictureAsset } from '../../server/content/texts/pictures'
import { loadWords } from '../../server/content/words/words'
import { drawPdf } from '../../server/pdf/draw'
import { createPdfShelf } from '../../server/sites/public/pdf/pdf-shelf'
import { renderPublicPages } from '../../server/sites/public/public-pages'
import { createViews } from '../../server/web/pages/views'
import { builtAssets } from '../../server/web/responses/built-assets'

export const root = join(__dirname, '../..')
export const contentDir = join(root, 'content')

/** What the build made of a picture. */
export const picture = (name: string) => builtAssets(join(root, 'dist/assets')).text(pictureAsset(name))

/**
 * The project's own content, and its public pages and PDFs as the portal would answer them. Each page is made when it is
 * first asked for: most tests ask for few, and there are hundreds.
 */
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
    strict: true,
  })
  return {
    content,
    get pages() {
      return renderPublicPages({ content, views, words, production, portalUrl, whenAsked: true })
    },
    pdfs: createPdfShelf({ content, words, portalUrl, picture }, drawPdf, { production }),
  }
}
