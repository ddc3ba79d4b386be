/**
 * Vectors on the wire: to the server as an array of numbers, from it as the bytes of pgvector's binary form. Text would
 * be three times as long, and has to be read number by number.
 */
import { PgTypes } from "@effect/sql-pg"
import type { Vector } from "@loopi/core"
import { Array, Result, Schema, SchemaTransformation } from "effect"

type Numbers = Vector | ReadonlyArray<number>

/** A vector that is sent. */
export const SentVector = Schema.Unknown.pipe(
  Schema.decodeTo(
    Schema.declare((value): value is Numbers => value instanceof Float32Array || Array.isArray(value)),
    SchemaTransformation.transform<Numbers, unknown>({
      decode: () => [],
      encode: (vector) => Result.getOrThrow(PgTypes.array(plain(vector), PgTypes.OID.float4))
    })
  )
)

/** A vector as `vector_send` gives it. */
export const ReceivedVector = Schema.Uint8Array.pipe(
  Schema.decodeTo(
    Schema.declare((value): value is Float32Array => value instanceof Float32Array),
    SchemaTransformation.transform<Float32Array, Uint8Array>({ decode: fromBytes, encode: () => new Uint8Array() })
  )
)

/** Spreading would leave an object behind for every number: a megabyte for 20 vectors. */
function plain(vector: Numbers): ReadonlyArray<number> {
  return vector instanceof Float32Array ? Array.makeBy(vector.length, (i) => vector[i] ?? 0) : vector
}

/** What comes before the numbers: how many there are, and two bytes that mean nothing. */
const header = 4

function fromBytes(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const vector = new Float32Array(view.getUint16(0))
  for (let i = 0; i < vector.length; i++) vector[i] = view.getFloat32(header + 4 * i)
  return vector
}
