/**
 * The file of a backup: whole or not there at all, and refused when as much as a bit of it is another.
 */
import { copyFile, readdir, readFile, truncate, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, it } from "@effect/vitest"
import { Backup, BackupRefused, type BackupSummary } from "@loopi/core"
import { MemoryStores } from "@loopi/core/memory"
import { Array, Context, Effect, Fiber, Latch, Layer, Stream } from "effect"
import { newLibrary } from "../../bench/library.ts"
import { readBackup } from "../../src/backupFile/readBackup.ts"
import { writeBackup } from "../../src/backupFile/writeBackup.ts"
import { temporaryDirectory } from "../Desk.ts"

/** A directory with a backup in it. */
class Shelf extends Context.Service<Shelf, { readonly directory: string; readonly file: string }>()(
  "@loopi/cli/test/backup/backupFile.test/Shelf"
) {
  static readonly layer = Layer.effect(
    Shelf,
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      const file = join(directory, "whole.backup")
      yield* newLibrary(20, 100)
      yield* writeBackup(file, (yield* Backup).lines("test"))
      return { directory, file }
    })
  )
}

const layer = Shelf.layer.pipe(
  Layer.provideMerge(Backup.layer),
  Layer.provide(MemoryStores.layer),
  Layer.provideMerge(NodeServices.layer)
)

const verify = Effect.fnUntraced(function* (file: string) {
  const { lines } = yield* readBackup(file)
  return yield* (yield* Backup).verify(lines)
})

/** Changes a copy of the backup, and says why it is refused. */
const flawOf = Effect.fnUntraced(function* (change: (copy: string, bytes: Buffer) => Promise<void>) {
  const { directory, file } = yield* Shelf
  const copy = join(directory, "copy.backup")
  yield* Effect.promise(() =>
    copyFile(file, copy)
      .then(() => readFile(file))
      .then((bytes) => change(copy, bytes))
  )
  const outcome: unknown = yield* Effect.match(verify(copy), { onFailure: (error) => error, onSuccess: (it) => it })
  return outcome instanceof BackupRefused ? outcome.flaw : outcome
})

const flipped = (bytes: Buffer, bit: number): Buffer => {
  const changed = Buffer.from(bytes)
  changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return changed
}

it.layer(layer, { timeout: "60 seconds" })("the file of a backup", (it) => {
  it.effect("is read as it was written", () =>
    Effect.gen(function* () {
      const { file } = yield* Shelf
      const { rows }: BackupSummary = yield* verify(file)
      assert.deepStrictEqual([rows.flashcards, rows.reviews], [20, 100])
    })
  )

  it.effect("is refused with one bit flipped, wherever that is", () =>
    Effect.gen(function* () {
      const { file } = yield* Shelf
      const { length } = yield* Effect.promise(() => readFile(file))
      const bits = length * 8
      // All of both ends, where the formats keep their own numbers, and as many in between.
      const places = [
        ...Array.range(0, 47),
        ...Array.range(bits - 32, bits - 1),
        // The byte before them may end in bits that mean nothing.
        ...Array.makeBy(24, (i) => Math.floor((i * (bits - 80)) / 24))
      ]
      for (const bit of places) {
        const flaw = yield* flawOf((copy, bytes) => writeFile(copy, flipped(bytes, bit)))
        assert.include(["not_a_backup", "truncated", "damaged"], flaw, `bit ${bit}`)
      }
    })
  )

  it.effect("is refused cut short, wherever that is", () =>
    Effect.gen(function* () {
      const { file } = yield* Shelf
      const { length } = yield* Effect.promise(() => readFile(file))
      for (const size of [
        2,
        5,
        10,
        11,
        50,
        ...Array.makeBy(40, (i) => 60 + Math.floor((i * (length - 61)) / 40)),
        length - 1
      ]) {
        assert.strictEqual(yield* flawOf((copy) => truncate(copy, size)), "truncated", `${size} bytes`)
      }
      for (const size of [0, 1]) assert.strictEqual(yield* flawOf((copy) => truncate(copy, size)), "not_a_backup")
    })
  )

  it.effect("is refused with anything after its end", () =>
    Effect.gen(function* () {
      const after = ["x", "\0", "\u001f", Buffer.alloc(100_000), gzipSync("more\n")]
      for (const more of after) {
        const flaw = yield* flawOf((copy, bytes) => writeFile(copy, Buffer.concat([bytes, Buffer.from(more)])))
        assert.include(["damaged", "truncated"], flaw)
      }
      assert.strictEqual(yield* flawOf((copy, bytes) => writeFile(copy, Buffer.concat([bytes, bytes]))), "damaged")
    })
  )

  it.effect("is refused when it is something else", () =>
    Effect.gen(function* () {
      for (const other of ["", "# Notes\n", "PK\u0003\u0004", '{"loopi":"backup","format":1}']) {
        assert.strictEqual(yield* flawOf((copy) => writeFile(copy, other)), "not_a_backup")
      }
      const packed = gzipSync("# Notes, compressed\n")
      assert.include(["damaged", "not_a_backup"], yield* flawOf((copy) => writeFile(copy, packed)))
    })
  )

  it.effect("is not there when its writing failed or was stopped, nor is anything else", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      const file = join(directory, "half.backup")
      const begun = Stream.make("one", "two")
      const failing = yield* Effect.flip(writeBackup(file, Stream.concat(begun, Stream.fail("no more"))))
      assert.strictEqual(failing, "no more")

      const reached = yield* Latch.make()
      const stuck = Stream.concat(begun, Stream.fromEffect(Effect.andThen(reached.open, Effect.never)))
      const writing = yield* Effect.forkChild(writeBackup(file, stuck))
      yield* reached.await
      yield* Fiber.interrupt(writing)
      assert.deepStrictEqual(yield* Effect.promise(() => readdir(directory)), [])
    })
  )

  it.effect("never takes the place of another file", () =>
    Effect.gen(function* () {
      const { directory } = yield* Shelf
      const file = join(directory, "notes.md")
      yield* Effect.promise(() => writeFile(file, "mine"))
      const refusal = yield* Effect.flip(writeBackup(file, (yield* Backup).lines("test")))
      assert.strictEqual(refusal._tag === "CommandFailed" ? refusal.code : refusal._tag, "file_exists")
      assert.strictEqual(yield* Effect.promise(() => readFile(file, "utf8")), "mine")
    })
  )
})
