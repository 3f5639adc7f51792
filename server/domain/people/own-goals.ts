/** The maximum length of a goal, in characters as people see them. */
export const goalLimit = 200

/** As many as somebody can keep in view; those that are done count too until they are taken away. */
export const mostGoals = 20
