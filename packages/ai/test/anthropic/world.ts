/**
 * What the authors are tested in: a server on this machine, a vault in memory, and a budget that writes everything down.
 */
import {
  type Assignment,
  GoalTitle,
  ModelBudget,
  type PlannedCall,
  type ProposedCard,
  type ProviderKeyVault,
  SkillNode,
  SkillNodeId,
  SkillTitle,
  SourceDocument,
  SourceDocumentId,
  type TokenUsage,
  type TreeAssignment,
  Goal,
  GoalId,
  UserId
} from "@loopi/core"
import { MemoryProviderKeyVault } from "@loopi/core/memory"
import { TestMasterKeys } from "@loopi/core/testing"
import { Clock, Context, DateTime, Duration, Effect, Layer, Redacted } from "effect"
import { randomUUID } from "node:crypto"
import { type AnthropicSettings, defaults } from "../../src/anthropic/AnthropicSettings.ts"
import * as Anthropic from "../../src/anthropic/Anthropic.ts"
import { type MessagesServer, start } from "../../src/testing/MessagesServer.ts"

/** A call as the budget saw it: what was reserved, and what was told last. */
export interface Metered {
  readonly call: PlannedCall
  usage: TokenUsage | undefined
  outcome: "open" | "succeeded" | "failed"
}

export class Ledger extends Context.Service<Ledger, { readonly calls: Array<Metered> }>()(
  "@loopi/ai/test/anthropic/world/Ledger"
) {}

export const budget = Layer.effect(
  ModelBudget,
  Effect.map(Ledger, ({ calls }) =>
    ModelBudget.of({
      metered: (call, make) =>
        Effect.suspend(() => {
          const row: Metered = { call, usage: undefined, outcome: "open" }
          calls.push(row)
          return make((usage) => Effect.sync(() => void (row.usage = usage))).pipe(
            Effect.onExit(({ _tag }) =>
              Effect.sync(() => void (row.outcome = _tag === "Success" ? "succeeded" : "failed"))
            )
          )
        })
    })
  )
).pipe(Layer.provideMerge(Layer.sync(Ledger, () => Ledger.of({ calls: [] }))))

export class Remote extends Context.Service<Remote, MessagesServer>()("@loopi/ai/test/anthropic/world/Remote") {
  static readonly layer = Layer.effect(Remote, start())
}

export const serverKey = "sk-ant-server-canary-0123456789"

export const vault: Layer.Layer<ProviderKeyVault | TestMasterKeys> = MemoryProviderKeyVault.layer.pipe(
  Layer.provideMerge(TestMasterKeys.layer)
)

/** The authors with their server, which answers plausibly until told otherwise. */
export const world = (settings: Partial<AnthropicSettings> = {}) =>
  Layer.unwrap(
    Effect.map(Remote, ({ url }) =>
      Anthropic.layer({
        ...defaults,
        apiKey: Redacted.make(serverKey),
        baseUrl: url,
        structuredOutput: "native",
        timeout: Duration.hours(1),
        ...settings
      })
    )
  ).pipe(Layer.provideMerge(Layer.mergeAll(budget, vault, Remote.layer)))

/** Waits are written down instead of waited for, but those that end what takes too long. */
export const impatient =
  (waits: Array<number>) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.flatMap(Clock.Clock, (clock) =>
      Effect.provideService(self, Clock.Clock, {
        ...clock,
        currentTimeMillisUnsafe: () => clock.currentTimeMillisUnsafe(),
        currentTimeNanosUnsafe: () => clock.currentTimeNanosUnsafe(),
        currentTimeMillis: clock.currentTimeMillis,
        currentTimeNanos: clock.currentTimeNanos,
        sleep: (duration) => {
          if (Duration.toMinutes(duration) > 10) return clock.sleep(duration)
          waits.push(Duration.toMillis(duration))
          return Effect.void
        }
      })
    )

const now = DateTime.makeUnsafe("2026-01-01T00:00:00Z")

export const goalFor = (title: string, description = ""): Goal =>
  Goal.make({
    id: GoalId.make(randomUUID()),
    userId: UserId.make(randomUUID()),
    title: GoalTitle.make(title),
    description: Goal.fields.description.make(description),
    status: "active",
    createdAt: now,
    updatedAt: now
  })

export const noteOf = (goal: Goal, text: string, name = "note.md"): SourceDocument =>
  SourceDocument.make({
    id: SourceDocumentId.make(randomUUID()),
    userId: goal.userId,
    goalId: goal.id,
    name,
    text,
    createdAt: now
  })

export const bread = `# Bread

**Gluten**: a stretchy protein that holds the gas in the dough.

Yeast is a fungus that turns sugar into gas. It works best at 27 degrees.
`

/** One skill, taught by a note or by its title. */
export const assignmentFor = (text: string | null = bread, goal = goalFor("Bake bread")): Assignment => {
  const document = text === null ? null : noteOf(goal, text)
  const title = SkillTitle.make("Dough")
  return {
    goal,
    node: SkillNode.make({
      id: SkillNodeId.make(randomUUID()),
      parentId: null,
      depth: 1,
      position: 0,
      title,
      description: "What dough is made of",
      enabled: true,
      source: document === null ? null : { documentId: document.id, start: 0, end: document.text.length }
    }),
    path: ["Baking", title],
    document,
    count: null,
    siblings: ["Ovens"],
    known: ["What is flour?"],
    runId: null
  }
}

export const treeFor = (texts: ReadonlyArray<string> = [], goal = goalFor("Bake bread")): TreeAssignment => ({
  goal,
  documents: texts.map((text) => noteOf(goal, text)),
  present: [],
  runId: null
})

/** The facts of the note on bread, as a plan has them. */
export const factsOf = ({ document }: Assignment) =>
  ["Gluten is a stretchy protein", "Yeast is a fungus"].map((statement) => ({
    statement,
    kind: "definition" as const,
    source: document === null ? null : { documentId: document.id, start: 9, end: 70 }
  }))

export const cardText = (cards: ReadonlyArray<object>): string => JSON.stringify({ cards })

export const aCard = (fact: number, more: object = {}) => ({
  fact,
  kind: "qa",
  question: `What is fact number ${fact} about?`,
  answer: "a stretchy protein",
  ...more
})

export type { ProposedCard }
