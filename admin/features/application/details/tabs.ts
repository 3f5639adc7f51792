/** The parts of an application's page, each with an address of its own. */
export const tabs = ['work', 'messages', 'notes', 'facts'] as const
export type Tab = (typeof tabs)[number]

/** A part, or all of them to be printed. */
export type Shown = Tab | 'print'

/** The address of a part of an application's page. */
export function addressOfTab(reference: string, tab: Tab): string {
  return tab === 'work' ? `/applications/${reference}` : `/applications/${reference}/${tab}`
}
