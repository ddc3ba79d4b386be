/**
 * Text is trimmed, bounded and fit to be stored, or it is refused.
 */
import { assert, describe, it } from "@effect/vitest"
import { refuseNote, maxSourceLength } from "@loopi/core"
import { Exit, Schema } from "effect"
import { isStorable, text, verbatim } from "../../src/domain/Text.ts"

const read = (schema: Schema.Codec<string>, input: string): string | null => {
  const exit = Schema.decodeExit(schema)(input)
  return Exit.isSuccess(exit) ? exit.value : null
}

describe("text", { timeout: 30_000 }, () => {
  it("is trimmed before it is measured", () => {
    assert.strictEqual(read(text(3, 5), "  abc \n"), "abc")
    assert.strictEqual(read(text(3, 5), "   ab   "), null)
    assert.strictEqual(read(text(0, 5), "      "), "")
  })

  it("is bounded at both ends, in UTF-16 units", () => {
    assert.deepEqual(
      [2, 3, 5, 6].map((length) => read(text(3, 5), "x".repeat(length))?.length ?? null),
      [null, 3, 5, null]
    )
    assert.strictEqual(read(text(1, 3), "👍👍"), null)
    assert.strictEqual(read(text(1, 4), "👍👍"), "👍👍")
  })

  it.each(["a\u0000b", "\u0000", "\uD83D", "\uDC4D\uD83D", "half \uDC4D"])(
    "refuses %j, which no store keeps",
    (input) => {
      assert.isNull(read(text(0, 100), input))
      assert.isNull(read(verbatim(0, 100), input))
      assert.isFalse(isStorable(input))
    }
  )

  it.prop("takes just what is storable and within bounds", [Schema.String], ([input]) => {
    const trimmed = input.trim()
    const fits = isStorable(trimmed) && trimmed.length <= 10
    assert.strictEqual(read(text(0, 10), input), fits ? trimmed : null)
  })
})

describe("verbatim", () => {
  it("keeps text to the letter", () => assert.strictEqual(read(verbatim(1, 10), "  a\r\n "), "  a\r\n "))
})

describe("refuseNote", { timeout: 30_000 }, () => {
  it("takes any text with a word in it, up to the longest", () => {
    assert.isUndefined(refuseNote("  # Note\n"))
    assert.isUndefined(refuseNote("x".repeat(maxSourceLength)))
  })

  it.each([
    ["empty", ""],
    ["empty", " \n\t\u00a0"],
    ["binary", "PK\u0003\u0004\u0000\u0000"],
    ["binary", "text with half a sign \uD83D"],
    ["too_long", "x".repeat(maxSourceLength + 1)]
  ])("refuses what is %s", (reason, note) => assert.strictEqual(refuseNote(note), reason))
})
