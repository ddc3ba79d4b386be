/**
 * Vectors in pgvector, on a real server, keep what the port promises.
 */
import { EmbeddingCrowdContract, EmbeddingIndexContract } from "@loopi/core/testing"
import { onServer, withPgvector } from "./layers.ts"

withPgvector("vectors on a server", () => {
  EmbeddingIndexContract.suite("pgvector on a server", onServer)
  // 100,000 in the conformance run.
  EmbeddingCrowdContract.suite("pgvector on a server", onServer, 5_000)
})
