/**
 * Asks for each text once: keeps the latest vectors by the hash of their text, and shares calls that are under way.
 *
 * Calls are fibers of the embedder's own. A caller who gives up does not stop one that has gone out, so what it brings
 * is there for the next try; a call that has not gone out and that nobody waits for any longer is left out.
 */
import { createHash } from "node:crypto"
import type { EmbedderFailed, SpaceId, Vector } from "@loopi/core"
import { Array, Effect, Exit, type Scope } from "effect"
import { failed, isOfTexts } from "./failures.ts"
import { type Flight, isWanted, land, landingOf, newFlight } from "./Flight.ts"
import { LatestVectors } from "./LatestVectors.ts"

export type Embed = (texts: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<Vector>, EmbedderFailed>

export interface Asking {
  readonly space: SpaceId
  /** Vectors kept. Each takes 4 KB. */
  readonly capacity: number
  /** Texts in one call. */
  readonly batch: number
  /** Calls at once for one caller. */
  readonly concurrency: number
  readonly ask: Embed
}

export const remembered = (asking: Asking): Effect.Effect<Embed, never, Scope.Scope> =>
  Effect.map(Effect.scope, (scope) => embedIn(asking, scope))

const embedIn = ({ ask, batch, capacity, concurrency, space }: Asking, scope: Scope.Scope): Embed => {
  const latest = new LatestVectors(capacity)
  const flights = new Map<string, Flight>()

  const settle = (flight: Flight, exit: Exit.Exit<Vector | undefined, EmbedderFailed>) => {
    if (flights.get(flight.key) === flight) flights.delete(flight.key)
    if (Exit.isSuccess(exit) && exit.value !== undefined) latest.put(flight.key, exit.value)
    land(flight, exit)
  }

  const fly = (flown: ReadonlyArray<Flight>) =>
    Effect.suspend(() => (flown.some(isWanted) ? ask(flown.map(({ text }) => text)) : given("unreachable"))).pipe(
      Effect.onExit((exit) =>
        Effect.sync(() =>
          flown.forEach((flight, i) =>
            settle(
              flight,
              Exit.map(exit, (vectors) => vectors[i])
            )
          )
        )
      ),
      Effect.exit
    )

  const start = Effect.fnUntraced(function* (own: ReadonlyArray<Flight>) {
    if (own.length === 0) return
    const all = Effect.forEach(Array.chunksOf(own, batch), fly, { concurrency, discard: true })
    const fiber = yield* Effect.forkIn(all, scope)
    // Where the embedder ends first, those that have not gone out shall not be waited for.
    fiber.addObserver(() => own.forEach((flight) => settle(flight, Exit.fail(failed("unreachable")))))
  })

  /** What is known already, or on its way; what is not becomes a flight of the caller's own. */
  const plan = (texts: ReadonlyArray<string>) => {
    const own = new Map<string, Flight>()
    const awaited: Array<Flight> = []
    const answers = texts.map((text) => {
      const key = keyOf(space, text)
      const vector = latest.get(key)
      if (vector !== undefined) return Effect.succeed(vector)
      const others = own.has(key) ? undefined : flights.get(key)
      const flight = others ?? own.get(key) ?? newFlight(key, text)
      if (others === undefined) own.set(key, flight)
      flights.set(key, flight)
      flight.waiting++
      awaited.push(flight)
      return others === undefined ? landingOf(flight) : joined(others)
    })
    return { answers, awaited, own: [...own.values()] }
  }

  /** A call of somebody else may fail because of another text in it: then this one is asked for by itself. */
  const joined = (flight: Flight) =>
    Effect.catchIf(landingOf(flight), isOfTexts, () => Effect.flatMap(embed([flight.text]), onlyOne))

  const embed: Embed = (texts) =>
    Effect.suspend(() => {
      const { answers, awaited, own } = plan(texts)
      return Effect.andThen(
        start(own),
        Effect.forEach(answers, (answer) => answer, { concurrency: "unbounded" })
      ).pipe(Effect.ensuring(Effect.sync(() => awaited.forEach((flight) => flight.waiting--))))
    })

  return embed
}

/** The text itself is not kept: it is the learner's. */
const keyOf = (space: SpaceId, text: string): string => `${space}/${createHash("sha256").update(text).digest("base64")}`

const given = (reason: "unreachable" | "malformed") => Effect.suspend(() => failed(reason))

const onlyOne = ([vector]: ReadonlyArray<Vector>) =>
  vector === undefined ? given("malformed") : Effect.succeed(vector)
