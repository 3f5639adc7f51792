import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from 'sass'

const root = join(__dirname, '../..')
const govuk = join(root, 'node_modules/govuk-frontend/dist/govuk')
const everyStyle = classesStyled(readFileSync(join(govuk, 'govuk-frontend.min.css'), 'utf8'))

/** The sources whose markup the style sheets of each site have to fit. */
const sites = {
  booklet: ['views/public', 'views/components', 'views/layouts/base.njk', 'server/content', 'server/sites/public'],
  my: ['views/in-cell', 'views/components', 'views/layouts/base.njk', 'views/layouts/in-cell.njk', 'server/sites'],
}

/** The template's script says with a class of its own that scripts run; no page is made of it. */
function classesIn(markup: string): Set<string> {
  return new Set(markup.replaceAll('govuk-frontend-supported', '').match(/govuk-[a-z!][\w!-]*/g))
}

function classesStyled(css: string): Set<string> {
  return new Set([...css.replaceAll('\\!', '!').matchAll(/\.(govuk-[a-z!][\w!-]*)/g)].map(match => match[1]!))
}

function compiled(file: string): string {
  const path = join(root, 'assets/styles', file)
  return compile(path, { style: 'compressed', loadPaths: [join(root, 'node_modules')], quietDeps: true }).css
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
    const styled = classesStyled(compiled(file))
    const used = sourcesOf(paths).flatMap(source => [...classesIn(source)])
    const missing = new Set(used.filter(usedWithout(branding)).filter(className => !styled.has(className)))
    expect([...missing]).toEqual([])
  })
})

describe('the styles of the console', () => {
  const css = compiled('staff.scss')
  const paths = ['views/console', 'views/components', 'views/layouts/console.njk', 'admin']

  it('cover every class of govuk-frontend that its pages use', () => {
    const styled = classesStyled(css)
    const used = sourcesOf(paths).flatMap(source => [...classesIn(source)])
    const ofOtherSites = /^govuk-(?:header|generic-header|service-navigation|footer)/
    const missing = used.filter(each => everyStyle.has(each) && !styled.has(each) && !ofOtherSites.test(each))
    expect([...new Set(missing)]).toEqual([])
  })

  it('have no part that no page uses', () => {
    const sources = [...sourcesOf([...paths, 'assets/scripts/staff.js'])].join()
    const parts = [...css.matchAll(/\.(app-[a-z][\w-]*)/g)].map(match => match[1]!)
    // The second half of some names is filled in by the page.
    const isUsed = (part: string) => sources.includes(part) || sources.includes(part.replace(/--.*$/, '--{{'))
    expect([...new Set(parts)].filter(part => !isUsed(part))).toEqual([])
  })

  it('take every colour from the tokens', () => {
    const folder = join(root, 'assets/styles/console')
    const others = readdirSync(folder).filter(name => name !== '_tokens.scss')
    expect(others.filter(name => /#[0-9a-f]{3,6}\b/.test(readFileSync(join(folder, name), 'utf8')))).toEqual([])
  })
})
