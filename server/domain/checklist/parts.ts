import { isOpen, type TaskGroup, type TaskStatus } from './checklist'

export const listParts = ['now', 'soon', 'later', 'any-time', 'waiting', 'done', 'not-for-me'] as const
/** A section of the list as people read it: what is next and when, what is with staff, and what is finished. */
export type ListPart = (typeof listParts)[number]

/** The section that a task is shown in: its group while the person still has to do it. */
export function partOf({ group, status }: { readonly group: TaskGroup; readonly status: TaskStatus }): ListPart {
  if (isOpen(status)) return group
  return status === 'sent' || status === 'with-staff' ? 'waiting' : status
}
