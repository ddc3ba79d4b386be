import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import { App, InMemory, serve } from "../app.ts"
import { ask } from "../ask.ts"
import { assertConforms, assertProblem } from "../problems.ts"
import { utter } from "../utter.ts"

layer(App, { excludeTestServices: true })("the boundary", (it) => {
  it.effect("knows what is not there", () =>
    Effect.gen(function* () {
      for (const path of [
        "/",
        "/api",
        "/api/goal",
        "/api/goals/a/b/c",
        "/docs/x",
        "/..%2f..%2fetc/passwd",
        "/api/%zz"
      ]) {
        assertProblem(yield* ask(path), "route_not_found")
      }
      assertProblem(yield* ask(`/api/goals/${"a".repeat(5_000)}`), "route_not_found")
    })
  )

  it.effect("tells a wrong method from a wrong address", () =>
    Effect.gen(function* () {
      const answered = yield* ask("/api/goals?x=1", { method: "DELETE" })
      assertProblem(answered, "method_not_allowed")
      assert.strictEqual(answered.headers["allow"], "GET, HEAD, POST")
      assertProblem(yield* ask("/api/study/rate"), "method_not_allowed")
      assertProblem(yield* ask("/docs", { method: "POST" }), "method_not_allowed")
      assertProblem(yield* ask("/api/flashcards/x", { method: "OPTIONS" }), "method_not_allowed")
    })
  )

  it.effect("answers HEAD without a body", () =>
    Effect.gen(function* () {
      const answered = yield* ask("/api/health", { method: "HEAD" })
      assert.deepStrictEqual([answered.status, answered.text], [200, ""])
    })
  )

  it.effect("names every answer, in the caller's words when they are harmless", () =>
    Effect.gen(function* () {
      const chosen = yield* ask("/api/health", { headers: { "x-request-id": "order-7.retry_2" } })
      assert.strictEqual(chosen.headers["x-request-id"], "order-7.retry_2")
      for (const harmful of ["a b", "<script>", "x".repeat(65), "é"]) {
        const answered = yield* ask("/api/nowhere", { headers: { "x-request-id": encodeURI(harmful) } })
        assert.match(String(answered.headers["x-request-id"]), /^[\w-]{36}$/)
        assertConforms(answered)
      }
    })
  )

  it.effect("tells browsers what not to do with an answer", () =>
    Effect.gen(function* () {
      for (const path of ["/api/health", "/api/nowhere", "/docs", "/openapi.json"]) {
        const { headers } = yield* ask(path)
        assert.strictEqual(headers["x-content-type-options"], "nosniff")
        assert.strictEqual(headers["referrer-policy"], "no-referrer")
        assert.include(String(headers["content-security-policy"]), "frame-ancestors 'none'")
        assert.strictEqual(headers["cache-control"], path.startsWith("/api") ? "no-store" : undefined)
        assert.notProperty(headers, "access-control-allow-origin")
      }
    })
  )

  it.effect("serves documentation that needs nothing from elsewhere", () =>
    Effect.gen(function* () {
      const { headers, text } = yield* ask("/docs")
      assert.include(String(headers["content-type"]), "text/html")
      assert.notMatch(text.slice(0, 2_000), /<(?:script|link)[^>]+(?:src|href)=/)
      assert.include(String(headers["content-security-policy"]), "connect-src 'self'")
      assert.notInclude(String(headers["content-security-policy"]), "unsafe-eval")
    })
  )

  it.effect("answers on this machine for this machine alone", () =>
    Effect.gen(function* () {
      for (const host of [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:80",
        "0.0.0.0",
        "10.0.0.1"
      ]) {
        assertProblem(yield* ask("/api/health", { headers: { host } }), "wrong_host")
      }
      for (const host of ["localhost", "127.0.0.1:3000", "[::1]:3000", "LOCALHOST:1"]) {
        assert.strictEqual((yield* ask("/api/health", { headers: { host } })).status, 200)
      }
      assert.match(yield* utter("GET /api/health HTTP/1.1\r\nConnection: close\r\n\r\n"), /^HTTP\/1\.1 421 /)
      const absolute = "GET http://evil.example/api/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
      assert.match(yield* utter(absolute), /^HTTP\/1\.1 421 /)
    })
  )

  it.effect("answers what is no request with a problem", () =>
    Effect.gen(function* () {
      const nonsense = yield* utter("hello?\r\n\r\n")
      assert.match(nonsense, /^HTTP\/1\.1 400 [\s\S]*application\/problem\+json[\s\S]*"code":"malformed_request"/)
      const endless = yield* utter(`GET / HTTP/1.1\r\nHost: localhost\r\nX-Endless: ${"x".repeat(20_000)}\r\n\r\n`)
      const chunked = yield* utter(
        "POST /api/goals HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer 00000000-0000-4000-8000-00000000000a\r\n" +
          "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n"
      )
      assert.match(chunked, /^HTTP\/1\.1 400 [\s\S]*"code":"malformed_request"/)
      assert.match(endless, /^HTTP\/1\.1 431 [\s\S]*"code":"headers_too_large"/)
    })
  )
})

layer(serve(InMemory, { server: { port: 0, requestTimeout: "300 millis" } }), { excludeTestServices: true })(
  "a server without patience",
  (it) => {
    it.effect("gives up on requests that do not arrive in time", () =>
      Effect.gen(function* () {
        const headers = yield* utter("GET /api/health HTTP/1.1\r\nHost: localhost\r\n")
        assert.match(headers, /^HTTP\/1\.1 408 [\s\S]*"code":"request_timeout"/)
        const body = yield* utter(
          "POST /api/goals HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer 00000000-0000-4000-8000-00000000000a\r\n" +
            'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"title'
        )
        assert.match(body, /^HTTP\/1\.1 408 /)
      })
    )
  }
)
