import { GoalId } from "@loopi/core"
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"

describe("an id", () => {
  it("is the same in upper and in lower case", () => {
    const id = "0196a5c4-6f0e-7c3a-9d5e-2f1b7a9c4d10"
    assert.strictEqual(Schema.decodeSync(GoalId)(id.toUpperCase()), GoalId.make(id))
  })

  it("is a UUID and nothing else", () => {
    for (const wrong of ["", "1", "0196a5c4-6f0e-7c3a-9d5e-2f1b7a9c4d1g", " 0196a5c4-6f0e-7c3a-9d5e-2f1b7a9c4d10"]) {
      assert.isFalse(Schema.is(GoalId)(wrong))
      assert.throws(() => Schema.decodeSync(GoalId)(wrong))
    }
  })
})
