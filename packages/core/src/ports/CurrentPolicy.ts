import { Context } from "effect"
import { defaultPolicy, type Policy } from "../domain/Policy.ts"

/** The limits and defaults in force. Host apps override it; nobody has to. */
export const CurrentPolicy = Context.Reference<Policy>("@loopi/core/ports/CurrentPolicy", {
  defaultValue: () => defaultPolicy
})
