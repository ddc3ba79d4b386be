/**
 * What may be wrong with a request before its body begins.
 */
import * as fc from "fast-check"
import { any, get, host, junk, nl } from "./text.ts"

export const heads = {
  "request line": fc.oneof(
    junk.map((text) => get(text)),
    any(
      "GET",
      "GET /",
      "GET  / HTTP/1.1",
      " GET / HTTP/1.1",
      "GET / HTTP/1.1 x",
      "GET / HTTP/1.2",
      "GET / HTTP/2.0"
    ).map((line) => get(line)),
    any(
      "GET / HTTP/11",
      "GET / http/1.1",
      "GET\t/\tHTTP/1.1",
      "G\u0000T / HTTP/1.1",
      "PRI * HTTP/2.0",
      "é / HTTP/1.1"
    ).map((line) => get(line)),
    any("BREW", "get", "GE T", "x".repeat(300), "", "CONNECT", "TRACE", "M-SEARCH", "PROPFIND").map((method) =>
      get(`${method} /api/health HTTP/1.1`)
    )
  ),
  "HTTP/0.9": any("GET /\r\n", "GET /api/health\r\n\r\n", "GET /\n", "\r\n\r\n", "\n", "GET"),
  address: any(
    "http://localhost/api/health",
    "http://elsewhere.example/api/health",
    "https://u:p@localhost/api/goals",
    "*",
    "//api/health",
    "/api/health#x",
    "/api/goals?\u0000",
    "/api/\u00ff",
    "\\api\\health",
    "/../../etc/passwd",
    "/%",
    `/${"x".repeat(9_000)}`,
    `/?${"&".repeat(9_000)}`,
    "localhost:3000",
    "?",
    "/api/health?a=\u0001",
    "http://",
    "http://[::1",
    "/api/./health/../goals"
  ).map((target) => get(`GET ${target} HTTP/1.1`)),
  host: any(
    "",
    `Host:${nl}`,
    `${host}${host}`,
    `${host}Host: elsewhere${nl}`,
    `Host: localhost, x${nl}`,
    `Host: localhost:99999${nl}`,
    `Host: l\u0000${nl}`,
    `Host: [::1${nl}`,
    `Host : localhost${nl}`
  ).map((headers) => get("GET /api/health HTTP/1.1", headers)),
  header: any(
    "X: a\u0000b",
    "X: a\rb",
    "X: a\nb",
    "X\u0000: a",
    ": a",
    "X",
    "X a",
    " X: a",
    "X:\r a",
    "X: a\r\n\tfolded",
    "X\t: a",
    "(x): a",
    "X: \u007f\u0001",
    `X: ${"a".repeat(20_000)}`,
    `${"X".repeat(20_000)}: a`,
    "Cookie: \u0000=\u0001",
    "Authorization: Bearer \u00ff",
    "Content-Type: \u00ff"
  ).map((header) => get("GET /api/goals HTTP/1.1", `${host}${header}${nl}`)),
  "many headers": fc
    .integer({ min: 90, max: 3_000 })
    .map((count) => get("GET /api/health HTTP/1.1", host + `A: b${nl}`.repeat(count))),
  "lone CR or LF": any(
    `GET /api/health HTTP/1.1\n${host}\n`,
    `GET /api/health HTTP/1.1\rHost: localhost\r\r`,
    `GET /api/health HTTP/1.1${nl}${host}\r`,
    `GET /api/health HTTP/1.1${nl}Host: localhost\rX: y${nl}${nl}`,
    `GET /api/health HTTP/1.1${nl}Host: localhost\n\n`,
    `\r\rGET / HTTP/1.1${nl}${nl}`
  ),
  upgrade: any(
    "Upgrade: websocket\r\nConnection: Upgrade\r\n",
    "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n",
    "Upgrade: \r\nConnection: upgrade\r\n",
    "Upgrade: TLS/1.0\r\nConnection: Upgrade\r\n",
    "Expect: 100-continue\r\n",
    "Expect: magic\r\n",
    "Connection: close, keep-alive\r\n",
    "Connection: host\r\n",
    "TE: trailers\r\nConnection: TE\r\n"
  ).map((headers) => get("GET /api/health HTTP/1.1", host + headers))
}
