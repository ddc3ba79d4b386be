import { readdirSync, readFileSync } from "node:fs"
import { constants, getPriority, platform } from "node:os"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import * as HashingThreads from "../../src/accounts/hashing/HashingThreads.ts"

const asked = {
  message: new TextEncoder().encode("password"),
  salt: new TextEncoder().encode("somesalt"),
  memory: 65_536,
  passes: 2,
  parallelism: 1,
  tagLength: 32
}

/** As the reference implementation has it. */
const tag = "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"

/** How nice each thread of this name is, as `proc_pid_stat` has it: what follows the name is split by spaces. */
const nicenessOf = (name: string) =>
  readdirSync("/proc/self/task")
    .map((thread) => readFileSync(`/proc/self/task/${thread}/stat`, "utf8"))
    .filter((stat) => stat.includes(`(${name})`))
    .map((stat) => Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[16]))

describe("HashingThreads", () => {
  it.live("hash side by side, and give way to other threads where the system lets them", () =>
    Effect.gen(function* () {
      const tagOf = yield* HashingThreads.make
      const tags = yield* Effect.all([tagOf(asked), tagOf(asked), tagOf(asked)], { concurrency: 2 })
      for (const made of tags) assert.strictEqual(made.toString("base64").replace(/=+$/, ""), tag)
      if (platform() === "linux") {
        const below = Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL)
        assert.deepStrictEqual(nicenessOf("loopi-hasher"), [below, below])
      }
    })
  )

  it.live("tell what went wrong, and go on with the next password", () =>
    Effect.gen(function* () {
      const tagOf = yield* HashingThreads.make
      assert.isTrue(Exit.hasDies(yield* Effect.exit(tagOf({ ...asked, memory: 1 }))))
      assert.lengthOf(yield* tagOf(asked), 32)
    })
  )
})
