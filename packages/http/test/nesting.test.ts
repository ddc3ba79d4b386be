import { assert, describe, it } from "@effect/vitest"
import { isDeeperThan } from "../src/security/nesting.ts"

const bytes = (text: string) => new TextEncoder().encode(text)
const nested = (depth: number) => bytes("[".repeat(depth) + "]".repeat(depth))

/** How deep a value is nested, by walking it. */
const depthOf = (value: unknown): number =>
  typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0

describe("isDeeperThan", () => {
  it("lets the limit pass and not one level more", () => {
    assert.isFalse(isDeeperThan(nested(64), 64))
    assert.isTrue(isDeeperThan(nested(65), 64))
  })

  it("does not count brackets within strings, whatever is escaped in them", () => {
    for (const text of ["[[[[", '\\"[[[', "\\", '"', "{\u2028[é[", '\\\\"[{[{']) {
      assert.isFalse(isDeeperThan(bytes(JSON.stringify({ text })), 1), text)
    }
  })

  it("agrees with the depth of the parsed value", () => {
    const values = [1, [], {}, [[], [[{}]]], { a: [{ b: [1] }], c: "]}" }, [[["[["]]], { "[": { "\\": [] } }]
    for (const value of values) {
      const depth = depthOf(value)
      assert.isFalse(isDeeperThan(bytes(JSON.stringify(value)), depth))
      assert.strictEqual(isDeeperThan(bytes(JSON.stringify(value)), depth - 1), depth > 0)
    }
  })

  it("stops at the limit of a body that is nothing but brackets", () => {
    assert.isTrue(isDeeperThan(nested(100_000), 64))
  })
})
