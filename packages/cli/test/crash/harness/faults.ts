/**
 * Rounds in which the server lives on while what it keeps vectors and the archive in fails.
 */
import { rmSync } from "node:fs"
import { Clock, Effect, Option } from "effect"
import type { Witness } from "../clients/Witness.ts"
import { changesIn } from "./changes.ts"
import { firstAnswer, startClients } from "./Clients.ts"
import type { TestPlace } from "./place.ts"
import { randomInstant, type Round } from "./rounds.ts"
import type { Served } from "./Served.ts"
import { fillBeside } from "./volume.ts"

type Begin = Effect.Effect<Over>
/** Waits until a fault is over. */
type Over = Effect.Effect<void>

/** The volume of the LanceDB tables is full for a moment. */
export const filledVolume = (place: TestPlace, witness: Witness, served: Served): Effect.Effect<Round> =>
  faulty(
    place,
    witness,
    served,
    Effect.map(fillBeside(place.lancedb), (makeRoom) => Effect.andThen(randomInstant, makeRoom))
  )

/** The directory of the LanceDB tables is deleted: nobody brings it back, so the server has to. */
export const deletedDirectory = (place: TestPlace, witness: Witness, served: Served): Effect.Effect<Round> =>
  faulty(
    place,
    witness,
    served,
    Effect.sync(() => {
      rmSync(place.lancedb, { recursive: true, force: true })
      return untilReadable(served)
    })
  )

const faulty = (place: TestPlace, witness: Witness, served: Served, begin: Begin): Effect.Effect<Round> =>
  Effect.gen(function* () {
    const archive = yield* changesIn(place.data)
    const clients = yield* startClients(witness, served)
    const at = yield* Clock.currentTimeMillis
    yield* randomInstant
    const killedAfter = (yield* Clock.currentTimeMillis) - at
    const over = yield* begin
    const from = witness.attempts.length
    // Ratings are acknowledged while the fault lasts.
    yield* firstAnswer(witness, served, at)
    const began = yield* Clock.currentTimeMillis
    yield* over
    const backAfter = (yield* Clock.currentTimeMillis) - began
    yield* clients.stop
    const ratings = witness.attempts.slice(from).filter(({ rating }) => rating !== null)
    const refused = ratings.filter(({ outcome }) => outcome.tag === "unknown").length
    return { killedAfter, backAfter, computed: 0, refused, drains: archive.count() }
  }).pipe(Effect.scoped)

/** Until the history can be read again, and cards be compared: with what vectors there are by then. */
const untilReadable = ({ ask }: Served): Over =>
  Effect.gen(function* () {
    const twin = { question: "What is 3 times 3?", answer: "It is 9." }
    for (;;) {
      const history = yield* ask("GET", "/api/progress/history")
      const similar = yield* ask("POST", "/api/flashcards/check-duplicate", twin)
      if ([history, similar].every((answer) => Option.getOrUndefined(answer)?.status === 200)) return
      yield* Effect.sleep("50 millis")
    }
  })
