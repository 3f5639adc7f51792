import type { Translate } from '../../../server/content/words/words'
import type { Pdu } from '../../../server/database'
import type { PduReport } from '../../../server/use-cases/accounts/import-pdus'

/** So many refused rows are named; putting the file right shows the rest. */
const mostRefused = 20

/** What became of a file, in lines; at most {@link mostRefused} of its refused rows. */
export function reportLines({ counts, refused, unknownColumns }: PduReport, t: Translate): string[] {
  const more = refused.length - mostRefused
  return [
    t('console/pdus:report.added', { count: counts.added }),
    t('console/pdus:report.changed', { count: counts.changed }),
    t('console/pdus:report.unchanged', { count: counts.unchanged }),
    ...refused.slice(0, mostRefused).map(row => t('console/pdus:report.refused', row)),
    ...(more > 0 ? [t('console/pdus:report.more', { count: more })] : []),
    ...(unknownColumns.length > 0
      ? [t('console/pdus:report.unknown-columns', { columns: unknownColumns.join(', ') })]
      : []),
  ]
}

/** The PDUs, and what the last import did. */
export function presentPdus(
  pdus: readonly (Pdu & { readonly accounts: number })[],
  done: readonly string[] | undefined,
  t: Translate,
) {
  return {
    pageName: t('console/pdus:title'),
    count: t('console/pdus:count', { count: pdus.length }),
    done: done ?? null,
    rows: pdus.map(({ name, region, accounts }) => ({
      name,
      region: t(`console/person:values.homeRegion.${region}`),
      accounts,
    })),
  }
}
