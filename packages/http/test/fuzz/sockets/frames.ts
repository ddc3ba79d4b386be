/**
 * What may be wrong with where a request ends.
 */
import * as fc from "fast-check"
import { any, get, health, hidden, junk, nl, postTo } from "./text.ts"

export const frames = {
  length: any(
    "-1",
    "+2",
    "0x2",
    "2.0",
    "1e1",
    "2, 2",
    "2, 3",
    "abc",
    "",
    " ",
    "99999999999999999999",
    "18446744073709551617",
    "2 2",
    "00000000000000000002"
  ).map((length) => postTo(`Content-Length: ${length}${nl}`, "{}")),
  "two lengths": any("2", "3", "0", "-2").map((length) =>
    postTo(`Content-Length: 2${nl}Content-Length: ${length}${nl}`, `{}${hidden}`)
  ),
  smuggling: fc
    .tuple(
      any(
        "chunked",
        " chunked",
        "chunked, identity",
        "identity, chunked",
        "xchunked",
        "chunked\u000b",
        "Chunked",
        "\tchunked",
        "gzip, chunked"
      ),
      any(
        "Transfer-Encoding",
        "Transfer-encoding ",
        "transfer-encoding",
        "Transfer-Encoding\t",
        "Transfer_Encoding",
        " Transfer-Encoding"
      ),
      fc.boolean()
    )
    .map(([coding, name, isFirst]) => {
      const [te, length] = [`${name}: ${coding}${nl}`, `Content-Length: ${hidden.length + 5}${nl}`]
      return postTo(isFirst ? te + length : length + te, `0${nl}${nl}${hidden}`)
    }),
  chunks: any(
    "G\r\n{}\r\n0\r\n\r\n",
    "-2\r\n{}\r\n0\r\n\r\n",
    "0x2\r\n{}\r\n0\r\n\r\n",
    "2 \r\n{}\r\n0\r\n\r\n",
    "2;a=\u0000\r\n{}\r\n0\r\n\r\n",
    "2\r\n{}0\r\n\r\n",
    "2\n{}\n0\n\n",
    "ffffffffffffffff\r\n{}",
    "10000000000000000\r\n{}",
    "2\r\n{}\r\n0\r\nX: y\r\n\r\n",
    "2\r\n{}\r\n0\r\n\u0000\r\n\r\n",
    `2;${"x".repeat(20_000)}\r\n{}\r\n0\r\n\r\n`,
    "2\r\n{}\r\n",
    "2\r\n{",
    "\r\n",
    "2\r\n{}\r\n00000000000000000000\r\n\r\n",
    "3\r\n{}\r\n0\r\n\r\n"
  ).map((body) => postTo(`Transfer-Encoding: chunked${nl}`, body)),
  pipelined: fc.tuple(fc.integer({ min: 1, max: 20 }), junk).map(([count, text]) => health.repeat(count) + text),
  unfinished: any(
    "",
    "G",
    "GET /api/health HTTP/1.1",
    `GET /api/health HTTP/1.1${nl}Host`,
    get("GET /api/health HTTP/1.1").slice(0, -2),
    postTo(`Content-Length: 100${nl}`, "{")
  ),
  "not HTTP": fc.oneof(
    any(
      "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
      "SSH-2.0-OpenSSH_9.2\r\n",
      "EHLO localhost\r\n",
      "*1\r\n$4\r\nPING\r\n",
      "\u0000".repeat(500)
    ),
    fc.string({ unit: "binary-ascii", maxLength: 2_000 })
  )
}
