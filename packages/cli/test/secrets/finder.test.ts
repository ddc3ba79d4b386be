/**
 * A search that finds nothing proves something only if it would have found it.
 */
import { randomBytes } from "node:crypto"
import { assert, describe, it } from "vitest"
import { encodings, finderOf } from "./Finder.ts"
import { newSecrets } from "./shapes.ts"

describe("the search for secrets", () => {
  const secrets = newSecrets()

  it("is for fifty, of which nothing but the last four characters may be seen", () => {
    assert.lengthOf(secrets, 50)
    assert.strictEqual(new Set(secrets.map(({ text }) => text)).size, 50)
    for (const { random, text } of secrets) {
      assert.isAtLeast(random.length, 12)
      assert.include(text.slice(0, -4), random)
    }
  })

  it("finds every one of them, whole or cut off, in every encoding and at every distance", () => {
    for (const [index, { random, text }] of secrets.entries()) {
      const { find } = finderOf([Buffer.from(random)])
      for (const part of [text, `${text.slice(0, text.indexOf(random) + 12)}...`]) {
        for (const shift of [0, 1, 2, 3]) {
          const noise = randomBytes(shift).toString("hex").slice(shift)
          for (const [encoding, written] of encodings(Buffer.from(noise + part))) {
            const haystack = Buffer.concat([randomBytes(50), written, randomBytes(50)])
            assert.isNotEmpty(find(haystack), `${index}: ${encoding} after ${shift}`)
          }
        }
      }
    }
  })

  it("finds none where there is none", () => {
    const { find } = finderOf(secrets.map(({ random }) => Buffer.from(random)))
    assert.deepStrictEqual(find(randomBytes(4_000_000)), [])
    assert.deepStrictEqual(
      find(
        Buffer.from(
          newSecrets()
            .map(({ text }) => text)
            .join("\n")
        )
      ),
      []
    )
  })
})
