import { createHash } from 'node:crypto'
import type { Config } from '../../config'
import { version } from '../../package'
import type { DailyWorkSettings } from './daily-work'

/** What the daily work depends on besides the day: when the version or a setting changes, the day's work is done again. */
export function dailyWorkSettings(config: Config): DailyWorkSettings {
  const { policy, extraBankHolidays, retentionDays, draftDays, feedbackDays } = config
  const settings = [version, policy, [...extraBankHolidays].sort(), retentionDays ?? null, draftDays, feedbackDays]
  return { digest: createHash('sha256').update(JSON.stringify(settings)).digest('base64url'), retentionDays }
}
