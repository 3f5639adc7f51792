import { z } from 'zod'
import { wordsKinds, type WordsPlace } from '../../database'
import { createSeal } from '../../use-cases/seal'
import type { WordsPage } from '../../use-cases/applications/late-words'

/** Where a form for words of one's own is posted to. */
export function wordsAddress({ kind, about }: WordsPlace): string {
  if (kind === 'note') return `/my/checklist/${about}/note`
  return `/my/applications/${about}/${kind === 'message' ? 'add' : 'another-look'}`
}

/** Where such words are looked at when they came late. */
export function wordsShownAt({ kind, about }: WordsPlace): string {
  return kind === 'note' ? `/my/checklist/${about}#own-note` : `/my/applications/${about}#late-words`
}

const sealedPage = z.tuple([z.number(), z.enum(wordsKinds), z.string(), z.number()])

/** What the page of such a form carries, so that its words are kept for the right person when their session has ended. */
export function wordsSeal(secret: string) {
  const seal = createSeal(secret, 'pages of words')
  return {
    close(page: WordsPage): string {
      const { personId, kind, about, madeAt } = page
      return seal.close(JSON.stringify([personId, kind, about, madeAt.getTime()]), wordsAddress(page))
    },
    open(sealed: string, address: string): WordsPage | undefined {
      const text = seal.open(sealed, address)
      if (text === undefined) return undefined
      const [personId, kind, about, madeAt] = sealedPage.parse(JSON.parse(text))
      return { personId, kind, about, madeAt: new Date(madeAt) }
    },
  }
}
