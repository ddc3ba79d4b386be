/**
 * The versions of a goal's tree as `loopi tree --versions` lists them.
 */
import type { SkillTreeVersion } from "@loopi/core"
import { DateTime } from "effect"
import { count, dim } from "./text.ts"

export const renderVersions = (versions: ReadonlyArray<SkillTreeVersion>): ReadonlyArray<string> => [
  ...versions.map(({ createdAt, skills, unlinked, version }, i) => {
    const marks = [
      ...(i === 0 ? ["present"] : []),
      ...(unlinked === 0 ? [] : [`${count(unlinked, "card")} left without a skill`])
    ]
    const line = `${`${version}`.padStart(4)}  ${DateTime.formatIso(createdAt).slice(0, 16).replace("T", " ")}  ${count(skills, "skill").padStart(10)}`
    return marks.length === 0 ? line : `${line}  ${dim(marks.join(", "))}`
  }),
  dim(versions.length < 2 ? "There is no other to go back to." : "Go back to one: loopi tree --restore VERSION")
]
