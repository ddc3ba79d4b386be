/**
 * Goals that are the same or not, made of the names that skills have. The thresholds were chosen on the first of them.
 */
import { existsSync, readFileSync } from "node:fs"
import { Schema } from "effect"
import { seeded } from "../../../core/test/fixtures/random.ts"

const folder = new URL("../../../../../shared/data/pairs/", import.meta.url)

/** Whether the pairs are there; who skips because they are not says so. */
export const pairsFound = existsSync(folder)

export const pairsFile = (name: string): URL => new URL(name, folder)

export interface Pair {
  readonly first: string
  readonly second: string
  readonly same: boolean
}

/** So many of the skills that thresholds, and the words that count as wording, were chosen on. */
export const skillsChosenOn = (count: number): ReadonlyArray<Pair> =>
  pairsOf(skills().slice(0, chosenOn).slice(0, count))

/** So many of the skills that nothing was chosen on, drawn by a seed. */
export const skillsKeptAside = (count: number): ReadonlyArray<Pair> => {
  const random = seeded(20)
  const rest = skills().slice(chosenOn)
  return pairsOf(Array.from({ length: count }, () => rest.splice(random.between(0, rest.length - 1), 1)).flat())
}

/** The first 1,500 of the file. */
const chosenOn = 1_500

type Skill = readonly [name: string, otherNames: ReadonlyArray<string>]

const skills = (): Array<Skill> =>
  Object.entries(decodeSkills(readFileSync(pairsFile("esco-skill-altlabels.json"), "utf8")))

const decodeSkills = Schema.decodeSync(Schema.fromJsonString(Schema.Record(Schema.String, Schema.Array(Schema.String))))

/** Each under up to three other names, and beside eleven others, as many as a learner's other goals. */
const pairsOf = (some: ReadonlyArray<Skill>): ReadonlyArray<Pair> => {
  const random = seeded(11)
  return some.flatMap(([first, names]) => [
    ...names.slice(0, 3).map((second) => ({ first, second, same: true })),
    ...Array.from({ length: 11 }, () => some[random.between(0, some.length - 1)]?.[0] ?? "")
      .filter((second) => second !== first)
      .map((second) => ({ first, second, same: false }))
  ])
}
