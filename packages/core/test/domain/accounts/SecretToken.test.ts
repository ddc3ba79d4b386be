import { assert, describe, it } from "@effect/vitest"
import { SecretToken } from "@loopi/core"
import { Redacted } from "effect"
import { seeded, times } from "../../fixtures/random.ts"

const kinds = ["access", "refresh", "api", "verification", "reset"] as const
const { between } = seeded(7)
const bytes = () => Uint8Array.from(times(80, () => between(0, 255)))
const textOf = (secret: Redacted.Redacted) => Redacted.value(secret)

describe("SecretToken", () => {
  it("says what it is for, in letters and digits alone", () => {
    for (const kind of kinds) {
      const secret = SecretToken.secretOf(kind, bytes())
      assert.match(textOf(secret), new RegExp(`^${SecretToken.prefixes[kind]}[0-9A-Za-z]{36}$`))
      assert.strictEqual(SecretToken.kindOf(secret), kind)
    }
  })

  it("finds every mistyped letter and every two that changed places without a look-up", () => {
    const text = textOf(SecretToken.secretOf("api", bytes()))
    const start = SecretToken.prefixes.api.length
    for (let i = start; i < text.length; i++) {
      const other = text[i] === "7" ? "8" : "7"
      assert.isUndefined(SecretToken.kindOf(Redacted.make(`${text.slice(0, i)}${other}${text.slice(i + 1)}`)))
      const swapped = `${text.slice(0, i - 1)}${text[i]}${text[i - 1]}${text.slice(i + 1)}`
      if (i > start && swapped !== text) assert.isUndefined(SecretToken.kindOf(Redacted.make(swapped)))
    }
  })

  it("has the checksum that scanners compute: CRC-32 of the 30 letters, in base 62", () => {
    const secret = SecretToken.secretOf("api", new Uint8Array(80))
    // By zlib.
    assert.strictEqual(textOf(secret), `loopi_pat_${"0".repeat(30)}2C8GjS`)
  })

  it("uses every letter about as often as the others", () => {
    const counts = new Map<string, number>()
    for (let i = 0; i < 4_000; i++) {
      for (const letter of textOf(SecretToken.secretOf("access", bytes())).slice(9, 39)) {
        counts.set(letter, (counts.get(letter) ?? 0) + 1)
      }
    }
    const expected = (4_000 * 30) / 62
    assert.strictEqual(counts.size, 62)
    for (const count of counts.values()) assert.closeTo(count, expected, 0.15 * expected)
  })

  it("refuses what nobody ever handed out", () => {
    const secret = textOf(SecretToken.secretOf("reset", bytes()))
    for (const text of ["", "loopi_rc_", `x${secret}`, `${secret}0`, secret.slice(0, -1), secret.replace("rc", "at")]) {
      const kind = SecretToken.kindOf(Redacted.make(text))
      assert.strictEqual(kind, text === secret.replace("rc", "at") ? "access" : undefined, text)
    }
  })
})
