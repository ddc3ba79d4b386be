/**
 * What the conformance run compares: the columns and the rows of the table in docs/conformance.md.
 */
export const compositions = ["memory", "embedded", "hybrid", "postgres", "embedded, LanceDB study"] as const
export type CompositionName = (typeof compositions)[number]

/** As the suites are called, without the article and what they are run on. */
export const contracts = [
  "UserStore",
  "GoalStore",
  "SkillTreeStore",
  "SkillTreeStore keeps versions",
  "SourceDocumentStore",
  "FlashcardStore",
  "Schedules",
  "ReviewLog",
  "VectorWork",
  "RunStore",
  "TokenLedger",
  "ThresholdStore",
  "AccountStore",
  "SessionStore",
  "ApiTokenStore",
  "ThrottleStore",
  "MailRequestStore",
  "IdempotencyStore",
  "ServerSecrets",
  "ErasureStore",
  "ProviderKeyVault",
  "ProviderKeyVault rotates",
  "EmbeddingIndex",
  "EmbeddingIndex in a crowd",
  "scenario"
] as const
export type ContractName = (typeof contracts)[number]
