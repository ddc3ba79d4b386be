/**
 * A key as it is typed or piped in.
 */
import { assert, describe, it } from "vitest"
import { lastFourOf, type ProviderKeyFlaw, readSecret } from "@loopi/core"
import { Redacted, Result } from "effect"
import { inspect } from "node:util"

const read = (text: string) => readSecret(Redacted.make(text))

describe("a provider's key", () => {
  it("is taken without the white space around it", () => {
    const secret = Result.getOrThrow(read("  sk-ant-0123456789abcdef\r\n"))
    assert.strictEqual(Redacted.value(secret), "sk-ant-0123456789abcdef")
    assert.strictEqual(lastFourOf(secret), "cdef")
    assert.strictEqual(`${JSON.stringify({ secret })} ${inspect(secret)}`, '{"secret":"<redacted>"} <redacted>')
  })

  const flaws: ReadonlyArray<readonly [string, string, ProviderKeyFlaw]> = [
    ["nothing", " \n", "empty"],
    ["what is too short to hide behind its last four", "sk-123456789abc", "too_short"],
    ["what is longer than a header takes", `sk-${"a".repeat(510)}`, "too_long"],
    ["two lines", "sk-0123456789abcdef\nsk-0123456789abcdef", "not_printable"],
    ["a word before it", "Bearer sk-0123456789abcdef", "not_printable"],
    ["letters of no header", "sk-0123456789abcdéf", "not_printable"]
  ]
  it.each(flaws)("is refused: %s", (_, text, reason) => {
    const refusal = Result.getOrThrow(Result.flip(read(text)))
    assert.deepInclude(refusal, { _tag: "ProviderKeyRefused", reason })
    assert.notInclude(`${JSON.stringify(refusal)} ${refusal.stack}`, "0123456789")
  })
})
