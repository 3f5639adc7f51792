import type { ChapterId } from '../../domain/content/chapters'
import type { InBothLanguages } from '../files/language'

/** What has an edition in Easy Read: the leaflet, and the chapters that people need first. */
export const easyReadIds = [
  'leaflet',
  'a-place-to-live',
  'money-and-benefits',
  'health',
  'drugs-and-alcohol',
  'staying-safe',
  'probation-and-licence',
  'not-a-british-citizen',
] as const satisfies readonly ('leaflet' | ChapterId)[]
export type EasyReadId = (typeof easyReadIds)[number]

/** The five parts of every chapter. Their ids are the same in both languages, so that links survive a language switch. */
export const chapterParts: readonly { id: string; title: InBothLanguages }[] = [
  { id: 'before-you-leave', title: { en: 'Before you leave', cy: 'Cyn i chi adael' } },
  { id: 'on-the-day', title: { en: 'On the day', cy: 'Ar y diwrnod' } },
  { id: 'first-weeks', title: { en: 'First weeks', cy: 'Yr wythnosau cyntaf' } },
  { id: 'who-can-help', title: { en: 'Who can help', cy: 'Pwy all helpu' } },
  { id: 'your-next-step', title: { en: 'Your next step', cy: 'Eich cam nesaf' } },
]

/** The pages that come before the chapters: how the booklet works, who people are, and what words mean. */
export const guideIds = ['how-to-use', 'who-is-who', 'words-we-use'] as const
export type GuideId = (typeof guideIds)[number]

/** Pages about the service, linked from every footer. */
export const pageIds = ['accessibility-statement', 'cookies', 'privacy'] as const
export type PageId = (typeof pageIds)[number]
