/**
 * The checker of runs finds what it is there to find: each fault is planted in a record that is in order.
 */
import { assert, describe, it } from "@effect/vitest"
import type { Evidence } from "./harness/campaign.ts"
import type { Call } from "./model/Models.ts"
import { verify } from "./verify/verify.ts"

const call = (purpose: Call["purpose"], at: number, n: number): Call => ({
  purpose,
  goal: "G",
  skill: purpose === "tree" ? "" : "one",
  card: "",
  machine: 0,
  at,
  inputTokens: 1_000 + n,
  outputTokens: 50
})

const run = (id: string, kind: "goal_creation" | "generation") => ({
  id,
  kind,
  begunAt: 0,
  endedAt: 900,
  status: "succeeded"
})
const step = (runId: string, name: string, at: number, output = "null") => ({ runId, name, at, output })
const cards = ["a", "b", "c", "d", "e", "f"]
const skills = ["one", "two"]

const writing = skills.flatMap((nodeId, i) => [
  ...["plan", "write", "rewrite", "review", "distractors"].map((name) => step("r2", `${name}/${nodeId}`, 300)),
  step("r2", `commit/${nodeId}`, 400, JSON.stringify({ kept: cards.slice(3 * i, 3 * i + 3), leftOut: [] })),
  step("r2", `approve/${nodeId}`, 500)
])

const inOrder: Evidence = {
  paths: [{ title: "G", runs: [run("r1", "goal_creation"), run("r2", "generation")], refusals: [] }],
  // The first was cut short by the kill.
  calls: [call("tree", 100, 0), call("tree", 160, 1), call("plan", 250, 2)],
  kills: [{ aim: "tree asked", machine: 0, at: 110, backAt: () => 120 }],
  said: "",
  tables: {
    runs: [run("r1", "goal_creation"), run("r2", "generation")].map((it) => ({ ...it, goalId: "g" })),
    steps: [
      ...["index", "tree", "save"].map((name, i) => step("r1", name, 170 + i)),
      step("r2", "skills", 200),
      ...writing
    ],
    events: ["r1", "r2"].flatMap((runId) => [
      { runId, seq: 1, kind: "started" },
      { runId, seq: 2, kind: "succeeded" }
    ]),
    goals: [{ id: "g", title: "G" }],
    trees: [{ goalId: "g", version: 1 }],
    nodes: skills.map((id) => ({ goalId: "g", id, parentId: null, title: id })),
    cards: cards.map((id, i) => {
      const nodeId = skills[Math.floor(i / 3)] ?? null
      return { id, goalId: "g", nodeId, runId: "r2", question: `${id}?`, answer: id, status: "active", options: 3 }
    }),
    ledger: [
      { runId: "r1", purpose: "tree", outcome: "open", inputTokens: null, outputTokens: null },
      { runId: "r1", purpose: "tree", outcome: "succeeded", inputTokens: 1_001, outputTokens: 50 },
      { runId: "r2", purpose: "plan", outcome: "succeeded", inputTokens: 1_002, outputTokens: 50 }
    ]
  }
}

const tabled = (change: Partial<Evidence["tables"]>): Evidence => ({
  ...inOrder,
  tables: { ...inOrder.tables, ...change }
})

const { tables } = inOrder
const ninth = {
  id: "i",
  goalId: "g",
  nodeId: "two",
  runId: "r2",
  question: "a?",
  answer: "a",
  status: "active",
  options: 3
}

const planted: ReadonlyArray<readonly [string, Evidence, string]> = [
  ["a card that is there twice", tabled({ cards: [...tables.cards, ninth] }), 'question "a?" is there 2 times'],
  ["a card that was lost", tabled({ cards: tables.cards.slice(1) }), "run r2 told of 6 cards and kept 5"],
  [
    "a draft in part",
    tabled({ cards: tables.cards.map((card) => (card.id === "a" ? { ...card, options: 2 } : card)) }),
    "card a is not whole"
  ],
  ["a tree in part", tabled({ nodes: tables.nodes.slice(1) }), "goal g has 1 skills, not 2"],
  [
    "a run that never ended",
    tabled({ runs: tables.runs.map((it) => (it.id === "r2" ? { ...it, status: "running" } : it)) }),
    "generation r2 is kept as running"
  ],
  ["a gap in the events", tabled({ events: tables.events.slice(1) }), "the events of r1 are 2"],
  ["a call that nobody wrote down", tabled({ ledger: tables.ledger.slice(1) }), "tree of r1: 2 calls, 1 in the ledger"],
  [
    "tokens that nobody told",
    tabled({ ledger: tables.ledger.map((row) => (row.purpose === "plan" ? { ...row, outputTokens: 51 } : row)) }),
    "the ledger settled 1002 tokens for plan of r2: nobody told that"
  ],
  [
    "a call made again without a kill",
    { ...inOrder, kills: [] },
    "G: tree : called again unkilled, by 0, then by 0 after 60 ms; down: "
  ],
  [
    "a call made again although its step was kept",
    { ...inOrder, calls: [...inOrder.calls, call("plan", 350, 3)] },
    "G: plan one: called after it was kept"
  ]
]

describe("the checker of runs", () => {
  it("finds nothing in a record that is in order", () => assert.deepStrictEqual(verify(inOrder), []))

  it.each(planted)("finds %s", (_, evidence, finding) => assert.include([...verify(evidence)], finding))
})
