/**
 * Who is calling, for the use cases that count tries by it and remember devices.
 */
import type { Caller } from "@loopi/core"
import { Effect } from "effect"
import { HttpServerRequest } from "effect/http"
import { ClientAddress } from "../security/ClientAddress.ts"

export const caller: Effect.Effect<Caller, never, HttpServerRequest.HttpServerRequest> = Effect.zipWith(
  ClientAddress,
  HttpServerRequest.HttpServerRequest,
  (address, { headers }) => ({ address, userAgent: headers["user-agent"] ?? "" })
)
