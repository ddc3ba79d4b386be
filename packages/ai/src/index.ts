// No key, no network: one layer for all of it, or port by port.
export * as Offline from "./offline/Offline.ts"
export * as OfflineEmbedder from "./offline/OfflineEmbedder.ts"
export * as OfflineFlashcardAuthor from "./offline/OfflineFlashcardAuthor.ts"
export * as OfflineSkillTreeAuthor from "./offline/OfflineSkillTreeAuthor.ts"
