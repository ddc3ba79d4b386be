/** The phases of a card in the order of their numbers in tables, which never changes: not that of the domain, which may. */
export const phases = ["new", "learning", "review", "relearning"] as const
