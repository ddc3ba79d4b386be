// How a database is opened, brought up to date and found fit.
export * as Embedded from "./embedded/Embedded.ts"
export { JournalKeeps } from "./JournalKeeps.ts"
export * as Migrations from "./Migrations.ts"
export { PgvectorMissing } from "./vectors/pgvector.ts"
export * as Postgres from "./Postgres.ts"
export { PostgresUnusable, remedies, UnusableReason } from "./checks/PostgresUnusable.ts"
export * as Server from "./Server.ts"
export * as StudyKeeper from "./StudyKeeper.ts"
export * as VectorMigrations from "./vectors/VectorMigrations.ts"

// One adapter a port.
export * as PgEmbeddingIndex from "./vectors/PgEmbeddingIndex.ts"
export * as PgFlashcardStore from "./PgFlashcardStore.ts"
export * as PgGoalStore from "./PgGoalStore.ts"
export * as PgProviderKeyVault from "./keys/PgProviderKeyVault.ts"
export * as PgReviewDrain from "./PgReviewDrain.ts"
export * as PgReviewJournal from "./PgReviewJournal.ts"
export * as PgReviewLog from "./PgReviewLog.ts"
export * as PgSchedules from "./PgSchedules.ts"
export * as PgSkillTreeStore from "./PgSkillTreeStore.ts"
export * as PgSourceDocumentStore from "./PgSourceDocumentStore.ts"
export * as PgThresholdStore from "./PgThresholdStore.ts"
export * as PgUserStore from "./PgUserStore.ts"
export * as PgVectorWork from "./PgVectorWork.ts"

// For tables of a host app that learners own.
export { asLearner, asLearnerOnce, asWorker } from "./internal/asLearner.ts"
export { protect, type Protection } from "./migrations/protect.ts"
