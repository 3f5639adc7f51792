import type { Translate } from '../../server/content/words'
import type { Topic } from '../../server/domain/routing'

/** A screen is read by more people than its owner: what is restricted does not name its topic in a list or a title. */
export function topicName(
  { topic, restricted }: { readonly topic: Topic; readonly restricted: boolean },
  t: Translate,
): string {
  return restricted ? t('console/common:restricted') : t(`routing:topics.${topic}.title`)
}
