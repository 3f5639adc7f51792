import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { contentDir } from '../../server/dependencies'

/**
 * Wording which says that somebody was told, asked or sent something, or has it, by what has to be on record before it is
 * shown. A prefix stands for every key that begins with it.
 */
export const deeds: Readonly<Record<string, string>> = {
  // The application stands in the list of a team that has accounts: without one the page says that it will be passed on,
  // or in the prison itself that it is kept.
  'in-cell/after-sending:timeline.sent-on-paper': 'application with a team that can see it',
  'in-cell/after-sending:timeline.opened-again': 'application with a team that can see it',
  'in-cell/after-sending:timeline.reopened': 'application with a team that can see it',
  'in-cell/applications:sent.': 'application with a team that can see it',
  'in-cell/applications:rows.': 'application with a team that can see it',
  'in-cell/applications:steps.has': 'claim or closing; before that the step says that it is not yet so',
  'in-cell/applications:timeline.sent': 'application with a team that can see it',
  'in-cell/applications:timeline.moved': 'application with a team that can see it',
  'in-cell/drafts:asked-before.': 'application that is stored',
  'routing:why.I1': 'application with the team of the prison',
  'routing:why.P1': 'application with the team of the prison',
  'console/application:because.passed-on': 'event of the override or of the passing on',
  'console/override:what-happens': 'event of the override, which the person can read',
  'console/override:passed-on': 'notification, as far as its receipts go',
  'console/common:confirmations.passed-on': 'notification that staff made',
  'console/application:status.claimed': 'claim',
  'console/review-request:form.hints.opened-again': 'decision that follows',
  'console/reopen:what-happens': 'decision that follows',

  // Done by a member of staff: a tick, a referral, a request, an enquiry.
  'in-cell/after-sending:done.': 'action ticked by whoever did it, or by a notification that is done or was told',
  'in-cell/applications:told.com.told': 'notification told outside, with how, whom and when',
  'in-cell/applications:told.pom.told': 'notification told outside, with how, whom and when',
  'in-cell/applications:told.others.told': 'notification told outside, with how, whom and when',
  'console/common:confirmations.task-asked': 'request to the team',
  'console/referrals:states.asked-com': 'step of a referral',
  'console/referrals:begin.asked-com': 'step of a referral',
  'console/referrals:who': 'owner of a referral',
  'console/referrals:columns.owner': 'owner of a referral',
  'console/referrals:columns.whom': 'referral, and whom it is to',
  'console/referrals:filter.chips.asked-com': 'step of a referral',
  'console/home:people.asked-of-com': 'step of a referral',
  'console/reports:reports.overrides.what': 'override',
  'console/accounts:moved.': 'work that was reassigned',
  'console/queue:report.why.restricted': 'restricted application, whose reader may know of it',
  'console/outcome:hints.passed-on': 'outcome that staff chose',
  'routing:outcomes.passed-on': 'outcome that staff chose',
  'console/notifications:lists.for-you': 'notification that the reader can see',
  'console/notifications:page.title.for-you': 'notification that the reader can see',
  'console/notifications:tell.why': 'no receipt: nobody was told',
  'console/pdu:move.what': 'change of the COM, which the one before sees',
  'console/records:tables.notification': 'notification',
  'console/safety:concern.told': 'notifications of the concern, each with its receipts',

  // Words that a member of staff sends, knowing that they are so.
  'console/replies:templates.': 'message of a member of staff',
  'reply-templates:': 'message of a member of staff',

  // Says what may be done or is asked for, and of nobody that it was.
  'console/application:assign.to': 'nothing was done yet',
  'console/com-requests:': 'nothing was done yet',
  'console/home:asked.none': 'nothing was asked',
  'console/person-pages:notes.form.who-reads': 'nothing was done yet',
  'console/settle:agreed': 'nothing was done yet',
  'console/common:typed.fields.referral-whom': 'nothing was done yet',
  'console/consents:rule': 'nothing was done yet',
  'console/cover:': 'nothing was done yet',
  'console/court:person.plan-hint': 'nothing was done yet',
  'console/duty-poms:': 'nothing was done yet',
  'console/enquiries:': 'nothing was done yet',
  'console/errors:referral-whom.nothing-written': 'nothing was done yet',
  'console/notifications:what.': 'nothing was done yet',
  'console/notifications:columns.recipient': 'nothing was done yet',
  'console/notifications:application.none': 'nobody was told',
  'console/notifications:person.none': 'nobody was told',
  'console/permissions:': 'nothing was done yet',
  'console/problems:bad-request.title': 'request that came in',
  'console/referrals:form.': 'nothing was done yet',
  'console/routing:actions.consider-accommodation-crs': 'nothing was done yet',
  'console/routing:actions.consider-finance-crs': 'nothing was done yet',
  'console/unreachable-coms:what': 'nobody was told',
  'in-cell/about-me:help.easy-read.hint': 'nothing was done yet',
  'in-cell/sign-in:forgotten.asked': 'request for a PIN that is stored',
  'in-cell/drafts:alert.delete': 'alert that is stored',
  'in-cell/safety:if-not.': 'alert that is stored, or none',
  'leaving-plan:note-not-drawn': 'nothing was done yet',
  'tasks:tasks.support-after.what': 'nothing was done yet',
}

const saysSo = new RegExp(
  [
    String.raw`\b(was|were|is|are|been)\s+(told|asked|informed|notified|passed)\b`,
    String.raw`\b(staff|we|team|officer|worker|COM|POM|service|manager|council)\b[^.]{0,40}\b(told|asked|sent|passed|decided|informed)\b`,
    String.raw`\b(went to|has it|have it|has decided)\b`,
    String.raw`^(passed|told)( on)? to\b`,
  ].join('|'),
  'i',
)

const english = join(contentDir, 'en')

/** Every wording that says so, by its key. */
export function wordingThatSaysSo(): readonly (readonly [key: string, text: string])[] {
  const files = readdirSync(english, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.json'))
  return files.flatMap(file => {
    const read = (value: unknown, path: string): (readonly [string, string])[] => {
      if (typeof value === 'string') return saysSo.test(value) ? [[path, value] as const] : []
      return value !== null && typeof value === 'object'
        ? Object.entries(value).flatMap(([name, each]) =>
            read(each, /[:]$/.test(path) ? path + name : `${path}.${name}`),
          )
        : []
    }
    return read(JSON.parse(readFileSync(join(english, file), 'utf8')), `${file.slice(0, -'.json'.length)}:`)
  })
}
