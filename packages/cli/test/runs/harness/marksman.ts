/**
 * Waits for the instant it was told to aim at, and kills the machine that is there.
 */
import { Deferred, Effect, Random } from "effect"
import type { Call, Models } from "../model/Models.ts"
import { now } from "../model/now.ts"
import { type Aim, lineOf } from "./aims.ts"
import type { BegunRun } from "./learning.ts"
import type { Machine } from "./Machine.ts"

export interface Kill {
  readonly aim: string
  readonly machine: number
  readonly at: number
  /** When the machine is started again, as far as that is known. */
  readonly backAt: () => number
}

export interface Marksman {
  /** The kill, once the instant came; nothing where it did not within this time. */
  readonly shoot: (aim: Aim, patience: number) => Effect.Effect<Kill | null>
  readonly onBegun: (run: BegunRun) => void
}

/** The names of the steps that were kept after so many. */
export type Look = (seen: number) => Effect.Effect<ReadonlyArray<string>>

export const makeMarksman = (machines: ReadonlyArray<Machine>, models: Models, look: Look): Marksman => {
  let aimed: { readonly aim: Aim; readonly delay: number; readonly hit: (machine: number) => void } | null = null
  let lastAsker = 0

  const fire = (machine: number, after: number) => {
    const shot = aimed
    aimed = null
    if (after === 0) shot?.hit(machine)
    else setTimeout(() => shot?.hit(machine), after)
  }

  models.onCall(({ machine, purpose }: Call) => {
    lastAsker = machine
    if (aimed === null || aimed.aim.what !== purpose) return "answered"
    const { aim, delay } = aimed
    if (aim.moment === "asked") fire(machine, 0)
    else if (aim.moment === "midway") fire(machine, models.thinking + 20)
    else if (aim.moment === "answered") fire(machine, models.thinking + delay)
    else return "answered"
    return aim.moment === "midway" ? "cut" : "answered"
  })

  const isAiming = () => aimed !== null

  const onBegun = ({ kind }: BegunRun) => {
    if (aimed?.aim.moment === "begun" && aimed.aim.what === kind) fire(lastAsker, 0)
  }

  const untilKept = Effect.fnUntraced(function* (what: string) {
    let seen = (yield* look(0)).length
    while (isAiming()) {
      const fresh = yield* look(seen)
      seen += fresh.length
      if (fresh.some((name) => name.split("/")[0] === what)) fire(lastAsker, 0)
      else yield* Effect.sleep("5 millis")
    }
  })

  const shoot = Effect.fnUntraced(function* (aim: Aim, patience: number) {
    const done = yield* Deferred.make<Kill>()
    const hit = (machine: number) => {
      const victim = machines[machine]
      const life = victim?.lives() ?? 0
      victim?.kill()
      const backAt = () => victim?.begunAt(life) ?? Number.POSITIVE_INFINITY
      Deferred.doneUnsafe(done, Effect.succeed({ aim: lineOf(aim), machine, at: now(), backAt }))
    }
    aimed = { aim, hit, delay: yield* Random.nextIntBetween(0, 120) }
    if (aim.moment === "kept") yield* Effect.forkChild(untilKept(aim.what))
    return yield* Deferred.await(done).pipe(
      Effect.timeoutOrElse({ duration: patience, orElse: () => Effect.succeed(null) }),
      Effect.ensuring(Effect.sync(() => (aimed = null)))
    )
  })

  return { shoot, onBegun }
}
