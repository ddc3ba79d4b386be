/**
 * The settings of where things are kept.
 */
import type { SettingGroup } from "./Setting.ts"

export const ofStorage: SettingGroup = {
  title: "Where things are kept",
  page: "compositions.md",
  settings: [
    { name: "LOOPI_DATA", means: "the data directory, where --data names none", otherwise: "data" },
    {
      name: "LOOPI_COMPOSITION",
      means: "what Loopi stands on: embedded, hybrid, postgres or memory",
      otherwise: "hybrid where DATABASE_URL is set, else embedded"
    },
    { name: "DATABASE_URL", means: "the Postgres server, as the runtime login", otherwise: "none" },
    {
      name: "DATABASE_OWNER_URL",
      means: "the same database as its owner; where it is set, the start migrates",
      otherwise: "none"
    },
    {
      name: "LOOPI_RUNTIME_PASSWORD",
      means: "the password that loopi migrate --runtime-role gives the runtime login",
      otherwise: "the one it has"
    },
    {
      name: "LOOPI_LANCEDB_URI",
      means: "the directory of the LanceDB tables",
      otherwise: "lancedb in the data directory"
    },
    {
      name: "LOOPI_STUDY",
      means: "who keeps schedules and new reviews in embedded and hybrid: postgres or lancedb",
      otherwise: "postgres"
    },
    {
      name: "LOOPI_MASTER_KEYS",
      means: "what learners' own provider keys are sealed with, as in 2026-11:base64",
      otherwise: "made in embedded; elsewhere such keys are refused"
    },
    {
      name: "LOOPI_FLOWS_ADDRESS",
      means: "where other machines on the same database reach this one, to share runs",
      otherwise: "none: they look for runs"
    }
  ]
}
