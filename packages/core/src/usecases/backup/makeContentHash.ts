/**
 * The hash of a backup's content, computed as it goes by: SHA-256 over the SHA-256 of each mebibyte of its lines.
 *
 * The hashes of pieces are what lets it be computed without holding the content: the platform hashes whole texts only.
 */
import { Effect } from "effect"
import { inHex, sha256 } from "../sha256.ts"

interface ContentHash {
  readonly add: (lines: ReadonlyArray<string>) => Effect.Effect<void>
  /** In hexadecimal. Nothing may be added afterwards. */
  readonly end: Effect.Effect<string>
}

export const makeContentHash = (): ContentHash => {
  const encoder = new TextEncoder()
  const piece = new Uint8Array(pieceSize)
  const digests: Array<Uint8Array> = []
  let filled = 0

  const close = Effect.gen(function* () {
    digests.push(yield* sha256(piece.subarray(0, filled)))
    filled = 0
  })

  const add = Effect.fnUntraced(function* (lines: ReadonlyArray<string>) {
    let bytes = encoder.encode(`${lines.join("\n")}\n`)
    while (bytes.length > 0) {
      const fitting = bytes.subarray(0, pieceSize - filled)
      piece.set(fitting, filled)
      filled += fitting.length
      bytes = bytes.subarray(fitting.length)
      if (filled === pieceSize) yield* close
    }
  })

  const end = Effect.gen(function* () {
    if (filled > 0) yield* close
    const all = new Uint8Array(digests.length * 32)
    digests.forEach((digest, i) => all.set(digest, i * 32))
    return inHex(yield* sha256(all))
  })

  return { add, end }
}

const pieceSize = 2 ** 20
