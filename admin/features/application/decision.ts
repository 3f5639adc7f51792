import type { Translate, WordingPart } from '../../../server/content/words'
import type { Application, ApplicationEvent, StoredDecision } from '../../../server/database'
import type { DestinationRule } from '../../../server/domain/routing'
import { splitCitations } from '../../presenting/citations'
import { momentInWords } from '../../presenting/moments'
import { responsibilityRows } from '../../presenting/person-facts'

/** Why an application is where it is: rule, reasons with their sources, who was told, who is responsible. */
export function presentDecision(
  application: Application,
  decisions: readonly StoredDecision[],
  events: readonly ApplicationEvent[],
  t: Translate,
) {
  const current = currentDecision(application, decisions)
  const { result } = current
  const override = application.overridden ? events.findLast(({ kind }) => kind === 'overridden') : undefined
  const row = (name: WordingPart<'console/application:decision.'>, text: string) => ({
    key: { text: t(`console/application:decision.${name}`) },
    value: { text },
  })
  return {
    rows: [
      row('destination', t(`console/common:destinations.${application.destination}`)),
      row('team', t(`console/routing:teams.${application.team}`)),
      row('rule', ruleInWords(application.rule, t)),
      row(
        'told',
        result.copyTo.map(copy => t(`console/routing:copyTo.${copy}`)).join(', ') ||
          t('console/application:decision.nobody'),
      ),
      row('decided', momentInWords(current.decidedAt)),
    ],
    because: result.because.map(splitCitations),
    responsibility: responsibilityRows(result.responsibility, result.policy, t),
    override: override && {
      text: t('console/application:decision.overridden', {
        name: override.staffName,
        when: momentInWords(override.happenedAt),
        rule: ruleInWords(application.rule, t),
      }),
      reason: String(override.detail.reason),
    },
    earlier: decisions
      .filter(decision => decision !== current)
      .map(decision => ({
        when: momentInWords(decision.decidedAt),
        cause: t(`console/application:causes.${decision.cause}`),
        team: t(`console/routing:teams.${decision.result.team}`),
        rule: ruleInWords(decision.result.rule, t),
      })),
  }
}

/** The decision that put it where it is: after an override, what the rules say later is the record's alone. */
function currentDecision({ overridden }: Application, decisions: readonly StoredDecision[]): StoredDecision {
  const found = overridden ? decisions.findLast(({ cause }) => cause === 'overridden') : decisions.at(-1)
  if (!found) throw new Error('An application without a decision')
  return found
}

function ruleInWords(rule: DestinationRule, t: Translate): string {
  return t('console/application:decision.rule-with-name', {
    rule,
    name: t(`console/routing:rules.${rule}`),
  })
}
