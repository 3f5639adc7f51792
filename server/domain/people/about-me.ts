/** The options of about-you (forms.md), question 3: what the person finds hard. */
export const difficulties = ['reading', 'writing', 'seeing', 'hearing', 'moving', 'attention', 'talking'] as const
export type Difficulty = (typeof difficulties)[number]

/** The options of about-you (forms.md), question 4: whether it is a good time to talk in private. */
export const privateTimes = ['yes', 'no'] as const
export type PrivateTime = (typeof privateTimes)[number]
