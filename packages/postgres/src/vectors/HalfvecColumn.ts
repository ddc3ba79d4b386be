/**
 * Vectors in half precision on the wire: as the server keeps them, two bytes for a number. As an array of numbers each
 * would be four times as long, and the server would have to convert them one by one.
 */
/// <reference lib="es2025.float16" />
import { PgTypes } from "@effect/sql-pg"
import { Result, Schema } from "effect"
import type { Pgvector } from "./pgvector.ts"

/** Many vectors that are sent at once, over a client that knows their type. */
export const SentHalfvecs = Schema.declare(PgTypes.isParameter)

/** Makes the type known to a client, and gives the way to send vectors of it. */
export const halfvecsOver = (types: PgTypes.Registry, { halfvec }: Pick<Pgvector, "halfvec">) => {
  types.register(halfvec.oid, codec, { arrayOid: halfvec.arrayOid })
  return (vectors: ReadonlyArray<Float16Array>): PgTypes.Parameter =>
    Result.getOrThrow(PgTypes.array(vectors, halfvec.oid, types))
}

const codec: PgTypes.Codec<Float16Array> = {
  encode: (vector) => Result.succeed(toBytes(vector)),
  decode: () => Result.fail(new PgTypes.CodecError({ message: "Nobody reads vectors in half precision" }))
}

/** What comes before the numbers: how many there are, and two bytes that mean nothing. */
const header = 4

function toBytes(vector: Float16Array): Uint8Array {
  const bytes = new Uint8Array(header + 2 * vector.length)
  const [into, from] = [new DataView(bytes.buffer), new Uint16Array(vector.buffer, vector.byteOffset, vector.length)]
  into.setUint16(0, vector.length)
  for (let i = 0; i < from.length; i++) into.setUint16(header + 2 * i, from[i] ?? 0)
  return bytes
}
