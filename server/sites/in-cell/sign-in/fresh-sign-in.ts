/** What the sign-in page shows when nothing has happened yet. */
export const freshSignIn = { back: '/', ended: false, kept: false, problem: null, prisonNumber: '' }
