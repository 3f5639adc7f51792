import type { ContentLanguage } from '../content/files/language'

/** A run of text in one weight. */
export interface Run {
  text: string
  bold: boolean
  /** Set for a telephone number, which stays on one line. */
  unbroken: boolean
}

/** An element of a document, in reading order. Plain data, so that it can be posted to a worker. */
export type Piece =
  | { kind: 'heading'; level: 1 | 2 | 3 | 4; text: string; id?: string }
  | { kind: 'paragraph'; runs: readonly Run[]; language?: ContentLanguage }
  | { kind: 'list'; ordered: boolean; items: readonly (readonly Piece[])[] }
  | { kind: 'table'; head: readonly (readonly Run[])[]; rows: readonly (readonly (readonly Run[])[])[] }
  /** A box to write in; consecutive boxes may stand side by side. */
  | { kind: 'boxes'; labels: readonly string[] }
  /** Check boxes to tick, each before its label. */
  | { kind: 'ticks'; options: readonly (readonly Run[])[] }
  /** Lines to write on. */
  | { kind: 'lines'; count: number }
  /** Marked by a bar beside it. */
  | { kind: 'aside'; pieces: readonly Piece[] }
  /** Stays on one page. */
  | { kind: 'together'; pieces: readonly Piece[] }
  /** A line of Easy Read: an SVG picture at the left and its text. */
  | { kind: 'pictured'; picture: string; runs: readonly Run[] }
  | { kind: 'qr-code'; modules: QrModules; alternative: string; caption: string }
  /** The contents, with page numbers. */
  | { kind: 'contents'; entries: readonly { text: string; id: string }[] }
  | { kind: 'new-page' }

/** The modules of a QR code, row by row; true is dark. */
export type QrModules = readonly (readonly boolean[])[]

export type PrintSize = 'standard' | 'large'

/** A document to draw as a PDF. */
export interface PrintedDocument {
  title: string
  description: string
  /** The author. */
  service: string
  language: ContentLanguage
  size: PrintSize
  /** The body text size in points; the maximum when `pages` is set. */
  textSize: number
  /** Enlarges the text to fill exactly this many pages; null for any number. */
  pages: number | null
  /** The text before each page number; null for no page numbers. */
  pageWord: string | null
  /** The file's creation date, YYYY-MM-DD, taken from the content so that the bytes are reproducible. */
  day: string
  pieces: readonly Piece[]
}
