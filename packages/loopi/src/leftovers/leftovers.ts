/**
 * Looks for what dead processes have left in a data directory (I10): locks being taken, a database being built, a backup
 * being written. A repair moves it out of the way.
 */
import { mkdir, readdir, rename, stat } from "node:fs/promises"
import { dirname, join } from "node:path"
import { Finding, type Inspected, type Inspection, StoreUnavailable } from "@loopi/core"
import { DateTime, Effect, Predicate, Stream } from "effect"

/** Where it goes: under the name it had. */
const quarantine = "quarantine"

export const leftovers = (directory: string): Inspection => {
  const look = Effect.gen(function* () {
    const before = DateTime.toEpochMillis(DateTime.subtract(yield* DateTime.now, { minutes: 10 }))
    const names = (yield* filed(() => readdir(directory))) ?? []
    const databases = yield* Effect.filter(names, (name) =>
      Effect.map(
        filed(() => stat(join(directory, name, "PG_VERSION"))),
        Predicate.isNotUndefined
      )
    )
    const suspects = [
      ...names.flatMap((name) => kinds.flatMap(({ pattern, what }) => (pattern.test(name) ? [{ name, what }] : []))),
      ...databases.map((name) => ({ name: join(name, "unfinished"), what: "a database whose making was cut short" }))
    ]
    const old = yield* Effect.filter(suspects, ({ name }) =>
      Effect.map(
        filed(() => stat(join(directory, name))),
        (found) => found !== undefined && found.mtimeMs < before
      )
    )
    return { checked: names.length, old }
  })

  const examine = Effect.map(look, ({ checked, old }): Inspected => {
    const findings = old.map(({ name, what }) =>
      Finding.make({ invariant: "I10", table: directory, userId: null, rowId: name, what, repairable: true })
    )
    return { invariant: "I10", checked, findings }
  })

  const repair = Effect.fn("leftovers.repair")(function* (findings: ReadonlyArray<Finding>) {
    const named = new Set(findings.map(({ rowId }) => rowId))
    const { old } = yield* look
    for (const { name } of old) {
      const aside = join(directory, quarantine, name)
      if (!named.has(name)) continue
      yield* filed(() => mkdir(dirname(aside), { recursive: true }).then(() => rename(join(directory, name), aside)))
    }
  })

  return { invariants: ["I10"], examine: Stream.fromEffect(examine), repair }
}

/** A lock is taken within moments, and a backup being written changes all the time: what is old is nobody's. */
const kinds = [
  { pattern: /\.lock\.[0-9a-z]+(\.candidate)?$/, what: "a lock whose taking was cut short" },
  { pattern: /\.partial-\d+$/, what: "a backup whose writing was cut short" }
] as const

const filed = <A>(call: () => Promise<A>): Effect.Effect<A | undefined, StoreUnavailable> =>
  Effect.tryPromise({ try: call, catch: (cause) => StoreUnavailable.make({ operation: "leftovers", cause }) }).pipe(
    Effect.catchIf(
      ({ cause }) => Predicate.hasProperty(cause, "code") && (cause.code === "ENOENT" || cause.code === "ENOTDIR"),
      () => Effect.undefined
    )
  )
