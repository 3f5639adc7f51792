import { create } from 'qrcode'

/** The modules of a QR code for an address, row by row: true is dark. */
export function qrModules(address: string): boolean[][] {
  const { modules } = create(address, { errorCorrectionLevel: 'M' })
  return Array.from({ length: modules.size }, (_, row) =>
    Array.from({ length: modules.size }, (__, column) => modules.get(row, column) === 1),
  )
}

/** Converts QR modules into an SVG path. The page provides the text alternative. */
export function qrPath(modules: readonly (readonly boolean[])[]): string {
  return modules
    .map((line, row) => line.map((isDark, column) => (isDark ? `M${column} ${row}h1v1h-1z` : '')).join(''))
    .join('')
}
