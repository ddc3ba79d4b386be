/**
 * Loopi as this page sees it: the client that is derived from the API's contract, with a session in cookies.
 */
import { makeClient } from "@loopi/http/client"
import { type Effect, Layer, ManagedRuntime } from "effect"
import { FetchHttpClient } from "effect/http"

// An API of another origin gets its cookies only when it is told to.
const withCookies = Layer.succeed(FetchHttpClient.RequestInit, { credentials: "include" })

const runtime = ManagedRuntime.make(Layer.merge(FetchHttpClient.layer, withCookies))

/** Where the API is; without it, it has the page's own origin. */
const baseUrl: string | undefined = import.meta.env["VITE_LOOPI_URL"]

export const loopi = runtime.runSync(makeClient({ session: "cookies", ...(baseUrl !== undefined && { baseUrl }) }))

/** Runs what may ask Loopi. */
export const run = <A, E>(work: Effect.Effect<A, E>) => runtime.runFork(work)
