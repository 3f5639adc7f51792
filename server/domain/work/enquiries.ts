import { rolesThatSee } from '../staff/roles'
import type { KindOfWork } from './work'

/** Bodies in the prison where a person is: each is a role of accounts of that prison. */
export const prisonBodies = rolesThatSee('asked-about')

/** Whom the pre-release team and COMs may ask about a person: the person's own COM and POM, and bodies in the prison. */
export const enquiryBodies = ['com', 'pom', ...prisonBodies] as const
export type EnquiryBody = (typeof enquiryBodies)[number]

/** `waiting` for the body that was asked; the others are ends. */
export type EnquiryStatus = 'waiting' | 'answered' | 'withdrawn'

/** The body answers and corrects; whoever waits for the answer, its holder, does the rest. */
export type EnquiryAction = 'taken' | 'answered' | 'corrected' | 'withdrawn' | 'read'

export const enquiryWork: KindOfWork<EnquiryStatus, EnquiryAction> = {
  holderPermission: 'make-enquiry',
  heldByTeam: false,
  ended: ['answered', 'withdrawn'],
  actions: {
    taken: { from: ['waiting', 'answered'], whileUnread: ['answered'], by: 'anyone-but-holder', holder: 'actor' },
    // A change of holder changes nothing of what is asked, so a body's page stays valid.
    answered: { from: ['waiting'], to: 'answered', isRead: false, needs: 'words', acceptsStalePage: true },
    corrected: { from: ['answered'], to: 'answered', isRead: false, needs: 'words' },
    withdrawn: { from: ['waiting'], to: 'withdrawn', by: 'holder', needs: 'words' },
    read: { from: ['answered'], whileUnread: ['answered'], by: 'holder', isRead: true },
  },
}
