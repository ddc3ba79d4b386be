/**
 * What guards of stores have in common: everything a store fails with speaks against it, but that it is being tidied.
 */
import { StoreUnavailable } from "@loopi/core"
import { compacting } from "@loopi/lancedb"
import type { Guarded } from "./Guarded.ts"

/** `by` is what failures say could not be done. */
export const unavailable = (by: string): Pick<Guarded<StoreUnavailable>, "against" | "failed"> => ({
  against: ({ cause }) =>
    cause === compacting ? undefined : { code: codes.find((code) => code === cause) ?? "unreadable" },
  failed: (code) => StoreUnavailable.make({ operation: by, cause: code })
})

const codes = ["timed_out", "malformed"] as const
