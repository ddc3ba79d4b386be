/**
 * The system's name for what went wrong, such as EACCES.
 */
export const errno = (cause: unknown): string =>
  cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : ""
