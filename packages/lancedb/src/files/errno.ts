/**
 * The system's name for what went wrong, such as EACCES; empty where it is something else.
 */
import { Predicate } from "effect"

export const errno = (cause: unknown): string =>
  Predicate.hasProperty(cause, "code") && typeof cause.code === "string" ? cause.code : ""
