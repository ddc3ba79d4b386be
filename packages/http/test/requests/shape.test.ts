import { assert, describe, it } from "@effect/vitest"
import { shapeFlaw } from "../../src/requests/shape.ts"

const bytes = (text: string) => new TextEncoder().encode(text)
const nested = (depth: number) => bytes("[".repeat(depth) + "]".repeat(depth))
const isDeeperThan = (json: Uint8Array, depth: number) => shapeFlaw(json, { depth, elements: 1_000 }) === "too_deep"
const isLongerThan = (value: unknown, elements: number) =>
  shapeFlaw(bytes(JSON.stringify(value)), { depth: 64, elements }) === "too_many_elements"

/** How deep a value is nested, by walking it. */
const depthOf = (value: unknown): number =>
  typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0

const long = (length: number) => Array.from({ length }, (_, i) => i)

describe("how deep JSON is", () => {
  it("may be the limit and not one level more", () => {
    assert.isFalse(isDeeperThan(nested(64), 64))
    assert.isTrue(isDeeperThan(nested(65), 64))
  })

  it("has nothing to do with brackets within strings, whatever is escaped in them", () => {
    for (const text of ["[[[[", '\\"[[[', "\\", '"', "{\u2028[é[", '\\\\"[{[{']) {
      assert.isFalse(isDeeperThan(bytes(JSON.stringify({ text })), 1), text)
    }
  })

  it("is the depth of the parsed value", () => {
    const values = [1, [], {}, [[], [[{}]]], { a: [{ b: [1] }], c: "]}" }, [[["[["]]], { "[": { "\\": [] } }]
    for (const value of values) {
      const depth = depthOf(value)
      assert.isFalse(isDeeperThan(bytes(JSON.stringify(value)), depth))
      assert.strictEqual(isDeeperThan(bytes(JSON.stringify(value)), depth - 1), depth > 0)
    }
  })

  it("is told at the limit of a body that is nothing but brackets", () => {
    assert.isTrue(isDeeperThan(nested(100_000), 64))
  })

  it("is no matter of closing what was never opened, or of strings without an end", () => {
    for (const text of ["]]]]}}}}", '"[[[[[', '["\\', "}".repeat(100_000)]) assert.isFalse(isDeeperThan(bytes(text), 1))
  })
})

describe("how long arrays are", () => {
  it("may be the limit and not one element more, at any depth", () => {
    for (const wrap of [(inner: unknown) => inner, (inner: unknown) => ({ a: [{ b: inner }], c: [] })]) {
      assert.isFalse(isLongerThan(wrap(long(10)), 10))
      assert.isTrue(isLongerThan(wrap(long(11)), 10))
    }
  })

  it("is counted array by array, and not within strings", () => {
    assert.isFalse(isLongerThan([long(9), long(9), long(9)], 10))
    assert.isFalse(
      isLongerThan(
        long(10).map(() => ({ a: 1, b: [1, 2, 3] })),
        10
      )
    )
    assert.isFalse(isLongerThan([",".repeat(1_000)], 10))
    assert.isTrue(
      isLongerThan(
        long(11).map(() => [1, 2]),
        10
      )
    )
  })
})
