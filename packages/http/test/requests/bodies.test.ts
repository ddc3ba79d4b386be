import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import { App } from "../app.ts"
import { type Asked, ask, list } from "../ask.ts"
import { asLearner } from "../me.ts"
import { assertInvalid, assertProblem } from "../problems.ts"

const send = (raw: Asked["raw"], headers: Record<string, string> = {}) =>
  ask("/api/goals", { method: "POST", ...(raw !== undefined && { raw }), headers })

const listed = (length: number) => `{"title":[${Array.from({ length }, () => "0").join()}]}`

const titled = (depth: number) => `{"title":${"[".repeat(depth)}${"]".repeat(depth)}}`

layer(App, { excludeTestServices: true })("a body", (it) => {
  it.effect("may have 256 KiB", () =>
    asLearner(
      Effect.gen(function* () {
        const padding = " ".repeat(256 * 1024 - '{"title":"Sail"}'.length)
        assert.strictEqual((yield* send(`{"title":"Sail"}${padding}`)).status, 201)
        assertProblem(yield* send(`{"title":"Sail"}${padding} `), "body_too_large")
      })
    )
  )

  it.effect("is too large by its announced length alone", () =>
    asLearner(
      Effect.gen(function* () {
        assertProblem(yield* send("x".repeat(300 * 1024)), "body_too_large")
      })
    )
  )

  it.effect("is counted while it comes in when nobody says how long it is", () =>
    asLearner(
      Effect.gen(function* () {
        const chunks = Array.from({ length: 64 }, () => new Uint8Array(16 * 1024).fill(0x20))
        assertProblem(yield* send(chunks), "body_too_large")
        assert.deepStrictEqual((yield* list("/api/goals")).items, [])
      })
    )
  )

  it.effect("may be sent in chunks", () =>
    asLearner(
      Effect.gen(function* () {
        const chunks = ['{"ti', 'tle":"S', 'ail"}'].map((part) => new TextEncoder().encode(part))
        assert.strictEqual((yield* send(chunks)).status, 201)
      })
    )
  )

  it.effect("is refused beyond 64 levels before anything is parsed", () =>
    asLearner(
      Effect.gen(function* () {
        assertInvalid(yield* send(titled(63)), "body.title")
        for (const depth of [64, 100, 100_000]) assertProblem(yield* send(titled(depth)), "too_deep")
      })
    )
  )

  it.effect("is refused with more than 10,000 elements in a list before any is looked at", () =>
    asLearner(
      Effect.gen(function* () {
        assertInvalid(yield* send(listed(10_000)), "body.title")
        assertProblem(yield* send(listed(10_001)), "too_many_elements")
      })
    )
  )

  it.effect("is UTF-8 and JSON, or is refused", () =>
    asLearner(
      Effect.gen(function* () {
        assertProblem(yield* send(new Uint8Array([0x22, 0xff, 0xfe, 0x22])), "invalid_json")
        assertProblem(yield* send(new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22])), "invalid_json")
        for (const text of ["{", "title=Sail", "NaN", "{'title':'Sail'}", '{"title":"Sail"}}', "[1,]", "\u0000"]) {
          assertProblem(yield* send(text), "invalid_json")
        }
      })
    )
  )

  it.effect("is JSON of the right shape, or is refused by name", () =>
    asLearner(
      Effect.gen(function* () {
        for (const text of ["null", "[]", '"title"', "7", ""]) {
          assertProblem(yield* send(text), "invalid_input")
        }
        assertInvalid(yield* send('{"title":"Sail","__proto__":{"admin":true}}'), "body.__proto__")
      })
    )
  )

  it.effect("hears of fields that are missing, and of those that nobody expects, in plain words", () =>
    asLearner(
      Effect.gen(function* () {
        assert.deepStrictEqual((yield* send('{"titel":"Sail"}')).json["errors"], [
          { path: "body.titel", message: "Nothing of this name is expected here" },
          { path: "body.title", message: "Missing" }
        ])
      })
    )
  )

  it.effect("is refused when it says it is anything but JSON", () =>
    asLearner(
      Effect.gen(function* () {
        for (const type of [
          "text/plain",
          "application/x-www-form-urlencoded",
          "application/jsonp",
          "multipart/form-data"
        ]) {
          assertProblem(yield* send('{"title":"Sail"}', { "content-type": type }), "unsupported_media_type")
        }
        const charset = { "content-type": "Application/JSON; charset=utf-8" }
        assert.strictEqual((yield* send('{"title":"Sail"}', charset)).status, 201)
      })
    )
  )

  it.effect("answers with little however much is wrong in it", () =>
    asLearner(
      Effect.gen(function* () {
        const fields = Array.from({ length: 5_000 }, (_, i) => [`${"field".repeat(5)}${i}`, i])
        const answered = yield* send(JSON.stringify(Object.fromEntries(fields)))
        assertProblem(answered, "invalid_input")
        assert.isBelow(answered.text.length, 12_000)
      })
    )
  )
})
