/**
 * The connection to a directory of LanceDB tables.
 */
import { constants } from "node:fs"
import { access, mkdir } from "node:fs/promises"
import { connect, type Connection, Session } from "@lancedb/lancedb"
import { Context, Effect, Layer } from "effect"
import { closed } from "./attempt.ts"
import { errno } from "./files/errno.ts"
import { LanceDbUnusable } from "./LanceDbUnusable.ts"

export interface LanceDbOptions {
  /** Where the tables are. Made when it does not exist, for its owner alone; one that exists keeps its permissions. */
  readonly directory: string
}

export class LanceDb extends Context.Service<
  LanceDb,
  {
    readonly directory: string
    readonly connection: Connection
  }
>()("@loopi/lancedb/LanceDb") {}

/** LanceDB lets everybody read the files it makes: so nobody else may come to them. */
const ownersOnly = 0o700

/**
 * Bytes of indexes, and as many of what describes files, that a connection keeps in memory: LanceDB itself would keep up
 * to seven gigabytes. What was let go is read again, from a file that the system mostly has in memory.
 */
const mostCached = 2n ** 26n

/** Opens the directory, or says at once why it cannot be used instead of failing at the first write. */
export const layer = ({ directory }: LanceDbOptions): Layer.Layer<LanceDb, LanceDbUnusable> =>
  Layer.effect(
    LanceDb,
    Effect.gen(function* () {
      yield* usable(directory)
      const connection = yield* Effect.acquireRelease(
        open(directory, "damaged", () =>
          // 0: every read looks for the newest version, so that it sees what others wrote and no handle goes stale.
          connect(directory, { readConsistencyInterval: 0 }, new Session(mostCached, mostCached))
        ),
        closed
      )
      return LanceDb.of({ directory, connection })
    })
  )

/** A step of opening the store. On a disk that hangs it would take forever. */
export const open = <A>(
  directory: string,
  reason: LanceDbUnusable["reason"],
  step: () => Promise<A>
): Effect.Effect<A, LanceDbUnusable> =>
  Effect.tryPromise({ try: step, catch: (cause) => LanceDbUnusable.make({ directory, reason, cause }) }).pipe(
    Effect.timeoutOrElse({
      duration: patience,
      orElse: () => LanceDbUnusable.make({ directory, reason: "disk_unavailable", cause: `no answer in ${patience}` })
    })
  )

/** Far longer than opening takes, and shorter than whoever starts a program waits for a sign of life. */
const patience = "15 seconds"

const usable = Effect.fnUntraced(function* (directory: string) {
  yield* open(directory, "not_writable", () => mkdir(directory, { recursive: true, mode: ownersOnly })).pipe(
    Effect.mapError((error) => (isInTheWay(error.cause) ? inTheWay(directory, error.cause) : error))
  )
  yield* open(directory, "not_writable", () => access(directory, constants.R_OK | constants.W_OK | constants.X_OK))
})

const inTheWay = (directory: string, cause: unknown) =>
  LanceDbUnusable.make({ directory, reason: "not_a_directory", cause })

/** The path, or the beginning of it, is a file. */
const isInTheWay = (cause: unknown) => errno(cause) === "EEXIST" || errno(cause) === "ENOTDIR"
