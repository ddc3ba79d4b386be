/**
 * One learner's first day, as JSON: what the documentation shows. Tests decode all of it.
 */
const userId = "0190f6a0-0000-7000-8000-000000000001"
const goalId = "0190f6a0-0000-7000-8000-000000000002"
const nodeId = "0190f6a0-0000-7000-8000-000000000003"
const otherNodeId = "0190f6a0-0000-7000-8000-000000000013"
const cardId = "0190f6a0-0000-7000-8000-000000000004"
const documentId = "0190f6a0-0000-7000-8000-000000000005"
const at = "2026-11-22T09:30:00.000Z"
const studyDay = 20_779

export const ids = { goalId, nodeId, cardId }

export const newGoal = { title: "Read a weather map", description: "Fronts, pressure, and what the wind will do." }

export const goal = { id: goalId, userId, ...newGoal, status: "active", createdAt: at, updatedAt: at }

export const newNote = { name: "fronts.md", text: "# Fronts\n\n**Cold front**: cold air pushing under warm air.\n" }

export const note = { id: documentId, userId, goalId, name: "fronts.md", createdAt: at }

const source = { documentId, start: 10, end: 56 }

export const skillTree = {
  goalId,
  userId,
  version: 1,
  nodes: [
    {
      id: nodeId,
      parentId: null,
      depth: 1,
      position: 0,
      title: "Fronts",
      description: "Where two bodies of air meet.",
      enabled: true,
      source
    }
  ],
  prerequisites: [],
  createdAt: at
}

export const prerequisites = [{ nodeId, requiresId: otherNodeId }]

export const regeneratedTree = {
  tree: { ...skillTree, version: 2 },
  diff: {
    kept: [],
    renamed: [{ nodeId, from: "Weather fronts", to: "Fronts", by: "meaning", score: 0.81 }],
    moved: [],
    added: [],
    removed: [{ nodeId: otherNodeId, title: "Clouds", path: ["Clouds"], cards: 4 }]
  },
  changed: true
}

export const newFlashcard = {
  goalId,
  nodeId,
  question: "What happens at a cold front?",
  answer: "Cold air pushes under warm air."
}

export const flashcard = {
  id: cardId,
  userId,
  ...newFlashcard,
  kind: "basic",
  status: "active",
  source: null,
  authorship: { author: "learner", model: null, promptVersion: null, confidence: 1 },
  distractors: [],
  runId: null,
  keptBecause: null,
  createdAt: at,
  updatedAt: at
}

const draft = {
  ...flashcard,
  kind: "definition",
  status: "draft",
  source,
  authorship: { author: "markdown", model: null, promptVersion: null, confidence: 0.9 }
}

export const duplicate = {
  cardId,
  question: newFlashcard.question,
  answer: newFlashcard.answer,
  score: 0.93,
  answerScore: 0.88,
  rule: "question_and_answer",
  space: "lexical-1"
}

export const searchReport = {
  hits: [
    { kind: "flashcard", card: flashcard, score: 2 / 61, meaning: 0.71, words: 1 },
    { kind: "goal", goal, score: 1 / 62, meaning: 0.24, words: 0 }
  ],
  meaningSkipped: null
}

export const generationReport = {
  goalId,
  kept: [draft],
  leftOut: [
    {
      nodeId,
      question: "Is a cold front cold?",
      answer: "Yes",
      findings: [{ rule: "polar", severity: "reject", reason: "A bare yes teaches nothing." }],
      duplicates: []
    }
  ],
  checkSkipped: null,
  uncovered: [{ nodeId, rule: "coverage", severity: "warn", reason: "No card asks for this: Cold fronts are steep." }]
}

const runId = "0190f6a0-0000-7000-8000-000000000006"

export const run = {
  id: runId,
  userId,
  kind: "generation",
  goalId,
  input: { nodeId, count: 5 },
  status: "running",
  attempt: 1,
  failure: null,
  createdAt: at,
  updatedAt: at
}

export const goalRun = { ...run, kind: "goal_creation", input: {}, status: "queued" }

export const budget = {
  today: { day: studyDay, calls: 3, open: 1, inputTokens: 5_200, outputTokens: 1_800 },
  caps: { callsPerDay: 500, tokensPerDay: 2_000_000 },
  resetsAt: "2026-11-23T00:00:00.000Z",
  spent: [
    {
      day: studyDay,
      calls: 3,
      open: 1,
      inputTokens: 5_200,
      outputTokens: 1_800,
      purpose: "write",
      model: "claude-sonnet-5-5"
    }
  ]
}

const gap = { reviews: 40, observed: 0.7, predicted: 0.9, gap: -0.2, low: -0.37, high: -0.07 }

export const cardHealth = {
  all: { name: null, cards: 12, ...gap },
  toRewrite: [{ card: flashcard, ...gap, reviews: 12 }],
  authors: [{ name: "loopi/anthropic", cards: 12, ...gap }],
  models: [{ name: "claude-sonnet-5-5", cards: 12, ...gap }],
  promptVersions: [{ name: "write-1", cards: 12, ...gap }],
  sources: [{ name: documentId, cards: 12, ...gap }]
}

export const schedule = {
  userId,
  cardId,
  goalId,
  version: 1,
  phase: "learning",
  step: 1,
  stability: 2.3065,
  difficulty: 2.1181,
  reps: 1,
  lapses: 0,
  lastReviewedAt: at,
  lastStudyDay: studyDay,
  dueDay: studyDay,
  dueAt: "2026-11-22T09:40:00.000Z"
}

const previews = [
  { rating: 1, days: 0, dueAt: "2026-11-22T09:41:00.000Z" },
  { rating: 2, days: 0, dueAt: "2026-11-22T09:46:00.000Z" },
  { rating: 3, days: 2, dueAt: null },
  { rating: 4, days: 8, dueAt: null }
]

export const rating = { cardId, rating: 3, version: 0, durationMs: 4200 }

export const rated = { schedule, previews }

export const queue = { studyDay, cards: [{ card: flashcard, schedule, recall: 0.97, previews }], nextAt: null }

export const day = { day: studyDay, reviews: 1, introduced: 1, mature: { asked: 0, recalled: 0 }, durationMs: 4200 }

export const review = {
  id: "0190f6a0-0000-7000-8000-00000000000b",
  cardId,
  version: 1,
  rating: 3,
  reviewedAt: at,
  studyDay,
  durationMs: 4200,
  phase: "new",
  predicted: null
}

const cards = { new: 0, learning: 1, review: 0, relearning: 0, mastered: 0 }

export const progress = {
  studyDay,
  goals: [{ goal, mastery: 17, completed: false, cards }],
  cards,
  today: day,
  trueRetention: null,
  meanRecall: 1,
  forecast: [{ day: studyDay, due: 1 }]
}

export const mastery = { mastery: 17, nodes: [{ nodeId, mastery: 17, cards: 1, inReview: 0, complete: false }] }
