/**
 * Vectors in pgvector, embedded, keep what the port promises.
 */
import { EmbeddingIndexContract } from "@loopi/core/testing"
import { embedded } from "./layers.ts"

EmbeddingIndexContract.suite("pgvector embedded", embedded)
