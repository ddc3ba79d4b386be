/**
 * Where a Postgres for tests may come from.
 */
import { Config, Effect, Option, Schema, type Scope } from "effect"
import { startContainer } from "./container.ts"
import { findBinaries, startServer } from "./localServer.ts"

export const Source = Schema.Literals(["TEST_DATABASE_URL", "container", "binaries", "pglite"])
export type Source = typeof Source.Type

/** What a source gives: a server by the URL of somebody who may do everything on it, or none where PGlite must do. */
export interface Found {
  readonly source: Source
  readonly description: string
  readonly adminUrl: string | undefined
}

/** The machine has no such source, and why. */
export class SourceMissing extends Schema.TaggedError<SourceMissing>()("SourceMissing", {
  source: Source,
  why: Schema.String
}) {
  override get message(): string {
    return `no Postgres from ${this.source}: ${this.why}`
  }
}

type Opening = Effect.Effect<Found, SourceMissing, Scope.Scope>

/** Opens a source until the scope ends. */
export const open = (source: Source, image: string): Opening => {
  switch (source) {
    case "TEST_DATABASE_URL":
      return named
    case "container":
      return startContainer(image).pipe(
        Effect.map((adminUrl) => ({ source, description: `Postgres in a container of ${image}`, adminUrl })),
        Effect.mapError((why) => SourceMissing.make({ source, why }))
      )
    case "binaries":
      return local
    case "pglite":
      return Effect.succeed({ source, description: "PGlite, in this process", adminUrl: undefined })
  }
}

const named: Opening = Effect.gen(function* () {
  const source = "TEST_DATABASE_URL"
  const url = yield* Effect.orDie(Config.option(Config.String(source)))
  if (Option.isNone(url)) return yield* SourceMissing.make({ source, why: "it is not set" })
  return { source, description: `the Postgres that ${source} names`, adminUrl: url.value }
})

const local: Opening = Effect.gen(function* () {
  const source = "binaries"
  const directory = findBinaries()
  if (directory === undefined) return yield* SourceMissing.make({ source, why: "there is no initdb on this machine" })
  return { source, description: `Postgres started from ${directory}`, adminUrl: yield* startServer(directory) }
})
