/**
 * Directions in half precision on the wire: as the server keeps them, two bytes for a number. As an array of numbers each
 * would be four times as long, and the server would have to convert them one by one.
 */
/// <reference lib="es2025.float16" />
import { PgTypes } from "@effect/sql-pg"
import { dimension, type Vector } from "@loopi/core"
import { Result, Schema } from "effect"
import { lengthOf } from "./halfPrecision.ts"
import type { Pgvector } from "./pgvector.ts"

/** The directions of many vectors, sent at once, over a client that knows their type. */
export const SentDirections = Schema.declare(PgTypes.isParameter)

/** Makes the type known to a client, and gives the way to send the directions of vectors. */
export const directionsOver = (types: PgTypes.Registry, { halfvec }: Pick<Pgvector, "halfvec">) => {
  types.register(halfvec.oid, codec, { arrayOid: halfvec.arrayOid })
  return (vectors: ReadonlyArray<Vector>): PgTypes.Parameter =>
    Result.getOrThrow(PgTypes.array(vectors, halfvec.oid, types))
}

const codec: PgTypes.Codec<Vector> = {
  encode: (vector) => Result.succeed(written(vector).slice()),
  write: (sink, vector) => Result.succeed(sink.raw(written(vector))),
  decode: () => Result.fail(new PgTypes.CodecError({ message: "Nobody reads vectors in half precision" }))
}

/** What comes before the numbers: how many there are, and two bytes that mean nothing. */
const header = 4

// Written over by the next one. What lies outside of V8's heap makes it collect everything, long before the heap is full.
const halves = new Float16Array(dimension)
const bits = new Uint16Array(halves.buffer)
const bytes = new Uint8Array(header + halves.byteLength)
const view = new DataView(bytes.buffer)
view.setUint16(0, dimension)

function written(vector: Vector): Uint8Array {
  const length = lengthOf(vector)
  for (let i = 0; i < dimension; i++) halves[i] = (vector[i] ?? 0) / length
  for (let i = 0; i < dimension; i++) view.setUint16(header + 2 * i, bits[i] ?? 0)
  return bytes
}
