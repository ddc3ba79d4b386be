/**
 * Asks once more for an answer that was not what was asked for.
 */
export const mendVersion = "mend-1"

export const mend = (list: string, flaw: string): string =>
  `This could not be used: ${flaw}

Answer once more, all of it, as one JSON object with the list "${list}" in the form that was asked for, and nothing before or after it.`
