/**
 * Finds secrets in bytes, in whatever of the usual encodings they went there: a part of one is enough.
 */
export interface Found {
  /** Which of the secrets. */
  readonly secret: number
  readonly encoding: string
  readonly at: number
}

export interface Finder {
  readonly find: (bytes: Buffer) => ReadonlyArray<Found>
}

/** Of every secret three parts of twelve bytes are looked for: what was cut off somewhere is found all the same. */
const length = 12

export const finderOf = (secrets: ReadonlyArray<Buffer>): Finder => {
  const needles = secrets.flatMap((secret, index) =>
    partsOf(secret).flatMap((part) => encodings(part).map(([encoding, bytes]) => ({ secret: index, encoding, bytes })))
  )
  const byStart = Map.groupBy(needles, ({ bytes }) => bytes.readUInt32LE(0))
  // Most places hold no beginning of any needle: two bytes tell, without asking the map.
  const begins = new Uint8Array(65_536)
  for (const { bytes } of needles) begins[bytes.readUInt16LE(0)] = 1

  return {
    find: (bytes) => {
      const found: Array<Found> = []
      for (let at = 0; at + 4 <= bytes.length; at++) {
        if (begins[(bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)] === 0) continue
        for (const needle of byStart.get(bytes.readUInt32LE(at)) ?? []) {
          const end = at + needle.bytes.length
          if (end <= bytes.length && bytes.compare(needle.bytes, 0, needle.bytes.length, at, end) === 0) {
            found.push({ secret: needle.secret, encoding: needle.encoding, at })
          }
        }
      }
      return found
    }
  }
}

const partsOf = (secret: Buffer): ReadonlyArray<Buffer> => {
  const last = secret.length - length
  const starts = new Set([0, Math.floor(last / 2), last].map((start) => Math.max(0, start)))
  return Array.from(starts, (start) => secret.subarray(start, start + length))
}

/** The ways bytes are commonly written. Base64 looks different after none, one or two bytes of something else. */
export const encodings = (bytes: Buffer): ReadonlyArray<readonly [encoding: string, written: Buffer]> => {
  const text = bytes.toString("latin1")
  const written: ReadonlyArray<readonly [string, string]> = [
    ["as it is", text],
    ["reversed", text.split("").toReversed().join("")],
    ["hexadecimal", bytes.toString("hex")],
    ["HEXADECIMAL", bytes.toString("hex").toUpperCase()],
    ["hexadecimal, reversed", Buffer.from(bytes.toReversed()).toString("hex")],
    ...[0, 1, 2].flatMap((shift) => base64After(bytes, shift)),
    ["JSON", JSON.stringify(text).slice(1, -1)],
    ["JSON twice", JSON.stringify(JSON.stringify(text)).slice(3, -3)],
    ["a URL", [...text].map((letter) => encodeURIComponent(letter)).join("")],
    ["SQL", text.replaceAll("'", "''")],
    ["COPY", text.replaceAll("\\", "\\\\")],
    ["HTML", text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")],
    ["bytes in decimal", [...bytes].join(",")],
    ["bytes in decimal, spaced", [...bytes].join(", ")]
  ]
  return [
    ...written.map(([encoding, it]) => [encoding, Buffer.from(it, "latin1")] as const),
    ["UTF-16", Buffer.from(text, "utf16le")]
  ]
}

const base64After = (bytes: Buffer, shift: number): ReadonlyArray<readonly [string, string]> => {
  const all = Buffer.concat([Buffer.alloc(shift), bytes, Buffer.alloc(2)])
  const whole = all.toString("base64")
  // Letters that hold bits of what is before or after are not ours.
  const own = whole.slice(Math.ceil((shift * 4) / 3), Math.floor(((shift + bytes.length) * 4) / 3))
  return [
    [`base64 after ${shift}`, own],
    [`base64url after ${shift}`, own.replaceAll("+", "-").replaceAll("/", "_")],
    [`base64 after ${shift}, reversed`, own.split("").toReversed().join("")]
  ]
}
