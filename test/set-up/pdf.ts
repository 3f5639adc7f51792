import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'

/** A place in a page's structure, its words, or the place of a link. */
export interface StructureNode {
  role?: string
  alt?: string
  lang?: string
  text?: string
  annotation?: boolean
  children?: StructureNode[]
}

export interface Bookmark {
  title: string
  below: Bookmark[]
}

export interface PdfReading {
  title: string
  language: string
  /** Whether it says of itself that it is PDF/UA. */
  claimsUniversalAccess: boolean
  marked: boolean
  showsTitle: boolean
  bookmarks: Bookmark[]
  pages: {
    text: string
    /** The size of the smallest words, in points. */
    smallest: number
    structure: StructureNode | null
    /** How much is drawn that is neither in the structure nor marked as an artifact. */
    loose: number
    links: { subtype: string; dest?: string; says?: string }[]
  }[]
}

/** What a reader of PDFs, and a screen reader by it, finds in a file. */
export async function readPdf(file: Uint8Array): Promise<PdfReading> {
  const child = spawn(process.execPath, [join(__dirname, 'read-pdf.mjs')], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(file)
  const [reading] = await Promise.all([json(child.stdout), once(child, 'close')])
  return reading as PdfReading
}

/** The nodes of a structure that have one of the roles, in reading order. */
export function nodesOf(node: StructureNode | null, ...roles: string[]): StructureNode[] {
  if (!node) return []
  const below = (node.children ?? []).flatMap(child => nodesOf(child, ...roles))
  return node.role !== undefined && roles.includes(node.role) ? [node, ...below] : below
}

/** All the words below a node. */
export function wordsOf(node: StructureNode): string {
  return [node.text ?? '', ...(node.children ?? []).map(wordsOf)].join('').replace(/\s+/g, ' ').trim()
}
