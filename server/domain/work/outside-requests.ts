/** Who asks from outside the service about somebody. */
export const outsideAskers = ['council', 'crs-supplier', 'family', 'legal', 'health', 'other'] as const
export type OutsideAsker = (typeof outsideAskers)[number]
