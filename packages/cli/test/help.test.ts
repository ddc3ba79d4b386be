/**
 * What the program says about itself.
 */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import * as Cli from "../src/Cli.ts"
import { run } from "./program.ts"
import { runHere } from "./runHere.ts"

const groups: Record<string, ReadonlyArray<string>> = {
  goal: ["add", "list", "show", "archive", "restore"],
  cards: ["show", "add", "edit", "refine", "rewrite", "keep", "approve", "discard"],
  runs: ["show", "watch", "cancel", "retry"]
}

const commands = [
  "demo",
  "serve",
  "tree",
  "generate",
  "cards",
  "study",
  "due",
  "rate",
  "stats",
  "migrate",
  "runs",
  "budget",
  "health"
]

const paths = [
  ...commands.map((name) => [name]),
  ...Object.entries(groups).flatMap(([group, names]) => names.map((name) => [group, name]))
]

for (const path of paths) {
  it.effect(`loopi ${path.join(" ")} --help shows how it is used`, () =>
    Effect.gen(function* () {
      const { exit, stderr, stdout } = yield* runHere([...path, "--help"])
      assert.deepStrictEqual({ exit, stderr }, { exit: 0, stderr: "" })
      assert.match(stdout, new RegExp(`EXAMPLES[^]*loopi ${path.join(" ")}`))
      assert.include(stdout, "--data")
    })
  )
}

it.effect("loopi shows its commands, and is no failure", () =>
  Effect.gen(function* () {
    const { exit, stderr, stdout } = yield* run([])
    assert.deepStrictEqual({ exit, stderr }, { exit: 0, stderr: "" })
    for (const name of [...commands, ...Object.keys(groups)]) assert.match(stdout, new RegExp(`^ +${name} `, "m"))
  })
)

it.effect("loopi --version names the version", () =>
  Effect.gen(function* () {
    assert.strictEqual((yield* runHere(["--version"])).stdout, `loopi v${Cli.version}\n`)
  })
)

for (const shell of ["bash", "zsh", "fish"]) {
  it.effect(`loopi --completions ${shell} prints completions that know the commands`, () =>
    Effect.gen(function* () {
      const { exit, stdout } = yield* runHere(["--completions", shell])
      assert.strictEqual(exit, 0)
      assert.include(stdout, "complet")
      for (const name of commands) assert.include(stdout, name)
    })
  )
}

it.effect(
  "says on stderr that a command on memory keeps nothing",
  () =>
    Effect.gen(function* () {
      const { exit, stderr } = yield* run(["goal", "list"], { env: { LOOPI_COMPOSITION: "memory" } })
      assert.strictEqual(exit, 0)
      assert.strictEqual(
        stderr,
        "loopi: nothing is kept: LOOPI_COMPOSITION is memory, which is gone when the command ends\n"
      )
    }),
  60_000
)
