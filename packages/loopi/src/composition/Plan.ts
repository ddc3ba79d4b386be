/**
 * What a Loopi stands on, decided once: what opens the databases and what tells people about them both follow it.
 */
import { join } from "node:path"
import { type ClusterFlows, StudyKeeper as StudyKeepers } from "@loopi/postgres"
import type { Embedders } from "@loopi/ai"
import { Config, Effect, Option, Redacted, Schema } from "effect"
import * as Makers from "./Makers.ts"

/** How Postgres is reached: as the runtime role, and where `ownerUrl` is given, brought up to date as the owner first. */
export interface PostgresServer {
  readonly url: Redacted.Redacted
  readonly ownerUrl?: Redacted.Redacted | undefined
  /** Where other machines reach this one, to share runs without looking for them: loopback or a private network. */
  readonly flowsAddress?: ClusterFlows.MachineAddress | undefined
}

/** Who keeps schedules and new reviews. With `lancedb` a rating is kept without Postgres. */
export type StudyKeeper = StudyKeepers.StudyKeeper

/** What learners' own keys are sealed with. Unset, `embedded` makes a master key, and elsewhere such keys are refused. */
export interface SettingOfKeys {
  readonly masterKeys?: Redacted.Redacted | undefined
}

export interface EmbeddedPlan extends DirectoryOptions, SettingOfKeys, Makers.Makers {
  readonly composition: "embedded"
  /** The directory of the LanceDB tables. */
  readonly lancedb: string
  readonly study: StudyKeeper
}

export interface HybridPlan extends DirectoryOptions, SettingOfKeys, Makers.Makers {
  readonly composition: "hybrid"
  readonly server: PostgresServer
  readonly lancedb: string
  readonly study: StudyKeeper
}

export interface PostgresPlan extends DirectoryOptions, SettingOfKeys, Makers.Makers {
  readonly composition: "postgres"
  readonly server: PostgresServer
}

export interface MemoryPlan extends Makers.Makers {
  readonly composition: "memory"
}

export type Plan = EmbeddedPlan | HybridPlan | PostgresPlan | MemoryPlan

export const CompositionName = Schema.Literals(["embedded", "hybrid", "postgres", "memory"])
export type CompositionName = typeof CompositionName.Type

/** The settings do not fit together, or name what there is not. */
export class CompositionRefused extends Schema.TaggedError<CompositionRefused>()("CompositionRefused", {
  reason: Schema.Literals([
    "unknown_composition",
    "unknown_study",
    "no_database_url",
    "study_needs_lancedb",
    "lancedb_not_a_directory",
    "study_kept_elsewhere",
    "study_not_there",
    "reviews_archived",
    "flows_address_unreadable"
  ]),
  /** What the setting says. */
  setting: Schema.String
}) {}

/** Where a Loopi keeps what is not on a server. */
export interface DirectoryOptions {
  readonly directory: string
}

/** Everything in one directory and one process: nothing to install, nothing to start. */
export const embedded = ({ directory }: DirectoryOptions): EmbeddedPlan => ({
  composition: "embedded",
  directory,
  lancedb: join(directory, "lancedb"),
  study: "postgres"
})

/** What must be exact on a Postgres server, vectors and the bulk of the reviews in a directory. */
export const hybrid = ({ directory, ...server }: DirectoryOptions & PostgresServer): HybridPlan => ({
  composition: "hybrid",
  directory,
  server,
  lancedb: join(directory, "lancedb"),
  study: "postgres"
})

/** Everything on a Postgres server with pgvector. */
export const postgres = ({ directory, ...server }: DirectoryOptions & PostgresServer): PostgresPlan => ({
  composition: "postgres",
  directory,
  server
})

/** Everything in memory, for tests of host apps: gone when the scope ends. */
export const memory: MemoryPlan = { composition: "memory" }

/**
 * The plan the environment asks for: `LOOPI_COMPOSITION`, else `hybrid` where `DATABASE_URL` names a server, else
 * `embedded`.
 */
export const fromConfig: (
  options: DirectoryOptions
) => Effect.Effect<Plan, CompositionRefused | Embedders.EmbeddingSettingsRefused | Config.ConfigError> = Effect.fn(
  "Plan.fromConfig"
)(function* ({ directory }) {
  const url = yield* Config.option(Config.Redacted("DATABASE_URL"))
  const ownerUrl = Option.getOrUndefined(yield* Config.option(Config.Redacted("DATABASE_OWNER_URL")))
  const asked = yield* setting("LOOPI_COMPOSITION", Option.isSome(url) ? "hybrid" : "embedded")
  const lancedb = yield* setting("LOOPI_LANCEDB_URI", join(directory, "lancedb"))
  const keeper = yield* setting("LOOPI_STUDY", "postgres")
  const makers = yield* Makers.fromConfig
  const chosen = { ...(yield* masterKeysSetting), ...makers }

  const composition = yield* among(CompositionName, "unknown_composition", asked)
  const study = yield* among(StudyKeepers.StudyKeeper, "unknown_study", keeper)
  if (isElsewhere(lancedb)) return yield* refused("lancedb_not_a_directory", lancedb)
  if (study === "lancedb" && (composition === "postgres" || composition === "memory")) {
    return yield* refused("study_needs_lancedb", composition)
  }
  if (composition === "memory") return { ...memory, ...makers }
  if (composition === "embedded") return { ...embedded({ directory }), ...chosen, lancedb, study }
  if (Option.isNone(url)) return yield* refused("no_database_url", composition)
  const server = { directory, url: url.value, ownerUrl, flowsAddress: yield* flowsAddress }
  return { ...(composition === "postgres" ? postgres(server) : { ...hybrid(server), lancedb, study }), ...chosen }
})

/** An empty setting is one that was not made. */
const setting = (name: string, fallback: string) =>
  Config.String(name).pipe(
    Config.withDefault(""),
    Effect.map((text) => (text.trim() === "" ? fallback : text.trim()))
  )

const masterKeysSetting = Config.Redacted("LOOPI_MASTER_KEYS").pipe(
  Config.option,
  Effect.map(Option.filter((keys) => Redacted.value(keys).trim() !== "")),
  Effect.map(Option.match({ onNone: () => ({}), onSome: (masterKeys) => ({ masterKeys }) }))
)

/** `LOOPI_FLOWS_ADDRESS`, as in "10.0.0.5:34431". */
const flowsAddress = Effect.gen(function* () {
  const text = yield* setting("LOOPI_FLOWS_ADDRESS", "")
  if (text === "") return undefined
  const [, host = "", port = ""] = /^\[?([^\]]+?)\]?:(\d{1,5})$/.exec(text) ?? []
  if (host === "" || Number(port) > 65_535) return yield* refused("flows_address_unreadable", text)
  return { host, port: Number(port) }
})

const among = <A extends string>(choices: Schema.Literals<ReadonlyArray<A>>, reason: Reason, text: string) =>
  Effect.mapError(Schema.decodeUnknownEffect(choices)(text), () => CompositionRefused.make({ reason, setting: text }))

type Reason = CompositionRefused["reason"]

const refused = (reason: Reason, text: string) => CompositionRefused.make({ reason, setting: text })

/** Object stores have their own rules of durability: what is fsynced before Postgres forgets it must be a directory. */
const isElsewhere = (uri: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(uri)
