/**
 * The demonstration, on the note that comes with Loopi, on a long document of others, and on a hostile note.
 */
import { existsSync } from "node:fs"
import { readFile, readdir } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { open } from "loopi"
import { demoLearnerId } from "../../src/demo/Demo.ts"
import { Desk } from "../Desk.ts"
import { run } from "../program.ts"

const root = join(import.meta.dirname, "../../../..")
const example = join(root, "examples/spaced-learning.md")
const primer = join(root, "../shared/data/docs/system-design-primer.md")

const numberIn = (stdout: string, pattern: RegExp): number => Number(pattern.exec(stdout)?.[1])

/** Where each of the five cards says it comes from, and the words it quotes from there. */
const spansIn = (stdout: string) =>
  [...stdout.matchAll(/\[(\d+), (\d+)\) “(.*?)…?”/g)].map(([, start, end, quote = ""]) => ({
    start: Number(start),
    end: Number(end),
    quote
  }))

const assertQuoted = (text: string, stdout: string) => {
  const spans = spansIn(stdout)
  assert.strictEqual(spans.length, 5)
  for (const { end, quote, start } of spans) {
    assert.isTrue(
      text
        .slice(start, end)
        .replaceAll(/[\t\n\r]+/g, " ")
        .startsWith(quote),
      quote
    )
  }
}

/** Every card of the simulated learner. */
const cardsIn = (directory: string) =>
  Effect.acquireUseRelease(
    Effect.promise(() => open({ directory })),
    ({ flashcards }) => Effect.promise(() => flashcards.list(demoLearnerId, {})),
    ({ close }) => Effect.promise(close)
  )

it.layer(Desk.layer, { timeout: "60 seconds" })("loopi demo", (it) => {
  it.effect("ends with 130 at Ctrl-C, and says nothing more", () =>
    Effect.gen(function* () {
      const { start } = yield* Desk
      const { child, end, shows } = yield* start("demo")
      yield* shows(/Tree \d+ skills/)
      child.kill("SIGINT")
      const { exit, stderr, stdout } = yield* end
      assert.deepStrictEqual({ exit, stderr }, { exit: 130, stderr: "" })
      assert.notInclude(stdout, "Study")
    })
  )

  it.effect(
    "plays a month on what it had begun, and goes on from there when it is run again",
    () =>
      Effect.gen(function* () {
        const { data, loopi } = yield* Desk
        const begun = yield* cardsIn(data)
        const text = yield* Effect.promise(() => readFile(example, "utf8"))
        const first = yield* loopi(["demo"])
        const second = yield* loopi(["demo"])

        assert.deepStrictEqual([first.exit, first.stderr, second.exit, second.stderr], [0, "", 0, ""])
        assertQuoted(text, first.stdout)
        const cards = yield* cardsIn(data)
        assert.isAtLeast(cards.length, 60)
        assert.deepStrictEqual(new Set(cards.map(({ status }) => status)), new Set(["active"]))
        assert.strictEqual(new Set(cards.map(({ answer, question }) => `${question}\n${answer}`)).size, cards.length)
        assert.includeMembers(
          cards.map(({ id }) => id),
          begun.map(({ id }) => id)
        )
        assert.include(first.stdout, "Due in the next days")
        assert.include(first.stdout, "Retention, 30 days to")
        assert.include(second.stdout, "going on where the last run ended")
        assert.notInclude(second.stdout, "kept")
        const month = /Study 30 days, (\S+) to (\S+), (\d+) reviews/
        const [, , end = "", many] = month.exec(first.stdout) ?? []
        const [, begin = "", , fewer] = month.exec(second.stdout) ?? []
        assert.isTrue(end < begin, `${end} is before ${begin}`)
        assert.isBelow(Number(fewer), Number(many))
      }),
    120_000
  )

  it.effect.skipIf(!existsSync(primer))(
    `reads a long document (skipped where ../shared/data is absent)`,
    () =>
      Effect.gen(function* () {
        const text = yield* Effect.promise(() => readFile(primer, "utf8"))
        const { exit, stdout } = yield* run(["demo", primer, "--fresh", "--days", "3"])
        assert.isAtLeast(numberIn(stdout, /Tree (\d+) skills/), 60)
        assert.isAtLeast(numberIn(stdout, /Cards (\d+) kept/), 70)
        assertQuoted(text, stdout)
        assert.strictEqual(exit, 0)
      }),
    240_000
  )

  it.effect("prints no escape sequences or marks of direction from a note, and leaves no directory behind", () =>
    Effect.gen(function* () {
      const { note } = yield* Desk
      const told = Effect.fnUntraced(function* (text: string) {
        const named = yield* note("tide\u001b[2J.md", text)
        const { exit, stderr, stdout } = yield* run(["demo", named, "--fresh", "--days", "1"])
        assert.deepStrictEqual({ exit, stderr }, { exit: 0, stderr: "" })
        assert.include(stdout, "Goal Red [31mtide\n")
        assert.notMatch(stdout, /[^\P{Cc}\n]|[\u202A-\u202E\u2066-\u2069]/u)
        return stdout
      })
      const demos = Effect.promise(() =>
        readdir(tmpdir()).then((names) => names.filter((name) => name.startsWith("loopi-demo-")))
      )
      // Somebody else may have left some.
      const before = yield* demos
      const opening = "# Red \u001b[31m\u202etide\n\n## Moon\u001b]0;owned\u0007\n\n"
      const hostile = "**Tide**: the rise\u009b2J and \u2066fall of the sea.\n"
      const harmless = "**Ebb**: the flowing back of the sea from the shore.\n"
      assert.include(yield* told(opening + hostile), "Nothing in this note could be made into a card")
      const learned = yield* told(`${opening}${harmless}\n${hostile}`)
      assert.include(learned, "Moon")
      assert.include(learned, "Ebb")
      assert.deepStrictEqual(
        (yield* demos).filter((name) => !before.includes(name)),
        []
      )
    })
  )
})
