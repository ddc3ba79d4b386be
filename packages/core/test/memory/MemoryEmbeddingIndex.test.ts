import { MemoryEmbeddingIndex } from "@loopi/core/memory"
import { EmbeddingIndexContract } from "@loopi/core/testing"

EmbeddingIndexContract.suite("memory", MemoryEmbeddingIndex.layer)
