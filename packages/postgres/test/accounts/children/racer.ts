/**
 * One of several processes that do the same at the same time: each line it reads says what, and it answers with a line.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { AccountStore, EmailAddress, MailRequestId, PasswordHash, SecretDigest } from "@loopi/core"
import { PgAccountStores, Server } from "@loopi/postgres"
import { Config, Effect, Layer, Option, Schema, Stream } from "effect"
import { randomUUID } from "node:crypto"
import { createInterface } from "node:readline"
import { at, makeJoining } from "../members.ts"

const Told = Schema.fromJsonString(
  Schema.Union([
    Schema.Struct({ join: EmailAddress, times: Schema.Int }),
    Schema.Struct({ redeem: SecretDigest, times: Schema.Int })
  ])
)

const hashOf = (i: number) => PasswordHash.make(`$of ${process.pid} ${i}`)

/** How many of them were taken; of joining nobody is told. */
const race = Effect.fnUntraced(function* (told: typeof Told.Type) {
  const accounts = yield* AccountStore
  const one = (i: number) =>
    "join" in told
      ? Effect.as(
          Effect.flatMap(makeJoining(told.join), (joining) => accounts.join(...joining)),
          false
        )
      : Effect.map(accounts.redeemReset(told.redeem, hashOf(i), at, MailRequestId.make(randomUUID())), Option.isSome)
  const taken = yield* Effect.forEach(Array.from({ length: told.times }).keys(), one, { concurrency: "unbounded" })
  return taken.filter(Boolean).length
})

const say = (taken: number) => Effect.sync(() => void process.stdout.write(`${taken}\n`))

/** Listens once there is a database: what was said before is waiting then. */
const program = Effect.suspend(() =>
  Stream.fromAsyncIterable(createInterface({ input: process.stdin }), () => "nobody speaks any more").pipe(
    Stream.mapEffect((line) => Effect.flatMap(Schema.decodeEffect(Told)(line), race)),
    Stream.runForEach(say)
  )
)

const stores = Layer.unwrap(
  Effect.map(Config.Redacted("DATABASE_URL"), (url) => PgAccountStores.layer.pipe(Layer.provide(Server.layer(url))))
)

NodeRuntime.runMain(Effect.provide(program, stores))
