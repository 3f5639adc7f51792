import { localPath } from '../../../content/addresses'
import type { SiteDependencies } from '../../../dependencies'
import { plainNumbers } from '../plain-numbers'
import { keepToLargePrint, publicPageContext } from '../public-pages'
import type { Asked, LocalPage } from './find-local-page'
import type { LocalSupplement } from './local-supplement'

type Sources = Pick<SiteDependencies, 'published' | 'views' | 'words' | 'config'>

/** Renders a local page in the language and size of its address. */
export function renderLocalPage(
  { published, views, words, config }: Sources,
  { language, isLarge, kiosk, chapter }: Asked,
  { template, path, context }: LocalPage,
  supplement: LocalSupplement,
): string {
  const { content } = published
  const production = config.environment === 'production'
  const html = views.render(`public/local/${template}.njk`, language, {
    ...publicPageContext(language, path, published, { kiosk, isLarge }),
    askAbout: chapter === undefined ? '/local' : `/booklet/${chapter}`,
    // PDFs contain only the national text.
    keep: { pdf: null },
    ...context,
  })
  const sized = isLarge
    ? keepToLargePrint(language, { content, views, words, production }, pathsOf(supplement))(html)
    : html
  return kiosk ? plainNumbers(sized) : sized
}

/** Renders the page that is shown while the local services cannot be read. */
export function renderNotThere({ published, views, words }: Sources, { language, isLarge, kiosk }: Asked): string {
  const html = views.render('public/local/not-there.njk', language, {
    ...publicPageContext(language, '/local', published, { kiosk, isLarge }),
    title: words.in(language)('local:not-there.title'),
  })
  return kiosk ? plainNumbers(html) : html
}

/** The English addresses of all local pages. */
function pathsOf({ prisons }: LocalSupplement): string[] {
  return [...prisons.values()].flatMap(({ id, services }) => [
    ...(services.length > 0 ? [localPath(id)] : []),
    ...services.map(({ chapter }) => localPath(id, chapter)),
  ])
}
