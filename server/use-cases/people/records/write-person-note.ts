import type { Database, Person, PersonNote } from '../../../database'
import type { Context } from '../../context'
import { addWork, type WorkCommand, type WorkResult } from '../../work/move-work'

/** Writes down a call, a meeting or something else about a person, once. It adds, so no page can be out of date for it. */
export function writePersonNote(
  database: Database,
  { now }: Context,
  {
    note,
    ...command
  }: WorkCommand & {
    readonly person: Person
    readonly note: Pick<PersonNote, 'kind' | 'whom' | 'happenedOn' | 'words'>
  },
): Promise<WorkResult> {
  const repositoryIn = ({ personNotes }: Database) => personNotes
  return addWork<never>(database, command, repositoryIn, async ({ personNotes }) => {
    const { staff, person, idempotencyKey } = command
    const id = await personNotes.add({
      ...note,
      personId: person.id,
      staffId: staff.id,
      writtenAt: now,
      idempotencyKey,
    })
    return { kind: 'added', id, event: { action: 'person-note-written', detail: { note: id, kind: note.kind } } }
  })
}
