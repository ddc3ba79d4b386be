/**
 * Vectors in pgvector, on a real server, keep what the port promises.
 */
import { EmbeddingIndexContract } from "@loopi/core/testing"
import { onServer, withPgvector } from "./layers.ts"

withPgvector("vectors on a server", () => EmbeddingIndexContract.suite("pgvector on a server", onServer))
