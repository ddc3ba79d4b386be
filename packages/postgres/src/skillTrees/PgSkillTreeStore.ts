/**
 * Keeps skill trees in the `skill_trees`, `skill_nodes` and `prerequisites` tables, and those before them in
 * `former_skill_trees`.
 */
import { SkillNodeNotFound, SkillTreeNotFound, SkillTreeStore, SkillTreeVersionNotFound } from "@loopi/core"
import { Effect, Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import { asLearner, asLearnerOnce } from "../internal/asLearner.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"
import { readingOver } from "./treeReading.ts"
import { savingOver } from "./treeSaving.ts"

export const layer: Layer.Layer<SkillTreeStore, never, SqlClient.SqlClient> = Layer.effect(
  SkillTreeStore,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { find, findVersion, goalOf, versions } = readingOver(sql)
    const { restore, save } = savingOver(sql)

    return SkillTreeStore.of({
      save: (tree) => save(tree).pipe(asLearner(sql, tree.userId), orUnavailable("SkillTreeStore.save")),
      restore: (tree) => restore(tree).pipe(asLearner(sql, tree.userId), orUnavailable("SkillTreeStore.restore")),
      get: (userId, goalId) =>
        find({ userId, goalId }).pipe(
          asLearnerOnce(sql, userId),
          orUnavailable("SkillTreeStore.get"),
          Effect.flatMap(Option.match({ onNone: () => SkillTreeNotFound.make({ goalId }), onSome: Effect.succeed }))
        ),
      versions: (userId, goalId) =>
        versions({ userId, goalId }).pipe(asLearnerOnce(sql, userId), orUnavailable("SkillTreeStore.versions")),
      version: (userId, goalId, version) =>
        findVersion({ userId, goalId, version }).pipe(
          asLearnerOnce(sql, userId),
          orUnavailable("SkillTreeStore.version"),
          Effect.flatMap(
            Option.match({
              onNone: () => SkillTreeVersionNotFound.make({ goalId, version }),
              onSome: Effect.succeed
            })
          )
        ),
      goalOf: (userId, id) =>
        goalOf({ userId, id }).pipe(
          asLearnerOnce(sql, userId),
          orUnavailable("SkillTreeStore.goalOf"),
          Effect.flatMap(
            Option.match({
              onNone: () => SkillNodeNotFound.make({ id }),
              onSome: ({ goalId }) => Effect.succeed(goalId)
            })
          )
        )
    })
  })
)
