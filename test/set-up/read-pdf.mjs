/**
 * Says on standard output, as JSON, what the PDF on standard input is: see pdf.ts. It runs by itself, since the library
 * is a module that Jest does not load.
 */
import { buffer } from 'node:stream/consumers'

// It draws nothing, so that it needs none of the canvas that the library looks for while it is loaded.
globalThis.DOMMatrix ??= class {}
const { getDocument, OPS, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs')

const data = new Uint8Array(await buffer(process.stdin))
const pdf = await getDocument({ data, verbosity: VerbosityLevel.ERRORS, useSystemFonts: false }).promise
const { info, metadata } = await pdf.getMetadata()
const preferences = await pdf.getViewerPreferences()
const pages = []
for (let number = 1; number <= pdf.numPages; number += 1) pages.push(await readPage(await pdf.getPage(number)))

process.stdout.write(
  JSON.stringify({
    title: info.Title,
    language: info.Language,
    claimsUniversalAccess: /<pdfuaid:part>1<\/pdfuaid:part>/.test(metadata?.getRaw() ?? ''),
    marked: (await pdf.getMarkInfo())?.Marked ?? false,
    showsTitle: preferences?.DisplayDocTitle ?? false,
    bookmarks: bookmarksIn(await pdf.getOutline()),
    pages,
  }),
)

function bookmarksIn(items) {
  return (items ?? []).map(({ title, items: below }) => ({ title, below: bookmarksIn(below) }))
}

async function readPage(page) {
  const { items } = await page.getTextContent({ includeMarkedContent: true })
  const words = new Map()
  const open = []
  for (const item of items) {
    if (item.type === 'beginMarkedContent' || item.type === 'beginMarkedContentProps') open.push(item.id ?? item.tag)
    else if (item.type === 'endMarkedContent') open.pop()
    else if (open.length > 0) words.set(open[0], (words.get(open[0]) ?? '') + item.str + (item.hasEOL ? ' ' : ''))
  }
  const plain = items.filter(item => item.str !== undefined)
  return {
    text: plain.map(({ str, hasEOL }) => (hasEOL ? `${str}\n` : str)).join(''),
    smallest: Math.min(
      ...plain.filter(({ str }) => str.trim()).map(({ transform }) => Math.hypot(transform[2], transform[3])),
    ),
    structure: describe(await page.getStructTree(), words),
    loose: await looseMarks(page),
    links: (await page.getAnnotations()).map(({ subtype, dest, contentsObj }) => ({
      subtype,
      dest,
      says: contentsObj?.str,
    })),
  }
}

function describe(node, words) {
  if (!node) return null
  if (node.type === 'content') return { text: words.get(node.id) ?? '' }
  if (node.type === 'annotation' || node.type === 'object') return { annotation: true }
  const { role, alt, lang, children } = node
  return { role, alt, lang, children: (children ?? []).map(child => describe(child, words)) }
}

/** How many times the page draws something that is neither in the structure nor marked as an artifact. */
async function looseMarks(page) {
  const { fnArray } = await page.getOperatorList()
  const draws = new Set([OPS.showText, OPS.constructPath, OPS.fill, OPS.stroke, OPS.paintImageXObject])
  let depth = 0
  let loose = 0
  for (const operation of fnArray) {
    if (operation === OPS.beginMarkedContent || operation === OPS.beginMarkedContentProps) depth += 1
    if (operation === OPS.endMarkedContent) depth -= 1
    if (depth === 0 && draws.has(operation)) loose += 1
  }
  return loose
}
