/** The version of the program. */
export const version = "0.0.0"
