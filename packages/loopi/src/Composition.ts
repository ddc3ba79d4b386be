/**
 * The ready-made compositions: every port joined with an adapter.
 */
import { join } from "node:path"
import { Offline } from "@loopi/ai"
import { UseCases } from "@loopi/core"
import { MemoryEmbeddingIndex, MemoryStores } from "@loopi/core/memory"
import { LanceEmbeddingIndex, type VectorStoreUnusable } from "@loopi/lancedb"
import { type Embedded, Postgres, type Server } from "@loopi/postgres"
import { Config, Effect, Layer, Option, type Redacted } from "effect"

/** What can go wrong while a composition opens its databases. */
export type OpenError =
  | Embedded.EmbeddedError
  | Server.PostgresUnreachable
  | Postgres.MigrationError
  | VectorStoreUnusable

/** Where a Loopi keeps what is not on a server: `lancedb` is made inside, and `postgres` where there is no server. */
export interface DirectoryOptions {
  readonly directory: string
}

const vectorsIn = (directory: string) => LanceEmbeddingIndex.layer({ directory: join(directory, "lancedb") })

/** Everything in one directory and one process: nothing to install, nothing to start. */
export const layerEmbedded = ({ directory }: DirectoryOptions): Layer.Layer<UseCases.UseCases, OpenError> =>
  UseCases.layer.pipe(
    Layer.provide(Postgres.layerEmbedded({ directory: join(directory, "postgres") })),
    Layer.provide(vectorsIn(directory)),
    Layer.provide(Offline.layer)
  )

/** What must be exact on a Postgres server, the vectors in a directory. */
export const layerHybrid = ({
  directory,
  url
}: DirectoryOptions & { readonly url: Redacted.Redacted }): Layer.Layer<UseCases.UseCases, OpenError> =>
  UseCases.layer.pipe(
    Layer.provide(Postgres.layerUrl(url)),
    Layer.provide(vectorsIn(directory)),
    Layer.provide(Offline.layer)
  )

/** Everything in memory, for tests of host apps: gone when the scope ends. */
export const layerMemory: Layer.Layer<UseCases.UseCases> = UseCases.layer.pipe(
  Layer.provide(MemoryStores.layer),
  Layer.provide(MemoryEmbeddingIndex.layer),
  Layer.provide(Offline.layer)
)

/** The composition that fits the environment: a server where `DATABASE_URL` names one, else all in the directory. */
export const layerConfig = (
  options: DirectoryOptions
): Layer.Layer<UseCases.UseCases, OpenError | Config.ConfigError> =>
  Layer.unwrap(
    Effect.map(Config.option(Config.Redacted("DATABASE_URL")), (url) =>
      Option.match(url, {
        onNone: () => layerEmbedded(options),
        onSome: (url) => layerHybrid({ ...options, url })
      })
    )
  )

/** What the composition of `layerConfig` stands on, in words for the people who start it. */
export const describe = Effect.fnUntraced(function* ({ directory }: DirectoryOptions) {
  const url = yield* Config.option(Config.Redacted("DATABASE_URL"))
  const stores = Option.isSome(url) ? "Postgres at DATABASE_URL" : `embedded Postgres in ${join(directory, "postgres")}`
  return `${stores}, vectors in ${join(directory, "lancedb")}, offline authors and embedder`
})
