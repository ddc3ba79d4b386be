import { assert, describe, it } from "@effect/vitest"
import { isForged } from "../../src/authentication/forgery.ts"

const trusted = ["https://app.example.com"]
const host = "learn.example.com"
const asked = (headers: Record<string, string>, method = "POST") => isForged(method, { host, ...headers }, trusted)

describe("a request with cookies", () => {
  it("that changes nothing may come from anywhere", () => {
    for (const method of ["GET", "HEAD", "OPTIONS"]) assert.isFalse(asked({ "sec-fetch-site": "cross-site" }, method))
  })

  it("that changes something comes from a page of ours, as the browser says", () => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      assert.isFalse(asked({ "sec-fetch-site": "same-origin" }, method))
      assert.isFalse(asked({ origin: "https://learn.example.com" }, method))
      assert.isTrue(asked({ "sec-fetch-site": "same-site" }, method))
      assert.isTrue(asked({}, method), "it does not say")
    }
  })

  it("comes from a page that is trusted, wherever that is", () => {
    assert.isFalse(asked({ origin: "https://app.example.com", "sec-fetch-site": "same-site" }))
    for (const origin of [
      "https://app.example.com.evil.example",
      "http://app.example.com",
      "https://APP.example.com:1"
    ]) {
      assert.isTrue(asked({ origin, "sec-fetch-site": "same-site" }), origin)
    }
  })

  it("is not trusted without encryption, but on one's own machine", () => {
    assert.isTrue(asked({ origin: "http://learn.example.com" }))
    assert.isFalse(asked({ host: "localhost:3000", origin: "http://localhost:3000" }))
    assert.isTrue(asked({ host: "localhost:3000", origin: "http://localhost:3001" }))
    assert.isTrue(asked({ host: "", origin: "https://" }))
  })
})
