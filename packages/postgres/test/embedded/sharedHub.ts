/**
 * One database in memory for all tests of a file: starting one costs seconds, and every test makes its own table.
 */
import { Context, Effect, Layer } from "effect"
import { open } from "../../src/embedded/Embedded.ts"
import type { Hub } from "../../src/embedded/Hub.ts"

export class SharedHub extends Context.Service<SharedHub, Hub>()("@loopi/postgres/test/embedded/sharedHub") {
  static readonly layer = Layer.effect(SharedHub, open({}))
}

let made = 0

/** A table name that no other test uses. */
export const newTable = Effect.sync(() => `t${(made += 1)}`)
