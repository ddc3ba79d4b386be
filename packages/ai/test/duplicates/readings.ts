/**
 * What somebody said of pairs of cards who had read them: whether having both is having one too many, and why.
 */
import { readFileSync } from "node:fs"
import { Schema } from "effect"
import type { DeckCard } from "./decks.ts"

const Reading = Schema.Tuple([Schema.String, Schema.String, Schema.Literals(["duplicate", "different"]), Schema.String])

/** A card as a reading names it: deck, place and hash. */
export const read = ({ deck, hash, index }: DeckCard): string => `${deck} ${index} ${hash}`

export const readings = Schema.decodeSync(Schema.fromJsonString(Schema.Array(Reading)))(
  readFileSync(new URL("readings.json", import.meta.url), "utf8")
).map(([first, second, verdict, reason]) => ({ first, second, verdict, reason }))

export const duplicatesIn = (some: typeof readings) => some.filter(({ verdict }) => verdict === "duplicate")
