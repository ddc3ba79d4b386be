/**
 * Master keys are read from a setting, and what is wrong with them is told without a character of them.
 */
import { assert, describe, it } from "vitest"
import { type MasterKeysFlaw, readMasterKeys, writeMasterKeys } from "@loopi/core"
import { Redacted, Result } from "effect"
import { randomBytes } from "node:crypto"
import { inspect } from "node:util"

const random = (length = 32) => randomBytes(length).toString("base64")
const read = (text: string) => readMasterKeys(Redacted.make(text))

describe("master keys", () => {
  it("come back as they were written, the current one first", () => {
    const text = `new:${random()},old-1:${random()},a_b:${random()}`
    const ring = Result.getOrThrow(read(`  ${text.replaceAll(",", " , ")}\n`))
    assert.deepStrictEqual(
      ring.map(({ id }) => id),
      ["new", "old-1", "a_b"]
    )
    assert.strictEqual(Redacted.value(writeMasterKeys(ring)), text)
  })

  it("do not show when a ring is printed", () => {
    const key = random()
    const ring = Result.getOrThrow(read(`one:${key}`))
    const printed = [JSON.stringify(ring), inspect(ring, { depth: null }), inspect(writeMasterKeys(ring))].join("\n")
    assert.notInclude(printed, key.slice(0, 12))
    assert.notInclude(printed, String(Buffer.from(key, "base64")[0]))
  })

  const twice = random()
  const flaws: ReadonlyArray<readonly [string, string, MasterKeysFlaw, number | null]> = [
    ["nothing", " ", "missing", null],
    ["a key without a name", random(), "malformed", 1],
    ["a name in capitals", `ONE:${random()}`, "malformed", 1],
    ["a name and a key the wrong way round", `${random()}:one`, "malformed", 1],
    ["what is no base64", `one:${random().replace(/.$/, "*")}`, "malformed", 1],
    ["a comma too many", `one:${random()},`, "malformed", 2],
    ["a key of 16 bytes", `one:${random(16)}`, "wrong_length", 1],
    ["a key of 33 bytes", `one:${random()},two:${random(33)}`, "wrong_length", 2],
    ["a placeholder", `one:${Buffer.alloc(32, "x").toString("base64")}`, "guessable", 1],
    ["two keys of one name", `one:${random()},one:${random()}`, "repeated_id", 2],
    ["one key of two names", `one:${twice},two:${twice}`, "repeated_key", 2]
  ]
  it.each(flaws)("are refused: %s", (_, text, reason, position) => {
    const refusal = Result.getOrThrow(Result.flip(read(text)))
    assert.deepInclude(refusal, { _tag: "MasterKeysRefused", reason, position })
    const told = `${JSON.stringify(refusal)} ${refusal.message} ${refusal.stack}`
    for (const part of text.split(/[:,]/).filter((it) => it.length > 8)) assert.notInclude(told, part.slice(0, 8))
  })
})
