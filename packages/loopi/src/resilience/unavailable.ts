/**
 * What guards of stores have in common: everything a store fails with speaks against it.
 */
import { StoreUnavailable } from "@loopi/core"
import type { Guarded } from "./Guarded.ts"

/** `by` is what failures say could not be done. */
export const unavailable = (by: string): Pick<Guarded<StoreUnavailable>, "against" | "failed"> => ({
  against: ({ cause }) => ({ code: codes.find((code) => code === cause) ?? "unreadable" }),
  failed: (code) => StoreUnavailable.make({ operation: by, cause: code })
})

const codes = ["timed_out", "malformed"] as const
