/** What a note about a person is of. Their names are `console/people:notes.kinds.KIND`. */
export const personNoteKinds = ['call', 'wing', 'meeting', 'visit', 'letter', 'note'] as const
export type PersonNoteKind = (typeof personNoteKinds)[number]
