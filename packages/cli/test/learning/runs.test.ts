/**
 * What a learner sees of long work, and what they decide about it; without a model.
 */
import { Flashcard, GenerationReport, Run, RunEvent } from "@loopi/core"
import { assert, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { Desk } from "../Desk.ts"
import { sailing } from "../notes.ts"
import { runHere } from "../runHere.ts"

const loopi = Effect.fnUntraced(function* (...args: ReadonlyArray<string>) {
  const { data } = yield* Desk
  return yield* runHere([...args, "--data", data])
})

const Shown = Schema.Struct({
  run: Run,
  events: Schema.Array(RunEvent),
  report: Schema.NullOr(GenerationReport)
})

const readEvent = Schema.decodeEffect(Schema.fromJsonString(Schema.toCodecJson(RunEvent)))

/** Each command opens everything anew, which takes its time on a busy machine. */
const patience = 300_000

it.layer(Desk.layer, { timeout: "120 seconds", excludeTestServices: true })("loopi runs", (it) => {
  it.effect(
    "says what to do where there is none",
    () =>
      Effect.gen(function* () {
        const { stdout } = yield* loopi("runs")
        assert.strictEqual(stdout, "No runs yet. Begin one: loopi generate\n")
        const { exit, stderr } = yield* loopi("runs", "show", "last")
        assert.deepStrictEqual(
          { exit, stderr },
          { exit: 4, stderr: "loopi: run_not_found: there is no run yet. Begin one with `loopi generate`\n" }
        )
      }),
    patience
  )

  it.effect(
    "lists what was written, and shows what was kept and left out",
    () =>
      Effect.gen(function* () {
        const { note, read } = yield* Desk
        yield* loopi("goal", "add", "Learn to sail", "--notes", yield* note("sailing.md", sailing))
        const { kept } = yield* read(GenerationReport, "generate")
        const again = yield* loopi("generate")
        assert.match(again.stdout, /^0 drafts written\n\d+ you have already\nfrom the notes alone\n$/)
        const runs = yield* read(Schema.Array(Run), "runs")
        assert.deepStrictEqual(
          runs.map(({ kind, status }) => [kind, status]),
          [
            ["generation", "succeeded"],
            ["generation", "succeeded"]
          ]
        )
        const { events, report, run } = yield* read(Shown, "runs", "show", "last")
        assert.deepStrictEqual([run, report?.leftOut.length], [runs[0], kept.length])
        assert.deepStrictEqual([events[0]?.kind, events.at(-1)?.kind], ["started", "succeeded"])
        const shown = yield* loopi("runs", "show", run.id.slice(-6))
        assert.match(shown.stdout, /^generation Learn to sail\nsucceeded {2}[0-9a-f-]{36}\n +\+\d+\.\d s {2}started\n/)
        assert.match(shown.stdout, /\nKept 0 cards\nLeft out \d+\n +1 {2}.* repeats “.*same text.*\n/)
        const listed = yield* loopi("runs", "--goal", "sail", "--limit", "1")
        assert.match(listed.stdout, /^[0-9a-f]{8} {2}generation +succeeded +now {2}Learn to sail\n$/)
      }),
    patience
  )

  it.effect(
    "keeps a card that was left out, for a reason",
    () =>
      Effect.gen(function* () {
        const { read } = yield* Desk
        const kept = yield* read(Flashcard, "cards", "keep", "last", "2", "--reason", "Both ways round")
        const twice = yield* read(Flashcard, "cards", "keep", "last", "2", "--reason", "Both ways round")
        assert.deepStrictEqual([kept.status, kept.keptBecause], ["draft", "Both ways round"])
        assert.strictEqual(twice.id, kept.id)
        const drafts = yield* loopi("cards", "--run", "last")
        assert.match(drafts.stdout, /^[0-9a-f]{8} {2}draft .*\n.*\n +! repeats “/)
        assert.include((yield* loopi("cards", "show", kept.id.slice(0, -3))).stdout, "kept because: Both ways round")
        const { exit, stderr } = yield* loopi("cards", "keep", "last", "99", "--reason", "None")
        assert.strictEqual(exit, 4)
        assert.match(stderr, /^loopi: left_out_not_found: /)
        assert.include((yield* loopi("cards", "approve", "--run", "last")).stdout, "1 card to study")
      }),
    patience
  )

  it.effect(
    "shows a run again as it went, and refuses to end or begin anew what is over",
    () =>
      Effect.gen(function* () {
        const watched = yield* loopi("runs", "watch", "last")
        assert.strictEqual(watched.exit, 0)
        assert.match(
          watched.stdout,
          /^started\nWind\n[^]*\n\d of 2 skills done\n[^]*succeeded: 0 kept, \d+ left out\n$/
        )
        const lines = (yield* loopi("runs", "watch", "last", "--json")).stdout.trim().split("\n")
        const events = yield* Effect.forEach(lines, (line) => readEvent(line))
        assert.deepStrictEqual(
          events.map(({ seq }) => seq),
          events.map((_, i) => i + 1)
        )
        for (const verb of ["cancel", "retry"]) {
          const { exit, stderr } = yield* loopi("runs", verb, "last")
          assert.strictEqual(exit, 5)
          assert.match(stderr, /^loopi: run_conflict: /)
        }
        const nobody = yield* loopi("runs", "show", "ffffffffffff")
        assert.match(nobody.stderr, /^loopi: run_not_found: you have no run "ffffffffffff"/)
        const several = yield* loopi("runs", "show", "0")
        assert.deepStrictEqual(
          [several.exit, several.stderr],
          [2, "loopi: run_ambiguous: 2 runs could be meant. Give more of its id as `loopi runs` lists it\n"]
        )
      }),
    patience
  )

  it.effect(
    "says where nothing was found to write from, and nothing of trying that again",
    () =>
      Effect.gen(function* () {
        const { stdout } = yield* loopi("goal", "add", "Learn knots")
        assert.match(stdout, /\nIt has no skill tree yet\. Grow one from notes: loopi tree --notes FILE; .*\n$/)
        assert.notInclude((yield* loopi("goal", "add", "Tie flies", "--no-tree")).stdout, "no skill tree")
        const budget = yield* loopi("budget")
        assert.match(budget.stdout, /^Today\n {2}calls +░+ 0 of 500\n[^]*No model was asked for anything\.\n$/)
        assert.strictEqual(
          (yield* loopi("health")).stdout,
          "No card has been reviewed often enough to say how it does.\n"
        )
      }),
    patience
  )
})
