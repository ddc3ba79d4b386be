/**
 * Passwords by Argon2id, in threads that give way to all others: few at once, and no more waiting than are soon done.
 */
import { randomBytes, timingSafeEqual } from "node:crypto"
import { availableParallelism } from "node:os"
import { HasherBusy, type Password, PasswordHasher } from "@loopi/core"
import { type Duration, Effect, Layer, Redacted, Semaphore } from "effect"
import * as HashingThreads from "./hashing/HashingThreads.ts"
import * as phc from "./phc.ts"

export interface HashingOptions {
  readonly parameters?: phc.Parameters | undefined
  /** Passwords worked on at once, each on a core of its own. */
  readonly atOnce?: number | undefined
  /** Those that may wait beyond that. */
  readonly waiting?: number | undefined
  /** How long each of them may. */
  readonly patience?: Duration.Input | undefined
}

/** What OWASP asks for at least: 19 MiB, two passes, one lane. */
const present: phc.Parameters = { memory: 19_456, passes: 2, parallelism: 1 }

/** One core stays free for everything else. More than two are not worth their memory, 19 MiB each. */
const mostAtOnce = (): number => Math.max(1, Math.min(2, availableParallelism() - 1))

export const layer = (options: HashingOptions = {}): Layer.Layer<PasswordHasher> =>
  Layer.effect(
    PasswordHasher,
    Effect.gen(function* () {
      const parameters = options.parameters ?? present
      const tagOf = yield* HashingThreads.make
      const inTurn = yield* turns({
        atOnce: options.atOnce ?? mostAtOnce(),
        waiting: options.waiting ?? 128,
        patience: options.patience ?? "5 seconds"
      })
      // Nobody's: what is shown for addresses that nobody has is compared with it.
      const nobodys: phc.Hashed = { ...parameters, salt: randomBytes(saltBytes), tag: randomBytes(tagBytes) }

      const hash = Effect.fn("PasswordHasher.hash")(function* (password: Password) {
        const salt = randomBytes(saltBytes)
        const message = inBytes(password)
        const tag = yield* inTurn(tagOf({ message, ...parameters, salt, tagLength: tagBytes }))
        return phc.write({ ...parameters, salt, tag })
      })

      const verify: PasswordHasher["Service"]["verify"] = Effect.fn("PasswordHasher.verify")(
        function* (password, hash) {
          const known = hash === undefined ? undefined : phc.read(hash)
          const { tag: expected, ...how } = known ?? nobodys
          const message = inBytes(password)
          const tag = yield* inTurn(tagOf({ message, ...how, tagLength: expected.length }))
          return timingSafeEqual(tag, expected) && known !== undefined
        }
      )

      const isOutdated: PasswordHasher["Service"]["isOutdated"] = (hash) => {
        const known = phc.read(hash)
        return fields.some((field) => known?.[field] !== parameters[field])
      }

      return PasswordHasher.of({ hash, verify, isOutdated })
    })
  )

const saltBytes = 16
const tagBytes = 32
const fields = ["memory", "passes", "parallelism"] as const

/** Two ways to type one letter are one password. */
const inBytes = (password: Password): Uint8Array => new TextEncoder().encode(Redacted.value(password).normalize("NFKC"))

/**
 * Has `atOnce` go on at a time and `waiting` wait, for as long as somebody looks at a sign-in; all others are refused. How
 * many are done in that time is up to the machine.
 */
const turns = Effect.fnUntraced(function* ({ atOnce, patience, waiting }: Turns) {
  const semaphore = yield* Semaphore.make(atOnce)
  let asked = 0
  const ask = Effect.suspend(() => (asked >= atOnce + waiting ? HasherBusy.make({}) : Effect.sync(() => void asked++)))

  /** Nobody is sent away whose turn has come. */
  const inTime = <A>(work: Effect.Effect<A>) =>
    Effect.suspend(() => {
      let begun = false
      const inTurn = semaphore.withPermit(
        Effect.suspend(() => {
          begun = true
          return work
        })
      )
      const late = Effect.suspend(() => (begun ? Effect.never : HasherBusy.make({})))
      return Effect.raceFirst(inTurn, Effect.delay(late, patience))
    })

  return <A>(work: Effect.Effect<A>): Effect.Effect<A, HasherBusy> =>
    Effect.acquireUseRelease(
      ask,
      () => inTime(work),
      () => Effect.sync(() => void asked--)
    )
})

type Turns = { readonly [Key in "atOnce" | "waiting" | "patience"]-?: Exclude<HashingOptions[Key], undefined> }
