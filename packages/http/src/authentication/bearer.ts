/**
 * The token in the header `Authorization`, as RFC 6750 has it sent.
 */
import { Redacted } from "effect"
import type { HttpServerRequest } from "effect/http"

export const bearerOf = ({ headers }: HttpServerRequest.HttpServerRequest): Redacted.Redacted | undefined => {
  const header = headers["authorization"]
  if (header === undefined) return undefined
  // Whoever sends the header is known by it or not at all, whatever cookies come along.
  return Redacted.make(/^bearer +(\S+)$/i.exec(header)?.[1] ?? "")
}
