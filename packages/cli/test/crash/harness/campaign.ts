/**
 * Rounds of kills with one memory of what clients were told, and the checker's word on it.
 */
import { Effect, Random, Schema } from "effect"
import { check } from "../checker/check.ts"
import type { Finding } from "../checker/Finding.ts"
import { makeWitness, type Witness } from "../clients/Witness.ts"
import { type CompositionUnderTest, keptIn, newPlace, type TestPlace } from "./place.ts"
import { deletedDirectory, filledVolume } from "./faults.ts"
import { crashedPostgres, killedArchiver, killedServer, type Round } from "./rounds.ts"
import { serve } from "./Served.ts"
import { setUp } from "./setUp.ts"

export const Victim = Schema.Literals(["server", "archiver", "postgres", "volume", "directory"])
export type Victim = typeof Victim.Type

export interface CampaignOptions {
  readonly rounds: number
  readonly composition: CompositionUnderTest
  readonly kill: Victim
  readonly seed: string
  readonly onRound?: (round: Round, number: number, witness: Witness) => Effect.Effect<void>
}

export interface Campaign {
  readonly witness: Witness
  readonly rounds: ReadonlyArray<Round>
  readonly findings: ReadonlyArray<Finding>
}

export const campaign = (options: CampaignOptions) =>
  Effect.gen(function* () {
    const place = yield* newPlace({ composition: options.composition, smallVolume: options.kill === "volume" })
    const witness = makeWitness(yield* prepared(place))
    const done = yield* roundsOf(place, witness, options)
    const kept = yield* keptIn(place)
    return { witness, rounds: done, findings: check({ attempts: witness.attempts, kept }) } satisfies Campaign
  }).pipe(Effect.scoped, Random.withSeed(options.seed))

/** Cards to rate, by a server that ends in peace. */
const prepared = (place: TestPlace) =>
  Effect.gen(function* () {
    const served = yield* serve(place)
    const cardIds = yield* setUp(served)
    yield* served.stop
    return cardIds
  }).pipe(Effect.scoped)

const roundsOf = (place: TestPlace, witness: Witness, { kill, onRound, rounds }: CampaignOptions) =>
  Effect.gen(function* () {
    const round = yield* roundOf(place, witness, kill)
    const done: Array<Round> = []
    for (let number = 1; number <= rounds; number++) {
      const one = yield* round
      done.push(one)
      if (onRound !== undefined) yield* onRound(one, number, witness)
    }
    return done
    // No server is left that the stores would have to be shared with.
  }).pipe(Effect.scoped)

const faults = { postgres: crashedPostgres, volume: filledVolume, directory: deletedDirectory }

const roundOf = Effect.fnUntraced(function* (place: TestPlace, witness: Witness, kill: Victim) {
  if (kill === "server") return killedServer(place, witness)
  if (kill === "archiver") return killedArchiver(place, witness)
  const served = yield* serve(place)
  const ended = Effect.flatMap(served.end, ({ stderr }) => Effect.die(new Error(`the server ended: ${stderr}`)))
  return Effect.raceFirst(faults[kill](place, witness, served), ended)
})
