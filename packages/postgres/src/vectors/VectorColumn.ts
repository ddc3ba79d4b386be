/**
 * Vectors on the wire: to the server as an array of numbers, from it as the bytes of pgvector's binary form. Text would
 * be three times as long, and has to be read number by number.
 */
import { PgTypes } from "@effect/sql-pg"
import { dimension, type Vector } from "@loopi/core"
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

/** The numbers of a vector as `vector_send` gives it. They are there until the next vector is read. */
export const readVector = (bytes: Uint8Array): Vector => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let i = 0; i < dimension; i++) numbers[i] = view.getFloat32(header + 4 * i)
  return numbers
}

/** Spreading would leave an object behind for every number: a megabyte for 20 vectors. */
function plain(vector: Numbers): ReadonlyArray<number> {
  return vector instanceof Float32Array ? Array.makeBy(vector.length, (i) => vector[i] ?? 0) : vector
}

/** What comes before the numbers: how many there are, and two bytes that mean nothing. */
const header = 4

// One for all: new ones for each, outside of V8's heap, would make it collect everything every 50th search.
const numbers = new Float32Array(dimension)
