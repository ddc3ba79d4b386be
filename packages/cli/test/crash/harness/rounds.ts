/**
 * One round of each kind: clients rate, something is killed, and what is left goes on.
 */
import { existsSync, readFileSync } from "node:fs"
import { Clock, Effect, Random } from "effect"
import type { Witness } from "../clients/Witness.ts"
import { changesIn } from "./changes.ts"
import { firstAnswer, startClients } from "./Clients.ts"
import type { TestPlace } from "./place.ts"
import { serve, type Served } from "./Served.ts"

export interface Round {
  /** Between the first answer and the kill, in milliseconds. */
  readonly killedAfter: number
  /** From the restart to the first rating acknowledged, in milliseconds. */
  readonly backAfter: number
  /** Processor time the server took for it, in milliseconds: what it waited for is in `backAfter` alone. */
  readonly computed: number
  /** Ratings that were not acknowledged though nothing they need had failed. */
  readonly refused: number
  /** How often something was written to the review archive while clients rated. */
  readonly drains: number
}

/** Long enough to be in the middle of anything that happens regularly. */
export const randomInstant = Effect.flatMap(Random.nextIntBetween(0, 1500), (millis) => Effect.sleep(millis))

/** The server starts, answers, is at work, and is killed at a random instant. */
export const killedServer = (place: TestPlace, witness: Witness) => killedAt(place, witness, () => randomInstant)

/** The same, at an instant when files of the archive change. */
export const killedArchiver = (place: TestPlace, witness: Witness) =>
  killedAt(place, witness, (next) =>
    Effect.gen(function* () {
      const times = yield* Random.nextIntBetween(1, 12)
      for (let i = 0; i < times; i++) yield* next
      yield* Effect.sleep(yield* Random.nextIntBetween(0, 4))
      // A server that has nothing to archive is killed all the same.
    }).pipe(Effect.timeout("4 seconds"), Effect.ignore)
  )

const killedAt = (
  place: TestPlace,
  witness: Witness,
  instant: (nextChange: Effect.Effect<void>) => Effect.Effect<void>
): Effect.Effect<Round> =>
  Effect.gen(function* () {
    const began = yield* Clock.currentTimeMillis
    const served = yield* serve(place)
    const backAfter = yield* firstAnswer(witness, served, began)
    const computed = processorTime(served.pid)
    const archive = yield* changesIn(place.data)
    const at = yield* Clock.currentTimeMillis
    const clients = yield* startClients(witness, served)
    yield* instant(archive.next)
    yield* served.kill
    const killedAfter = (yield* Clock.currentTimeMillis) - at
    yield* clients.stop
    return { killedAfter, backAfter, computed, refused: 0, drains: archive.count() }
  }).pipe(Effect.scoped)

/** In milliseconds, all threads together; 0 where the system does not say. */
const processorTime = (pid: number): number => {
  const file = `/proc/${pid}/stat`
  if (!existsSync(file)) return 0
  const stat = readFileSync(file, "utf8")
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Postgres crashes under the server, is away for a moment, and comes back: the server is the same all the time. */
export const crashedPostgres = (place: TestPlace, witness: Witness, served: Served): Effect.Effect<Round> =>
  Effect.gen(function* () {
    const { postgres } = place
    if (postgres === undefined) return yield* Effect.die("this composition has no Postgres server to crash")
    const archive = yield* changesIn(place.data)
    const clients = yield* startClients(witness, served)
    const at = yield* Clock.currentTimeMillis
    yield* randomInstant
    yield* postgres.crash
    const killedAfter = (yield* Clock.currentTimeMillis) - at
    yield* Effect.sleep(yield* Random.nextIntBetween(0, 500))
    const restarted = yield* Clock.currentTimeMillis
    yield* postgres.start
    const backAfter = yield* firstAnswer(witness, served, restarted)
    yield* clients.stop
    return { killedAfter, backAfter, computed: 0, refused: 0, drains: archive.count() }
  }).pipe(Effect.scoped)
