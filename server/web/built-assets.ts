import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import express, { type RequestHandler } from 'express'

export interface BuiltAssets {
  /** The address of a built asset, by its plain name; it changes when the content does. */
  address(name: string): string
  /** What a built asset of text holds, for pages that carry it themselves. */
  text(name: string): string
  serve: RequestHandler
}

/**
 * @param dir where the build put the assets, with manifest.json
 * @throws when the build has not run, or when a page asks for an asset that was not built
 */
export function builtAssets(dir: string): BuiltAssets {
  const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as Record<string, string>
  const texts = new Map<string, string>()
  const fileOf = (name: string) => {
    const file = manifest[name]
    if (!file) throw new Error(`No built asset ${name} in ${dir}`)
    return file
  }
  return {
    address: name => `/assets/${fileOf(name)}`,
    text(name) {
      const text = texts.get(name) ?? readFileSync(join(dir, fileOf(name)), 'utf8')
      texts.set(name, text)
      return text
    },
    serve: express.static(dir, { immutable: true, maxAge: '1y', index: false, redirect: false }),
  }
}
