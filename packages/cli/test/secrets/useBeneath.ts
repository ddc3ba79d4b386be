/**
 * Keys by way of the use cases, in all the ways they can go right and wrong, watched by loggers and a tracer.
 */
import { EmbeddingIndex, Keys, type MasterKey, Provider, ProviderKeyVault, Sealing, SpaceId, UserId } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { assert } from "@effect/vitest"
import { Array, Effect, Layer, Redacted } from "effect"
import type { SqlClient } from "effect/sql"
import { Composition, type Plan } from "loopi"
import type { Planted } from "./shapes.ts"
import { type Watched, watched } from "./Watched.ts"

export interface Beneath {
  readonly plan: Plan.Plan
  readonly canary: string
  readonly secrets: ReadonlyArray<Planted>
  readonly old: MasterKey
  readonly next: MasterKey
  readonly asked: <A, E>(ask: (sql: SqlClient.SqlClient) => Effect.Effect<A, E>) => Effect.Effect<A>
}

export const useBeneath = Effect.fnUntraced(function* (how: Beneath) {
  const watching = watched()
  const layer = Keys.layer.pipe(Layer.provideMerge(Composition.layerAdapters(how.plan)))
  const rowPassword = yield* Effect.scoped(
    Effect.flatMap(Layer.build(layer), (context) => Effect.provide(used(how, watching), context))
  )
  const { errors, logs, spans } = watching
  return { rowPassword, logs: logs.join("\n"), errors: errors.join("\n"), spans: spans().join("\n") }
})

const used = Effect.fnUntraced(function* ({ asked, canary, next, old, secrets }: Beneath, { watch }: Watched) {
  const keys = yield* Keys
  const vault = yield* ProviderKeyVault
  const places = yield* Effect.forEach(Array.chunksOf(secrets, Provider.literals.length), (chunk) =>
    Effect.map(fixtures.newLearner, (learner) =>
      Array.zip(chunk, Provider.literals).map(([{ text }, provider]) => ({ learner, provider, text }))
    )
  ).pipe(Effect.map((chunks) => chunks.flat()))

  for (const { learner, provider, text } of places) {
    yield* watch(keys.add(learner, provider, Redacted.make(text)))
    yield* watch(keys.add(learner, provider, Redacted.make(`${text}\t${text}`)))
    const revealed = yield* vault.reveal(learner, provider)
    assert.strictEqual(Redacted.value(revealed), text)
    yield* watch(Effect.tap(vault.reveal(learner, provider), (secret) => Effect.logInfo("revealed", secret)))
    yield* watch(keys.list(learner))
  }
  // Nobody's key breaks a rule of the table: the database's own words about it go all the way.
  for (const { provider, text } of places.slice(0, 4)) yield* watch(keys.add(nobody, provider, Redacted.make(text)))
  yield* asked((sql) => sql`UPDATE loopi.provider_keys SET box = set_byte(box, 40, 1) WHERE provider = 'jina'`)
  for (const { learner, provider } of places) yield* watch(vault.reveal(learner, provider))
  yield* asked((sql) => sql`UPDATE loopi.provider_keys SET master_key_id = ${old.id} WHERE provider = 'voyage'`)
  yield* watch(keys.rotate())
  yield* watch(Effect.die(new Error(canary)).pipe(Effect.withSpan("canary", { attributes: { canary } })))
  yield* plantVector(canary)

  const [{ learner, provider }] = Array.isArrayNonEmpty(places)
    ? places
    : [{ learner: nobody, provider: "jina" as const }]
  return Redacted.value(yield* Sealing.passwordFor(next, { userId: learner, provider }))
})

const nobody = UserId.make("00000000-0000-7000-8000-00000000dead")

/** The one text that a table of vectors takes. */
const plantVector = Effect.fnUntraced(function* (canary: string) {
  const index = yield* EmbeddingIndex
  const vector = new Float32Array(1024).fill(1 / 32)
  const about = { userId: nobody, kind: "goal", id: nobody, contentHash: "0".repeat(64) } as const
  yield* index.put([{ ...about, space: SpaceId.make(canary), vector }])
})
