/**
 * What is wrong with a learner's vectors, and what would put each right. Pure.
 */
import type { EmbeddedKind, SpaceId } from "../../domain/vectors/Embedding.ts"
import { Finding } from "../../domain/upkeep/Finding.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { EmbeddingEntry, FlawedEmbedding } from "../../ports/vectors/EmbeddingIndex.ts"
import type { WaitingVectorTask } from "../../ports/vectors/VectorWork.ts"
import { type Meaning, meaningKey } from "./meanings.ts"

export const kinds: ReadonlyArray<EmbeddedKind> = ["goal", "flashcard"]

export interface KeptVectors {
  readonly userId: UserId
  readonly entries: ReadonlyArray<EmbeddingEntry>
  readonly flawed: ReadonlyArray<FlawedEmbedding>
  /** By `meaningKey`. */
  readonly live: ReadonlyMap<string, Meaning>
  readonly known: ReadonlyArray<SpaceId>
  /** The space every goal and card must be in. */
  readonly searched: SpaceId
  readonly waiting: ReadonlyArray<WaitingVectorTask>
}

type Place = Pick<Meaning, "kind" | "id">

export interface VectorFlaws {
  readonly findings: ReadonlyArray<Finding>
  /** Vectors of nothing: to be removed. */
  readonly orphans: ReadonlyArray<Place>
  /** Vectors to be removed before they are made again. */
  readonly broken: ReadonlyArray<Place>
  /** Goals and cards whose vectors are to be made again. */
  readonly stale: ReadonlyArray<Place>
  /** Spaces nobody can search. */
  readonly strange: ReadonlyArray<SpaceId>
}

/** Those flaws, of all or of those seen before, that no waiting task is about to put right. */
export const flawsIn = (kept: KeptVectors, before?: VectorFlaws): VectorFlaws => {
  const { entries, flawed, known, live, searched, userId, waiting } = kept
  const underWay = new Set(waiting.map(meaningKey))
  const seen = before && new Set(before.findings.map(keyOf))
  const open = <P extends Place>(places: ReadonlyArray<P>) => places.filter((place) => !underWay.has(meaningKey(place)))

  const found = new Set(entries.filter(({ space }) => space === searched).map(meaningKey))
  const orphans = open(entries.filter((entry) => !live.has(meaningKey(entry))))
  const outdated = open(entries.filter((entry) => hashes(live, entry) === "other"))
  const missing = open([...live.values()].filter((meaning) => !found.has(meaningKey(meaning))))
  const homeless = entries.filter(({ space }) => !known.includes(space))

  const tell = (invariant: Finding["invariant"], { id, kind }: Place, what: string) =>
    Finding.make({ invariant, table: "embeddings", userId, rowId: id, what: `${kind}: ${what}`, repairable: true })
  const findings = [
    ...orphans.map((it) => tell("I5", it, `a vector in ${it.space} of what is not there`)),
    ...outdated.map((it) => tell("I5", it, `the vector in ${it.space} is that of another text`)),
    ...missing.map((it) => tell("I6", it, `there is no vector in ${searched}`)),
    ...flawed.map((it) => tell("I7", it, `the vector in ${it.space} is ${it.flaw.replaceAll("_", " ")}`)),
    ...homeless.map((it) => tell("I7", it, `nobody knows the space ${it.space}`))
  ].filter((finding) => seen === undefined || seen.has(keyOf(finding)))

  return {
    findings,
    orphans,
    broken: flawed,
    stale: [...outdated, ...missing, ...flawed, ...homeless].filter((place) => live.has(meaningKey(place))),
    strange: [...new Set(homeless.map(({ space }) => space))]
  }
}

const hashes = (live: KeptVectors["live"], entry: EmbeddingEntry) => {
  const meaning = live.get(meaningKey(entry))
  return meaning === undefined || meaning.contentHash === entry.contentHash ? "same" : "other"
}

const keyOf = ({ invariant, rowId, what }: Finding): string => `${invariant} ${rowId} ${what}`
