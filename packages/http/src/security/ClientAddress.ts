/**
 * Who is calling, as far as the network tells: what throttles count by.
 */
import { Context } from "effect"

/** The address of the client of the request being answered: the peer's, or what trusted proxies say of it. */
export const ClientAddress = Context.Reference<string>("@loopi/http/security/ClientAddress", {
  defaultValue: () => "unknown"
})
