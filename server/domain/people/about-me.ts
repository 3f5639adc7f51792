/** What can be hard for somebody, as the form about the person asks it (A00, question 3). */
export const difficulties = ['reading', 'writing', 'seeing', 'hearing', 'moving', 'attention', 'talking'] as const
export type Difficulty = (typeof difficulties)[number]

/** Whether it is a good time to talk in private (A00, question 4). */
export const privateTimes = ['yes', 'no'] as const
export type PrivateTime = (typeof privateTimes)[number]
