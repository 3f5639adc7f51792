import { isOpen, type TaskGroup, type TaskStatus } from './checklist'

export const listParts = ['now', 'soon', 'later', 'any-time', 'waiting', 'done', 'not-for-me'] as const
/** A part of the list as people read it: what is next by when, what staff have, and what is behind them. */
export type ListPart = (typeof listParts)[number]

/** In which part of the list a task stands: its group while the person has something to do for it. */
export function partOf({ group, status }: { readonly group: TaskGroup; readonly status: TaskStatus }): ListPart {
  if (isOpen(status)) return group
  return status === 'sent' || status === 'with-staff' ? 'waiting' : status
}
