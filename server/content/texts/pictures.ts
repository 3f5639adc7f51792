import { z } from 'zod'
import type { Faults } from '../files/content-error'
import { readJson } from '../files/read-json'

const name = z.string().regex(/^[a-z0-9-]+$/)

/** By the name that texts use: what OpenMoji calls the picture. */
export type Pictures = ReadonlyMap<string, string>

/**
 * Reads `pictures.json`, which the build also reads to know what to take from OpenMoji.
 *
 * @param file the file's path, and its name as faults should give it
 */
export function readPictures(file: { path: string; name: string }, faults: Faults): Pictures {
  return new Map(Object.entries(readJson(file, z.record(name, name), faults) ?? {}))
}

/** The built asset that holds a picture. */
export function pictureAsset(picture: string): string {
  return `picture-${picture}.svg`
}
