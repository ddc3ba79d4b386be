/**
 * What a backup holds comes back the same, and what is no whole backup is refused before anything is written.
 */
import { assert, describe, it } from "@effect/vitest"
import {
  Backup,
  backupFormat,
  type BackupFlaw,
  BackupRefused,
  BackupRow,
  type Flashcard,
  Ids,
  RunId,
  type Stores,
  StoresNotEmpty,
  User,
  UserStore
} from "@loopi/core"
import { MemoryStores } from "@loopi/core/memory"
import { fixtures } from "@loopi/core/testing"
import { Effect, Layer, Schema, Stream } from "effect"
import { restoring } from "../../../src/usecases/backup/restoring.ts"
import { newLibrary } from "./library.ts"

const stores = () => Backup.layer.pipe(Layer.provideMerge(Layer.fresh(MemoryStores.layer)))

/** Runs in stores of its own. */
const elsewhere = <A, E>(effect: Effect.Effect<A, E, Backup | Stores>) =>
  Effect.provide(effect, stores(), { local: true })

const taken = Backup.use((backup) => Stream.runCollect(backup.lines("1.2.3")))

const restored = (lines: ReadonlyArray<string>) => Backup.use((backup) => backup.restore(Stream.fromIterable(lines)))

const twoLibraries = elsewhere(
  Effect.gen(function* () {
    yield* newLibrary()
    yield* newLibrary([4, 4, 4, 1, null])
    return { lines: yield* taken, summary: yield* Backup.use((backup) => backup.summary) }
  })
)

/** The hash of the same card each time, but for these fields. */
const contentWith = (fields: Partial<Flashcard>) =>
  Effect.suspend(() => {
    let ids = 0
    const next = Effect.sync(() => `00000000-0000-7000-8000-${String(++ids).padStart(12, "0")}`)
    return Effect.gen(function* () {
      yield* fixtures.newCard(yield* fixtures.newGoal(yield* fixtures.newLearner), fields)
      return (yield* Backup.use((backup) => backup.summary)).content
    }).pipe(Effect.provideService(Ids, { next }))
  })

const rowOf = Schema.decodeSync(Schema.fromJsonString(Schema.toCodecJson(BackupRow)))

describe("a backup", () => {
  it.effect("is restored to the letter: what is backed up again has the same lines", () =>
    Effect.gen(function* () {
      const { lines, summary } = yield* twoLibraries
      const again = yield* elsewhere(
        Effect.gen(function* () {
          const { content, madeWith, rows } = yield* restored(lines)
          assert.deepStrictEqual({ content, rows }, summary)
          assert.strictEqual(madeWith, "1.2.3")
          return yield* taken
        })
      )
      assert.deepStrictEqual(again.slice(1), lines.slice(1))
      assert.deepStrictEqual(summary.rows, {
        users: 2,
        accounts: 2,
        goals: 6,
        skillTrees: 4,
        sourceDocuments: 4,
        reviews: 4 * 4 + 4 * 5,
        flashcards: 8,
        schedules: 4
      })
    })
  )

  it.effect("has as many lines as rows, a header and a trailer, and a line for each goes through the schemas", () =>
    Effect.gen(function* () {
      const { lines, summary } = yield* twoLibraries
      const rows = Object.values(summary.rows).reduce((sum, count) => sum + count)
      assert.lengthOf(lines, rows + 2)
      assert.lengthOf(
        lines.slice(1, -1).map((line) => rowOf(line)),
        rows
      )
    })
  )

  it.effect("has another hash where a card has other wrong answers, another run, or another reason to be kept", () =>
    Effect.gen(function* () {
      const contents = yield* Effect.forEach(
        [
          {},
          { distractors: ["A ship", "A dance", "A dish"] },
          { runId: RunId.make("00000000-0000-7000-8000-0000000000f1") },
          { keptBecause: "It asks for the other half" }
        ],
        (fields) => elsewhere(contentWith(fields))
      )
      assert.strictEqual(new Set(contents).size, 4)
      assert.strictEqual(yield* elsewhere(contentWith({})), contents[0])
    })
  )

  it.effect("of nothing is restored into nothing", () =>
    Effect.gen(function* () {
      const lines = yield* elsewhere(taken)
      assert.lengthOf(lines, 2)
      const { rows } = yield* elsewhere(restored(lines))
      assert.strictEqual(rows.users, 0)
    })
  )

  it.effect("is refused where there is something else, which stays as it was", () =>
    Effect.gen(function* () {
      const { lines } = yield* twoLibraries
      yield* elsewhere(
        Effect.gen(function* () {
          yield* newLibrary()
          const before = yield* taken
          assert.deepStrictEqual(yield* Effect.flip(restored(lines)), StoresNotEmpty.make({}))
          assert.deepStrictEqual((yield* taken).slice(1), before.slice(1))
        })
      )
    })
  )

  it.effect("takes the place of learners who have only joined, and leaves others of them alone", () =>
    Effect.gen(function* () {
      const { lines, summary } = yield* twoLibraries
      const backedUp = rowOf(lines[1] ?? "")
      if (backedUp[0] !== "users") return assert.fail("a backup begins with a learner")
      yield* elsewhere(
        Effect.gen(function* () {
          const users = yield* UserStore
          const stranger = yield* fixtures.makeUser()
          yield* users.insert(stranger)
          yield* users.insert(User.make({ ...backedUp[1], name: "You", createdAt: fixtures.january(9) }))
          assert.strictEqual((yield* restored(lines)).content, summary.content)
          assert.deepStrictEqual(yield* users.get(backedUp[1].id), backedUp[1])
          assert.deepStrictEqual(yield* users.get(stranger.id), stranger)
        })
      )
    })
  )

  it.effect("is complete, and not refused, where it was restored and somebody has joined since", () =>
    Effect.gen(function* () {
      const { lines, summary } = yield* twoLibraries
      yield* elsewhere(
        Effect.gen(function* () {
          yield* restored(lines)
          yield* (yield* UserStore).insert(yield* fixtures.makeUser())
          assert.strictEqual((yield* restored(lines)).content, summary.content)
        })
      )
    })
  )

  it.effect("completes a restore that was cut short, wherever that was", () =>
    Effect.gen(function* () {
      const { lines, summary } = yield* twoLibraries
      for (let cut = 1; cut < lines.length - 1; cut += 3) {
        const { content } = yield* elsewhere(
          Effect.gen(function* () {
            yield* (yield* restoring)(lines.slice(1, cut).map((line) => rowOf(line)))
            return yield* restored(lines)
          })
        )
        assert.strictEqual(content, summary.content)
      }
    })
  )

  it.effect("tells how far it has come", () =>
    Effect.gen(function* () {
      const { lines } = yield* twoLibraries
      const told: Array<number> = []
      yield* elsewhere(
        Backup.use((backup) =>
          backup.restore(Stream.fromIterable(lines), (rows) => Effect.sync(() => void told.push(rows)))
        )
      )
      assert.strictEqual(told.at(-1), lines.length - 2)
    })
  )

  const flaws: ReadonlyArray<
    readonly [name: string, flaw: BackupFlaw, change: (lines: Array<string>) => Array<string>]
  > = [
    ["is empty", "not_a_backup", () => []],
    ["is something else", "not_a_backup", () => ["id,question,answer", "1,what,that"]],
    ["is JSON of something else", "not_a_backup", ([, ...lines]) => ['{"version":1}', ...lines]],
    ["has lost its header", "not_a_backup", ([, ...lines]) => lines],
    [
      "is of a later format",
      "newer_format",
      ([header = "", ...lines]) => [
        header.replace(`"format":${backupFormat}`, `"format":${backupFormat + 1}`),
        ...lines
      ]
    ],
    [
      "is of no format",
      "not_a_backup",
      ([header = "", ...lines]) => [header.replace(`"format":${backupFormat}`, '"format":0'), ...lines]
    ],
    ["has lost its trailer", "truncated", (lines) => lines.slice(0, -1)],
    ["has lost its second half", "truncated", (lines) => lines.slice(0, lines.length / 2)],
    ["has lost a row", "damaged", (lines) => lines.toSpliced(5, 1)],
    ["has a row twice", "damaged", (lines) => lines.toSpliced(5, 0, lines[5] ?? "")],
    ["has two rows in each other's place", "damaged", (lines) => lines.toSpliced(5, 2, lines[6] ?? "", lines[5] ?? "")],
    ["has a blank line", "damaged", (lines) => lines.toSpliced(5, 0, "")],
    ["goes on after its trailer", "damaged", (lines) => [...lines, lines[5] ?? ""]],
    ["has two trailers", "damaged", (lines) => [...lines, lines.at(-1) ?? ""]],
    ["has a row cut in half", "damaged", (lines) => lines.toSpliced(5, 1, (lines[5] ?? "").slice(0, 60))],
    ["has a word changed", "damaged", (lines) => lines.map((line) => line.replace("A longing", "A belonging"))],
    ["has a rating changed", "damaged", (lines) => lines.map((line) => line.replace('"rating":1', '"rating":2'))],
    ["has a rating that is none", "damaged", (lines) => lines.map((line) => line.replace('"rating":1', '"rating":9'))],
    [
      "has the same in other letters",
      "damaged",
      (lines) => lines.map((line) => line.replace('"rating":1', '"rating": 1'))
    ],
    ["counts other rows", "damaged", (lines) => lines.map((line) => line.replace('"users":2', '"users":3'))],
    ["has another hash", "damaged", (lines) => lines.map((line) => line.replace(/"content":"../, '"content":"zz'))]
  ]
  for (const [name, flaw, change] of flaws) {
    it.effect(`that ${name} is refused, and nothing is written`, () =>
      Effect.gen(function* () {
        const { lines } = yield* twoLibraries
        const changed = change([...lines])
        assert.notDeepEqual(changed, lines)
        yield* elsewhere(
          Effect.gen(function* () {
            const refusal = yield* Effect.flip(restored(changed))
            assert.instanceOf(refusal, BackupRefused)
            assert.strictEqual(refusal.flaw, flaw)
            assert.strictEqual((yield* Backup.use((backup) => backup.summary)).rows.users, 0)
          })
        )
      })
    )
  }

  it.effect.prop(
    "with one letter changed is never restored",
    {
      at: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 })),
      letter: Schema.Literals(["0", "z", '"', "]", " "])
    },
    ({ at, letter }) =>
      Effect.gen(function* () {
        const { lines } = yield* twoLibraries
        const header = (lines[0]?.length ?? 0) + 1
        const text = lines.join("\n")
        const place = header + Math.floor(at * (text.length - header - 1))
        const changed = `${text.slice(0, place)}${letter}${text.slice(place + 1)}`
        if (changed === text) return
        const refusal = yield* elsewhere(Effect.flip(restored(changed.split("\n"))))
        assert.instanceOf(refusal, BackupRefused)
      }),
    { arbitrary: { runs: 60 } }
  )
})
