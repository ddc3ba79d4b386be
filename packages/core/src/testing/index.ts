export * as EmbeddingIndexContract from "./EmbeddingIndexContract.ts"
