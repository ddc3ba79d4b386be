/**
 * Passwords by Argon2id, off the main thread: few at once, and no more waiting than are soon done.
 */
import { argon2, randomBytes, timingSafeEqual } from "node:crypto"
import { availableParallelism } from "node:os"
import { HasherBusy, type Password, PasswordHasher } from "@loopi/core"
import { type Duration, Effect, Layer, Redacted, Semaphore } from "effect"
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

/** The same threads read files and look up names: of the four there are, most stay free. */
const mostAtOnce = (): number => (availableParallelism() > 2 ? 2 : 1)

export const layer = (options: HashingOptions = {}): Layer.Layer<PasswordHasher> =>
  Layer.effect(
    PasswordHasher,
    Effect.gen(function* () {
      const parameters = options.parameters ?? present
      const inTurn = yield* turns({
        atOnce: options.atOnce ?? mostAtOnce(),
        waiting: options.waiting ?? 128,
        patience: options.patience ?? "5 seconds"
      })
      // Nobody's: what is shown for addresses that nobody has is compared with it.
      const nobodys: phc.Hashed = { ...parameters, salt: randomBytes(saltBytes), tag: randomBytes(tagBytes) }

      const hash = Effect.fn("PasswordHasher.hash")(function* (password: Password) {
        const salt = randomBytes(saltBytes)
        const tag = yield* inTurn(tagOf(password, { ...parameters, salt }, tagBytes))
        return phc.write({ ...parameters, salt, tag })
      })

      const verify: PasswordHasher["Service"]["verify"] = Effect.fn("PasswordHasher.verify")(
        function* (password, hash) {
          const known = hash === undefined ? undefined : phc.read(hash)
          const compared = known ?? nobodys
          const tag = yield* inTurn(tagOf(password, compared, compared.tag.length))
          return timingSafeEqual(tag, compared.tag) && known !== undefined
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

/**
 * Two ways to type one letter are one password. A thread that has begun cannot be stopped: whoever hangs up does not let
 * the next one begin beside it.
 */
const tagOf = (password: Password, { memory, parallelism, passes, salt }: Omit<phc.Hashed, "tag">, tagLength: number) =>
  Effect.callback<Buffer>((resume) => {
    const message = Buffer.from(Redacted.value(password).normalize("NFKC"), "utf8")
    argon2("argon2id", { message, nonce: salt, memory, passes, parallelism, tagLength }, (error, tag) =>
      resume(error === null ? Effect.succeed(tag) : Effect.die(error))
    )
  }).pipe(Effect.uninterruptible)

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
