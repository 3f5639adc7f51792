import { createHash } from 'node:crypto'
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')

/**
 * Builds browser assets: styles from assets/styles, scripts and images, the Easy Read pictures, the icons, the typeface,
 * and the assets of govuk-frontend. File names contain a hash of their content, so that browsers may cache them for
 * ever; manifest.json maps plain names to them.
 *
 * Fonts and images referenced by styles keep their plain names, in `fonts` and `images`.
 *
 * @param {string} target the folder to fill
 */
export async function buildAssets(target) {
  const govuk = join(dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')), 'dist/govuk')
  const images = join(ROOT, 'assets/images')
  await mkdir(target, { recursive: true })

  const files = [
    ...(await styles()),
    ...(await plainFiles(join(ROOT, 'assets/scripts'), ['.js'])),
    ...(await plainFiles(images)),
    ...(await pictures()),
    await icons(),
    { name: 'govuk-frontend.min.js', content: await readFile(join(govuk, 'govuk-frontend.min.js')) },
  ]
  const manifest = {}
  for (const { name, content } of files) {
    manifest[name] = hashed(name, content)
    await writeFile(join(target, manifest[name]), content)
  }
  for (const folder of ['fonts', 'images']) {
    await cp(join(govuk, 'assets', folder), join(target, folder), { recursive: true })
  }
  await copyTypeface(join(target, 'fonts'))
  await cp(images, join(target, 'images'), { recursive: true, force: true }).catch(ignoreMissing)
  await writeFile(join(target, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}

async function styles() {
  const names = (await filesIn(join(ROOT, 'assets/styles'))).filter(name => /^[^_].*\.scss$/.test(name))
  if (names.length === 0) return []
  const sass = await import('sass')
  return names.map(name => {
    const { css } = sass.compile(join(ROOT, 'assets/styles', name), {
      style: 'compressed',
      loadPaths: [join(ROOT, 'node_modules')],
      quietDeps: true,
    })
    return { name: name.replace(/\.scss$/, '.css'), content: Buffer.from(css) }
  })
}

/** The weights of Atkinson Hyperlegible Next that the console and the in-cell site use. */
async function copyTypeface(folder) {
  const require = createRequire(import.meta.url)
  const weights = { 400: '400Regular', 600: '600SemiBold', 700: '700Bold' }
  for (const [weight, name] of Object.entries(weights)) {
    const file = `@expo-google-fonts/atkinson-hyperlegible-next/${name}/AtkinsonHyperlegibleNext_${name}.ttf`
    await cp(require.resolve(file), join(folder, `atkinson-hyperlegible-next-${weight}.ttf`))
  }
}

/** The OpenMoji pictures named in content/pictures.json, as the pages embed them. */
async function pictures() {
  const require = createRequire(import.meta.url)
  const read = async file => JSON.parse(await readFile(file, 'utf8'))
  const { icons, aliases, width, height } = await read(require.resolve('@iconify-json/openmoji/icons.json'))
  const names = await read(join(ROOT, 'content/pictures.json'))
  return Object.entries(names).map(([picture, name]) => {
    const icon = icons[aliases[name]?.parent ?? name]
    if (!icon) throw new Error(`content/pictures.json: OpenMoji has no picture ${name}`)
    // The content security policy of public pages forbids style attributes.
    if (/\sstyle=/.test(icon.body)) throw new Error(`content/pictures.json: ${name} cannot stand in a page`)
    const box = `0 0 ${icon.width ?? width} ${icon.height ?? height}`
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" id="picture-${picture}" viewBox="${box}">${icon.body}</svg>`
    return { name: `picture-${picture}.svg`, content: Buffer.from(svg) }
  })
}

/** One file with a symbol for each icon named in content/icons.json, drawn by Phosphor in the colour of the text. */
async function icons() {
  const require = createRequire(import.meta.url)
  const read = async file => JSON.parse(await readFile(file, 'utf8'))
  const { icons: drawn, width } = await read(require.resolve('@iconify-json/ph/icons.json'))
  const symbols = Object.entries(await read(join(ROOT, 'content/icons.json'))).map(([icon, name]) => {
    const body = drawn[`${name}-duotone`]?.body
    if (!body) throw new Error(`content/icons.json: Phosphor has no duotone icon ${name}`)
    return `<symbol id="${icon}" viewBox="0 0 ${width} ${width}">${body}</symbol>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`
  return { name: 'icons.svg', content: Buffer.from(svg) }
}

async function plainFiles(folder, extensions) {
  const names = (await filesIn(folder)).filter(name => !extensions || extensions.includes(extname(name)))
  return Promise.all(names.map(async name => ({ name, content: await readFile(join(folder, name)) })))
}

async function filesIn(folder) {
  const entries = await readdir(folder, { withFileTypes: true }).catch(ignoreMissing)
  return (entries ?? []).filter(entry => entry.isFile() && !entry.name.startsWith('.')).map(entry => entry.name)
}

function hashed(name, content) {
  const extension = extname(name)
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12)
  return `${name.slice(0, -extension.length || undefined)}-${hash}${extension}`
}

function ignoreMissing(error) {
  if (error.code !== 'ENOENT') throw error
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await buildAssets(process.argv[2] ?? join(ROOT, 'dist/assets'))
  } catch (error) {
    console.error(error.sassMessage ? error.message : error)
    process.exitCode = 1
  }
}
