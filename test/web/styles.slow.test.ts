import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from 'sass'

const root = join(__dirname, '../..')
const govuk = join(root, 'node_modules/govuk-frontend/dist/govuk')
const moj = join(root, 'node_modules/@ministryofjustice/frontend/moj')
const everyStyle = new Set(
  [join(govuk, 'govuk-frontend.min.css'), join(moj, 'moj-frontend.min.css')].flatMap(file => [
    ...classesStyled(readFileSync(file, 'utf8')),
  ]),
)

/** The sources whose markup each style sheet has to fit. */
const sites = {
  booklet: ['views/public', 'views/components', 'views/layouts/base.njk', 'server/content', 'server/sites/public'],
  my: ['views/in-cell', 'views/components', 'views/layouts/base.njk', 'views/layouts/in-cell.njk', 'server/sites'],
  staff: ['views/console', 'views/components', 'views/layouts/base.njk', 'views/layouts/console.njk', 'admin'],
}

/** The template's script says with a class of its own that scripts run; no page is made of it. */
function classesIn(markup: string): Set<string> {
  return new Set(markup.replaceAll('govuk-frontend-supported', '').match(/(?:govuk|moj)-[a-z!][\w!-]*/g))
}

function classesStyled(css: string): Set<string> {
  return new Set([...css.replaceAll('\\!', '!').matchAll(/\.((?:govuk|moj)-[a-z!][\w!-]*)/g)].map(match => match[1]!))
}

function filesUnder(path: string): string[] {
  if (/\.\w+$/.test(path)) return [path]
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(njk|ts)$/.test(name))
    .map(name => join(path, name))
}

/** A page's own words, and those of the components of govuk-frontend that it or they import. */
function sourcesOf(paths: readonly string[]): string[] {
  const sources = paths.flatMap(path => filesUnder(join(root, path))).map(path => readFileSync(path, 'utf8'))
  const components = new Set<string>()
  const follow = (source: string) => {
    for (const [, name = ''] of source.matchAll(/(?:govuk\/components|\.\.)\/([a-z-]+)\/macro\.njk/g)) {
      if (components.has(name)) continue
      components.add(name)
      follow(readFileSync(join(govuk, 'components', name, 'template.njk'), 'utf8'))
    }
  }
  sources.forEach(follow)
  return [
    ...sources,
    readFileSync(join(govuk, 'template.njk'), 'utf8'),
    ...[...components].map(name => `"govuk-${name}"`),
  ]
}

describe.each(Object.entries(sites))('the styles of %s', (name, paths) => {
  const usedWithout = (branding: string) => (className: string) =>
    everyStyle.has(className) && !className.startsWith(branding === 'govuk' ? 'govuk-generic-header' : 'govuk-header')

  test.each([
    ['generic', `${name}.scss`],
    ['govuk', `${name}.govuk.scss`],
  ])('cover every class that its pages use, in %s branding', (branding, file) => {
    const { css } = compile(join(root, 'assets/styles', file), {
      style: 'compressed',
      loadPaths: [join(root, 'node_modules'), root],
      quietDeps: true,
    })
    const styled = classesStyled(css)
    const used = sourcesOf(paths).flatMap(source => [...classesIn(source)])
    const missing = new Set(used.filter(usedWithout(branding)).filter(className => !styled.has(className)))
    expect([...missing]).toEqual([])
  })
})
