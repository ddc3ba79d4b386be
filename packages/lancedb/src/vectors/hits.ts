/**
 * What LanceDB answers to a search, column by column, as rows.
 */
import type { Vector } from "@loopi/core"
import type { FixedSizeList, Float32, Int32, RecordBatch, Utf8 } from "apache-arrow"

export interface Row {
  readonly id: string
  readonly vector: Vector
}

export interface Hit extends Row {
  /** Which of the vectors searched by this is near. */
  readonly position: number
  /** 1 - cosine, in single precision. */
  readonly distance: number
}

/** The last two come with a search by vectors only, and the very last with a search by more than one. */
type Columns = {
  readonly id: Utf8
  readonly vector: FixedSizeList<Float32>
  readonly _distance: Float32
  readonly query_index: Int32
}

export const rowsOf = (batch: RecordBatch<Columns>): ReadonlyArray<Row> => {
  const ids = batch.getChild("id")
  const vectors = batch.getChild("vector")
  return Array.from({ length: batch.numRows }, (_, row) => ({
    id: ids?.get(row) ?? "",
    vector: vectors?.get(row)?.toArray() ?? new Float32Array()
  }))
}

export const hitsOf = (batch: RecordBatch<Columns>): ReadonlyArray<Hit> => {
  const distances = batch.getChild("_distance")
  const positions = batch.getChild("query_index")
  return rowsOf(batch).map(({ id, vector }, row) => ({
    id,
    vector,
    position: positions?.get(row) ?? 0,
    distance: distances?.get(row) ?? Number.NaN
  }))
}

/**
 * Gives back at once the memory of a batch, which all its columns are views of: nothing of it can be read afterwards.
 * V8 counts that memory among what it has to collect: left to it, every twelfth search of 20 vectors made it go through
 * the whole heap.
 */
export const release = (batch: RecordBatch<Columns>): void => {
  const buffer = batch.getChild("vector")?.data[0]?.children[0]?.values.buffer
  // Node's pool, which others have their bytes in, is not ours to give back.
  if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffer.transfer(0)
}
