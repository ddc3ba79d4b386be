/**
 * The whole server without a socket: requests are handed to it, and answers taken, in this process.
 */
// What is served may fail with anything: that is the type of the library.
// @effect-diagnostics anyUnknownInErrorContext:off
import { AccountAuthentication, Http } from "@loopi/http"
import { MemoryMasterKeys } from "@loopi/core/memory"
import { Context, Effect, Layer, Logger, Option, type Scope } from "effect"
import { HttpEffect, HttpServer, HttpServerRequest } from "effect/http"
import { NetAddress } from "effect/net"
import { inMemoryBy } from "../../app.ts"
import * as Authors from "./authors.ts"

export class Served extends Context.Service<
  Served,
  {
    readonly exchange: (request: Request) => Effect.Effect<Response>
    /** What was logged of failures since it was asked for last. */
    readonly failures: Effect.Effect<ReadonlyArray<string>>
  }
>()("@loopi/http/test/fuzz/world/Served") {}

/** Where the server leaves what answers requests. */
class Handler extends Context.Service<Handler, { exchange: (request: Request) => Promise<Response> }>()(
  "@loopi/http/test/fuzz/world/Served/Handler"
) {}

const HandlerLayer = Layer.sync(Handler, () => ({ exchange: () => Promise.reject(new Error("not serving yet")) }))

const Handing = Layer.effect(
  HttpServer.HttpServer,
  Handler.useSync((handler) =>
    HttpServer.make({
      address: NetAddress.unixPathAddress("/nowhere"),
      serve: (app, middleware) =>
        Effect.map(Effect.context(), (context) => {
          handler.exchange = HttpEffect.toWebHandlerWith<never, Needed>(context)(fromSomewhere(app), middleware)
        })
    })
  )
)

type Needed = HttpServerRequest.HttpServerRequest | Scope.Scope

/** Every request comes from another address, so that none is one too many of its client. */
const fromSomewhere = <A, E, R>(app: Effect.Effect<A, E, R | HttpServerRequest.HttpServerRequest>) => {
  let count = 0
  return Effect.updateService(app, HttpServerRequest.HttpServerRequest, (request) => {
    count++
    return request.modify({
      remoteAddress: Option.some(`10.${(count >> 16) % 256}.${(count >> 8) % 256}.${count % 256}`)
    })
  })
}

const recorded: Array<string> = []
const recorder = Logger.map(Logger.formatLogFmt, (line) => {
  if (/level=(?:ERROR|WARN)/i.test(line)) recorded.push(line)
})

const failures = Effect.sync(() => recorded.splice(0))

/** A server of its own each time that it is provided. */
export const layer = Layer.fresh(
  Layer.effect(
    Served,
    Handler.useSync((handler) => ({
      exchange: (request: Request) => Effect.promise(() => handler.exchange(request)),
      failures
    }))
  ).pipe(
    Layer.provide(Http.layer),
    Layer.provide(AccountAuthentication.layer),
    Layer.provideMerge(inMemoryBy(Authors.layer)),
    Layer.provide(MemoryMasterKeys.layer),
    Layer.provide(Handing.pipe(Layer.provideMerge(HttpServer.layerServices))),
    Layer.provide(HandlerLayer),
    Layer.provide(Logger.layer([recorder]))
  )
)
