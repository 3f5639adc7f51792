import type { Translate } from '../../../server/content/words/words'
import type { Topic } from '../../../server/domain/topics'

/**
 * The topic as named in lists and titles: hidden for restricted applications, because other people may see the screen.
 */
export function topicName(
  { topic, restricted }: { readonly topic: Topic; readonly restricted: boolean },
  t: Translate,
): string {
  return restricted ? t('console/common:restricted') : t(`routing:topics.${topic}.title`)
}
