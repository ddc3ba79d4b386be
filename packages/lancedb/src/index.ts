export * as LanceDb from "./LanceDb.ts"
export * as LanceEmbeddingIndex from "./LanceEmbeddingIndex.ts"
export { VectorStoreUnusable } from "./VectorStoreUnusable.ts"
