import { EmbeddingIndexContract } from "@loopi/core/testing"
import { LanceEmbeddingIndex } from "@loopi/lancedb"
import { Effect, Layer } from "effect"
import { temporaryDirectory } from "../temporaryDirectory.ts"

EmbeddingIndexContract.suite(
  "lancedb",
  Layer.unwrap(Effect.map(temporaryDirectory, (directory) => LanceEmbeddingIndex.layer({ directory })))
)
