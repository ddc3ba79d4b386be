/**
 * A learner's neighbours in LanceDB are found exactly, however many vectors around them are somebody else's.
 */
import { EmbeddingCrowdContract } from "@loopi/core/testing"
import { LanceEmbeddingIndex } from "@loopi/lancedb"
import { Effect, Layer } from "effect"
import { temporaryDirectory } from "../temporaryDirectory.ts"

const layer = Layer.unwrap(Effect.map(temporaryDirectory, (directory) => LanceEmbeddingIndex.layer({ directory })))

// 100,000 in the conformance run.
EmbeddingCrowdContract.suite("LanceDB", layer, 10_000)
