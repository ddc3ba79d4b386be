/**
 * A request as anybody can send it again.
 */
import type { Sent } from "../world/sent.ts"

export const curl = ({ body, headers, method, url }: Sent): string =>
  [
    `curl -i -X ${method} ${quoted(url.href.replace(url.origin, "http://127.0.0.1:3000"))}`,
    ...[...headers].filter(([name]) => name !== "host").map(([name, text]) => `-H ${quoted(`${name}: ${text}`)}`),
    ...(body === undefined ? [] : [`--data-binary ${bytes(body)}`])
  ].join(" \\\n    ")

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

/** As the shell writes bytes that are no plain text. */
const bytes = (body: Uint8Array): string => {
  const text = new TextDecoder("utf-8").decode(body)
  if (/^[\x20-\x7e]*$/.test(text)) return quoted(text)
  return `$'${[...body.subarray(0, 2_000)].map((byte) => (byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, "0")}`)).join("")}'`
}
