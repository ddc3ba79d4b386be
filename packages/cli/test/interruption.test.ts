/**
 * Ctrl-C in the middle of the demonstration: what is written is whole, and the next run goes on from there.
 */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { open } from "loopi"
import { demoLearnerId } from "../src/demo/Demo.ts"
import { Desk } from "./Desk.ts"

/** Every card of the simulated learner. */
const cardsIn = (directory: string) =>
  Effect.acquireUseRelease(
    Effect.promise(() => open({ directory })),
    ({ flashcards }) => Effect.promise(() => flashcards.list(demoLearnerId, {})),
    ({ close }) => Effect.promise(close)
  )

it.layer(Desk.layer, { timeout: "60 seconds" })("loopi demo, interrupted", (it) => {
  it.effect(
    "ends with 130, says nothing more, and goes on in the same directory",
    () =>
      Effect.gen(function* () {
        const { data, loopi, start } = yield* Desk
        const { child, end, shows } = yield* start("demo")
        yield* shows(/Tree \d+ skills/)
        child.kill("SIGINT")
        const { exit, stderr, stdout } = yield* end
        assert.deepStrictEqual({ exit, stderr }, { exit: 130, stderr: "" })
        assert.notInclude(stdout, "Study")

        const before = yield* cardsIn(data)
        const again = yield* loopi(["demo"])
        const after = yield* cardsIn(data)
        assert.strictEqual(again.exit, 0)
        assert.deepStrictEqual(
          after.slice(0, before.length).map(({ id }) => id),
          before.map(({ id }) => id)
        )
        assert.isTrue(after.every(({ status }) => status === "active"))
        const sides = after.map(({ answer, question }) => `${question}\n${answer}`)
        assert.strictEqual(new Set(sides).size, sides.length)
      }),
    90_000
  )
})
