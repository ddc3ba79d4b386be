/**
 * Settings that do not fit together, in words for whoever made them.
 */
import type { Embedders } from "loopi"
import type { Plan } from "loopi"
import type { CommandFailed } from "./CommandFailed.ts"

export const misfits: Record<
  Plan.CompositionRefused["reason"],
  (setting: string) => Pick<CommandFailed, "reason" | "whatToDo">
> = {
  unknown_composition: (setting) => ({
    reason: `LOOPI_COMPOSITION is ${setting}`,
    whatToDo: "Set it to embedded, hybrid, postgres or memory, or unset it"
  }),
  unknown_study: (setting) => ({
    reason: `LOOPI_STUDY is ${setting}`,
    whatToDo: "Set it to postgres or lancedb, or unset it"
  }),
  no_database_url: (setting) => ({
    reason: `LOOPI_COMPOSITION is ${setting}, and DATABASE_URL names no server`,
    whatToDo: "Set DATABASE_URL, or choose embedded"
  }),
  study_needs_lancedb: (setting) => ({
    reason: `LOOPI_STUDY is lancedb, and the composition ${setting} has no LanceDB`,
    whatToDo: "Unset LOOPI_STUDY, or choose embedded or hybrid"
  }),
  lancedb_not_a_directory: (setting) => ({
    reason: `LOOPI_LANCEDB_URI is ${setting}, and only directories can be used`,
    whatToDo: "Name a directory of this machine, or unset it"
  }),
  study_kept_elsewhere: (setting) => ({
    reason: `the schedules and reviews here are kept with LOOPI_STUDY=${setting}`,
    whatToDo: "Set it so; to change it, `loopi backup` and `loopi restore` into an empty Loopi"
  }),
  study_not_there: (setting) => ({
    reason: `the schedules and reviews of this data are not in ${setting}`,
    whatToDo: "Set LOOPI_LANCEDB_URI to where they are, or `loopi restore` a backup into an empty Loopi"
  }),
  reviews_archived: (setting) => ({
    reason: `reviews of this database are archived in LanceDB, which the composition ${setting} does not read`,
    whatToDo: "Choose hybrid; to change it, `loopi backup` and `loopi restore` into an empty database"
  }),
  flows_address_unreadable: (setting) => ({
    reason: `LOOPI_FLOWS_ADDRESS is ${setting}`,
    whatToDo: "Set it to an address of this machine and a port, as in 10.0.0.5:34431, or unset it"
  })
}

/** The settings name an embedder that cannot be made. */
export const embedderMisfits: Record<
  Embedders.EmbeddingSettingsRefused["reason"],
  (setting: string) => Pick<CommandFailed, "reason" | "whatToDo">
> = {
  unknown_embedder: (setting) => ({
    reason: `there is no embedder ${setting}`,
    whatToDo: "Set LOOPI_EMBEDDER to jina, openai, voyage, ollama, hybrid or lexical, or unset it"
  }),
  no_embedder_key: (setting) => ({
    reason: `${setting} is not set`,
    whatToDo: "Set it, or choose another LOOPI_EMBEDDER"
  }),
  embedder_url_unusable: (setting) => ({
    reason: `${setting} is no address over HTTP`,
    whatToDo: "Set it to where the paths of the provider begin, as in http://127.0.0.1:11434"
  }),
  url_without_embedder: (setting) => ({
    reason: "LOOPI_EMBEDDING_URL is set, and nothing says in which dialect it speaks",
    whatToDo: `Set ${setting} to jina, openai, voyage or ollama`
  })
}
