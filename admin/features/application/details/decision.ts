import type { Translate, WordingPart } from '../../../../server/content/words/words'
import type { Application, ApplicationEvent, Correction, Person, StoredDecision } from '../../../../server/database'
import type { DestinationRule } from '../../../../server/domain/routing'
import { splitCitations } from '../../../presenting/citations'
import { momentInWords } from '../../../presenting/moments'
import { responsibilityRows } from '../../../presenting/people/person-facts'
import { presentWhoRecorded } from '../../../presenting/people/responsibility-record'
import { teamName } from '../../../presenting/team-name'

interface Decided {
  readonly application: Application
  readonly person: Person
  readonly decisions: readonly StoredDecision[]
  /** Of the fact that who is responsible rests on, newest first. */
  readonly corrections: readonly Correction[]
}

/** Why an application is where it is: rule, reasons with their sources, who was told, who is responsible. */
export function presentDecision(
  { application, person, decisions, corrections, events }: Decided & { readonly events: readonly ApplicationEvent[] },
  t: Translate,
) {
  const current = currentDecision(application, decisions)
  const { result, decidedAt } = current
  const recorded = presentWhoRecorded(result.responsibility.reason, person, corrections, decidedAt, t)
  const override = application.overridden ? events.findLast(({ kind }) => kind === 'overridden') : undefined
  const row = (name: WordingPart<'console/application:decision.'>, text: string) => ({
    key: { text: t(`console/application:decision.${name}`) },
    value: { text },
  })
  return {
    rows: [
      row('destination', t(`console/common:destinations.${application.destination}`)),
      row('team', teamName(application, t)),
      row('rule', ruleInWords(application.rule, t)),
      row('decided', momentInWords(decidedAt)),
    ],
    because: result.because.map(each => splitCitations(withoutDecider(each))),
    responsibility: responsibilityRows(result.responsibility, result.policy, recorded, t),
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

/** Decisions before this named a manager, whoever had recorded the fact. Who did is told beside it. */
function withoutDecider(reason: string): string {
  return reason.replace(/^A manager has decided who is responsible/, 'Who is responsible was decided and recorded')
}

/** The decision that put it where it is: after an override, what the rules say later is only in the record. */
export function currentDecision({ overridden }: Application, decisions: readonly StoredDecision[]): StoredDecision {
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
