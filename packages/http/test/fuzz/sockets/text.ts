/**
 * Requests as they go over a socket, to be spoilt.
 */
import * as fc from "fast-check"

export const nl = "\r\n"
export const host = `Host: localhost${nl}`

export const any = (...texts: ReadonlyArray<string>): fc.Arbitrary<string> => fc.constantFrom(...texts)
export const junk = fc.string({ unit: "binary-ascii", maxLength: 40 })

export const get = (line: string, headers = host) => `${line}${nl}${headers}${nl}`

export const postTo = (headers: string, body: string) =>
  `POST /api/auth/signin HTTP/1.1${nl}${host}Content-Type: application/json${nl}${headers}${nl}${body}`

export const health = get("GET /api/health HTTP/1.1")

/** What a message carries inside that must not be taken for a request of its own: nothing is found there. */
export const hidden = get("GET /api/session/smuggled HTTP/1.1")
