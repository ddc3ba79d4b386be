/**
 * One program at a time in a data directory, and what becomes of the locks of the dead.
 */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Scope } from "effect"
import {
  chmodSync,
  existsSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync
} from "node:fs"
import { hostname } from "node:os"
import { join } from "node:path"
import { acquire, type DirectoryLock, DirectoryLocked, DirectoryUnusable } from "../../src/embedded/DirectoryLock.ts"
import { newOwner } from "../../src/embedded/lock/lockFile.ts"
import { startMark } from "../../src/embedded/lock/processes.ts"
import { newDirectory, startChild } from "./children.ts"
import { bePatient } from "./patience.ts"

bePatient()

const lock = (directory: string) => acquire({ directory, what: "a test" })

const newData = Effect.map(newDirectory, (parent) => join(parent, "data"))

/** A lock file as another program would have left it. */
const leaveLock = (directory: string, owner: object, age = 0): void => {
  // Beside and then in place, as a takeover does: the file that was there stays as it is for whoever has it open.
  writeFileSync(`${directory}.new`, JSON.stringify({ ...newOwner("left behind", ""), ...owner }))
  renameSync(`${directory}.new`, `${directory}.lock`)
  setAge(`${directory}.lock`, age)
}

const setAge = (file: string, seconds: number): void => {
  const then = performance.timeOrigin / 1000 + performance.now() / 1000 - seconds
  utimesSync(file, then, then)
}

const lockedBy = (directory: string, pid: number, host = hostname()): DirectoryLocked =>
  DirectoryLocked.make({ directory, pid, host })

describe("DirectoryLock", () => {
  it.effect("refuses a second opener in the same process, whatever it calls the directory", () =>
    Effect.gen(function* () {
      const directory = yield* newData
      yield* lock(directory)
      symlinkSync(directory, `${directory}-link`)
      for (const name of [directory, `${directory}/../data/`, `${directory}-link`]) {
        assert.deepStrictEqual(yield* Effect.flip(lock(name)), lockedBy(directory, process.pid))
      }
    })
  )

  it.effect("is gone with its scope, and says until then whose it is", () =>
    Effect.gen(function* () {
      const directory = yield* newData
      yield* Effect.scoped(
        Effect.andThen(lock(directory), () => {
          const owner: unknown = JSON.parse(readFileSync(`${directory}.lock`, "utf8"))
          assert.nestedPropertyVal(owner, "pid", process.pid)
          assert.nestedPropertyVal(owner, "what", "a test")
          return Effect.void
        })
      )
      assert.isFalse(existsSync(`${directory}.lock`))
      yield* lock(directory)
    })
  )

  it.effect("takes over from an owner that was killed", () =>
    Effect.gen(function* () {
      const directory = yield* newData
      const owner = yield* startChild("locker.ts")
      yield* owner.line
      yield* Effect.scoped(lock(directory))
      owner.say(`${directory}.lock`)
      assert.strictEqual(yield* owner.line, "won")
      assert.deepStrictEqual(yield* Effect.flip(lock(directory)), lockedBy(directory, owner.pid))
      owner.kill("SIGKILL")
      assert.strictEqual(yield* owner.end, "SIGKILL")
      yield* lock(directory)
    })
  )

  it.effect.skipIf(startMark(process.pid) === "")("sees that a process number was given out again", () =>
    Effect.gen(function* () {
      const directory = yield* newData
      for (const pid of [process.pid, process.ppid]) {
        leaveLock(directory, { pid, mark: "another boot:1" })
        yield* Effect.scoped(lock(directory))
      }
      leaveLock(directory, { pid: process.ppid, mark: startMark(process.ppid) })
      assert.deepStrictEqual(yield* Effect.flip(lock(directory)), lockedBy(directory, process.ppid))
    })
  )

  it.effect("knows an earlier process of its own number where the system says nothing of starts", () =>
    Effect.gen(function* () {
      const directory = yield* newData
      leaveLock(directory, { mark: "" })
      yield* lock(directory)
    })
  )

  it.effect("trusts another machine's lock until it has been silent for the heartbeat", () =>
    Effect.gen(function* () {
      const directory = yield* newData
      leaveLock(directory, { host: "elsewhere", pid: 1 }, 20)
      assert.deepStrictEqual(yield* Effect.flip(lock(directory)), lockedBy(directory, 1, "elsewhere"))
      setAge(`${directory}.lock`, 40)
      yield* lock(directory)
    })
  )

  it.effect("trusts a lock file that says nothing for as long", () =>
    Effect.gen(function* () {
      const directory = yield* newData
      writeFileSync(`${directory}.lock`, "")
      assert.deepStrictEqual(yield* Effect.flip(lock(directory)), lockedBy(directory, 0, ""))
      setAge(`${directory}.lock`, 40)
      yield* lock(directory)
    })
  )

  it.effect("tells an owner that its lock was taken over, and leaves the new owner's alone", () =>
    Effect.gen(function* () {
      const directory = yield* newData
      const scope = yield* Scope.make()
      const held = yield* Scope.provide(acquire({ directory, what: "a test", heartbeat: "30 millis" }), scope)
      leaveLock(directory, { host: "elsewhere", pid: 1, nonce: "theirs" })
      yield* lost(held)
      yield* Scope.close(scope, Exit.void)
      assert.include(readFileSync(`${directory}.lock`, "utf8"), "theirs")
    })
  )

  it.effect("keeps its own lock fresh", () =>
    Effect.gen(function* () {
      const directory = yield* newData
      yield* acquire({ directory, what: "a test", heartbeat: "30 millis" })
      setAge(`${directory}.lock`, 1000)
      assert.isTrue(yield* youngerThan(`${directory}.lock`, 500))
    })
  )

  it.effect("lets exactly one of twenty processes have the lock of a dead one", () =>
    Effect.gen(function* () {
      const parent = yield* newDirectory
      const racers = yield* Effect.all(Array.from({ length: 20 }, () => startChild("locker.ts")))
      for (const racer of racers) yield* racer.line
      for (const round of [1, 2, 3, 4, 5]) {
        const directory = join(parent, `data${round}`)
        leaveLock(directory, { pid: 2 ** 22 + 1 })
        for (const racer of racers) racer.say(`${directory}.lock`)
        const outcomes = yield* Effect.forEach(racers, (racer) => racer.line)
        const winners = racers.filter((_, index) => outcomes[index] === "won")
        assert.strictEqual(winners.length, 1)
        const others = outcomes.filter((outcome) => outcome !== "won")
        assert.strictEqual(others.length, 19)
        assert.include(readFileSync(`${directory}.lock`, "utf8"), `"pid":${winners[0]?.pid},`)
      }
    })
  )

  it.effect("says what is wrong with a directory it cannot use", () =>
    Effect.gen(function* () {
      const parent = yield* newDirectory
      const file = join(parent, "file")
      writeFileSync(file, "")
      yield* refused(file, "not_a_directory")
      yield* refused(join(file, "below"), "not_a_directory")
      yield* refused(parent, "not_a_database")
      assert.isFalse(existsSync(`${parent}.lock`))
    })
  )

  it.effect.skipIf(!existsSync("/proc/self"))("does not try for ever where no directory can be made", () =>
    refused("/proc/nowhere/data", "not_writable")
  )

  it.effect("says that a directory is read-only", () =>
    Effect.gen(function* () {
      const directory = yield* newDirectory
      chmodSync(directory, 0o555)
      const child = yield* startChild("asNobody.ts", directory)
      assert.strictEqual(yield* child.line, "DirectoryUnusable not_writable")
    })
  )
})

const refused = (directory: string, reason: DirectoryUnusable["reason"]) =>
  Effect.map(Effect.flip(Effect.scoped(lock(directory))), (error) =>
    assert.deepStrictEqual(error, DirectoryUnusable.make({ directory, reason }))
  )

const lost = (held: DirectoryLock): Effect.Effect<void> =>
  Effect.callback((resume) => held.onLost(() => resume(Effect.void)))

/** Looks at every turn of the event loop; ends when it is so. */
const youngerThan = (file: string, seconds: number): Effect.Effect<boolean> =>
  Effect.callback((resume) => {
    const look = (): void => {
      const age = performance.timeOrigin + performance.now() - statSync(file).mtimeMs
      if (age < seconds * 1000) resume(Effect.succeed(true))
      else setImmediate(look)
    }
    look()
  })
