// Each learner's authors: a model where there is one for them, else the offline ones.
export * as Anthropic from "./anthropic/Anthropic.ts"
export * as AnthropicSettings from "./anthropic/AnthropicSettings.ts"
export * as Authors from "./Authors.ts"

// One embedder for the settings there are, or dialect by dialect.
export * as Embedders from "./embeddings/Embedders.ts"
export * as HttpEmbedder from "./embeddings/HttpEmbedder.ts"
export type { HttpEmbedderSettings } from "./embeddings/EmbeddingSettings.ts"

// No key, no network: one layer for all of it, or port by port.
export * as HybridEmbedder from "./offline/hybrid/HybridEmbedder.ts"
export * as Offline from "./offline/Offline.ts"
export * as OfflineEmbedder from "./offline/OfflineEmbedder.ts"
export * as OfflineFlashcardAuthor from "./offline/OfflineFlashcardAuthor.ts"
export * as OfflineSkillTreeAuthor from "./offline/OfflineSkillTreeAuthor.ts"
