/**
 * An embedding as the table holds it, there and back.
 */
import { dimension, EmbeddedKind, type Embedding, SpaceId, UserId } from "@loopi/core"
import {
  Field,
  FixedSizeList,
  Float32,
  makeData,
  RecordBatch,
  Schema as ArrowSchema,
  Struct,
  Table,
  Utf8,
  vectorFromArray
} from "apache-arrow"
import { Schema } from "effect"
import { keyOf } from "./Filter.ts"

const text = (name: string, metadata?: Map<string, string>) => new Field(name, new Utf8(), false, metadata)
const vector = new FixedSizeList(dimension, new Field("item", new Float32(), false))

/**
 * The columns. Being the key is set here and not after the table was made, so that no crash leaves a table without:
 * it is what keeps two writers from inserting the same row twice.
 */
export const columns = new ArrowSchema([
  text("key", new Map([["lance-schema:unenforced-primary-key", "true"]])),
  text("user_id"),
  text("kind"),
  text("space"),
  text("id"),
  text("content_hash"),
  new Field("vector", vector, false)
])

/** Copies embeddings into one batch of rows. */
export const toRows = (embeddings: ReadonlyArray<Embedding>): Table => {
  const numbers = new Float32Array(embeddings.length * dimension)
  for (const [row, embedding] of embeddings.entries()) numbers.set(embedding.vector, row * dimension)
  const child = makeData({ type: new Float32(), length: numbers.length, data: numbers })
  const children = [
    ...[
      embeddings.map(keyOf),
      embeddings.map(({ userId }) => userId),
      embeddings.map(({ kind }) => kind),
      embeddings.map(({ space }) => space),
      embeddings.map(({ id }) => id),
      embeddings.map(({ contentHash }) => contentHash)
    ].flatMap((texts) => vectorFromArray(texts, new Utf8()).data),
    makeData({ type: vector, length: embeddings.length, child })
  ]
  const rows = makeData({ type: new Struct(columns.fields), length: embeddings.length, children })
  return new Table(columns, new RecordBatch(columns, rows))
}

/** All of a row but its vector. */
export const Entry = Schema.Struct({
  userId: UserId,
  kind: EmbeddedKind,
  space: SpaceId,
  id: Schema.String,
  contentHash: Schema.String
}).pipe(Schema.encodeKeys({ userId: "user_id", contentHash: "content_hash" }))
