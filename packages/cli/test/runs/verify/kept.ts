/**
 * Nothing is there twice, nothing in part: trees, cards, steps, events.
 */
import { Schema } from "effect"
import type { Tables } from "../harness/Tables.ts"

export const kept = (tables: Tables): ReadonlyArray<string> => [
  ...tables.runs.flatMap((run) => (run.kind === "goal_creation" ? trees(run, tables) : cards(run, tables))),
  ...tables.cards.flatMap(({ id, runId }) => (runId === null ? [`card ${id} is of no run`] : [])),
  ...twice(tables.cards, ({ question }) => `question "${question}"`),
  ...twice(tables.cards, ({ id }) => `card ${id}`),
  ...twice(tables.nodes, ({ goalId, title }) => `skill "${title}" of ${goalId}`),
  ...events(tables)
]

type Run = Tables["runs"][number]

/** Two skills, grown once. */
const trees = ({ goalId, id }: Run, { nodes, steps, trees }: Tables): ReadonlyArray<string> => {
  const found = nodes.filter((node) => node.goalId === goalId)
  const versions = trees.filter((tree) => tree.goalId === goalId).map(({ version }) => version)
  const names = steps.filter(({ runId }) => runId === id).map(({ name }) => name)
  return [
    ...(found.length === 2 ? [] : [`goal ${goalId} has ${found.length} skills, not 2`]),
    ...(String(versions) === "1" ? [] : [`goal ${goalId} has trees of versions ${String(versions)}`]),
    ...(String(names) === "index,tree,save" ? [] : [`run ${id} did ${String(names)}`])
  ]
}

const Committed = Schema.Struct({ kept: Schema.Array(Schema.String), leftOut: Schema.Array(Schema.Unknown) })
const decodeCommitted = Schema.decodeUnknownSync(Schema.fromJsonString(Committed))

/** Of each skill three cards, with the step that kept them, and all there is to a card. */
const cards = (run: Run, { cards, nodes, steps }: Tables): ReadonlyArray<string> => {
  const mine = steps.filter(({ runId }) => runId === run.id)
  const told = mine
    .filter(({ name }) => name.startsWith("commit/"))
    .flatMap(({ output }) => decodeCommitted(output).kept)
  const found = cards.filter(({ runId }) => runId === run.id)
  const skills = nodes.filter(({ goalId }) => goalId === run.goalId)
  const partial = found.filter(({ answer, goalId, nodeId, options, question, status }) => {
    const isPlaced = goalId === run.goalId && skills.some(({ id }) => id === nodeId)
    return !isPlaced || question === "" || answer === "" || options !== 3 || status !== "active"
  })
  const names = mine.map(({ name }) => name)
  return [
    ...(isSame(
      told,
      found.map(({ id }) => id)
    )
      ? []
      : [`run ${run.id} told of ${told.length} cards and kept ${found.length}`]),
    ...(found.length === 3 * skills.length
      ? []
      : [`run ${run.id} kept ${found.length} cards for ${skills.length} skills`]),
    ...partial.map(({ id }) => `card ${id} is not whole`),
    ...(names.length === 1 + 7 * skills.length ? [] : [`run ${run.id} did ${names.length} steps: ${String(names)}`])
  ]
}

const isSame = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): boolean =>
  String(a.toSorted()) === String(b.toSorted())

const twice = <A>(rows: ReadonlyArray<A>, nameOf: (row: A) => string): ReadonlyArray<string> =>
  [...Map.groupBy(rows, nameOf)].flatMap(([name, { length }]) =>
    length === 1 ? [] : [`${name} is there ${length} times`]
  )

/** They count from 1 without gaps, and each run has one end. */
const events = ({ events }: Tables): ReadonlyArray<string> =>
  [...Map.groupBy(events, ({ runId }) => runId)].flatMap(([runId, mine]) => {
    const ends = mine.filter(({ kind }) => kind === "succeeded" || kind === "failed").length
    const isCounted = mine.every(({ seq }, i) => seq === i + 1)
    return [
      ...(isCounted ? [] : [`the events of ${runId} are ${String(mine.map(({ seq }) => seq))}`]),
      ...(ends === 1 ? [] : [`run ${runId} ended ${ends} times`])
    ]
  })
