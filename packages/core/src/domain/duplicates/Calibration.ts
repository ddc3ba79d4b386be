/**
 * Decides from which similarity on two texts of a space count as the same, by pairs that somebody has judged.
 */
import { Schema } from "effect"
import { type EmbeddedKind, SpaceId, Thresholds } from "../vectors/Embedding.ts"
import { areSimilarGoals } from "../goals/SimilarGoals.ts"
import { duplicateRule, isCopy } from "./Similarity.ts"

const Text = Schema.String.check(Schema.isTrimmed(), Schema.isMinLength(1), Schema.isMaxLength(5_000))
const PairedCard = Schema.Struct({ question: Text, answer: Text })

/** Two goals or two cards, and whether having both is having one too many. */
export const LabelledPair = Schema.Union([
  Schema.Struct({ kind: Schema.Literal("goal"), first: Text, second: Text, same: Schema.Boolean }),
  Schema.Struct({ kind: Schema.Literal("flashcard"), first: PairedCard, second: PairedCard, same: Schema.Boolean })
])
export type LabelledPair = typeof LabelledPair.Type

/** How well a threshold tells pairs apart. Shares are from 0 to 1. */
export const Measured = Schema.Struct({
  threshold: Schema.Finite,
  /** Of those that are the same, the share that is called so. */
  recall: Schema.Finite,
  /** Of those called the same, the share that is; 1 where none is called so. */
  precision: Schema.Finite,
  /** Of those that are different, the share that is called the same. */
  falsePositives: Schema.Finite
})
export type Measured = typeof Measured.Type

/** What calibrating comes to for goals, or for cards. */
export const KindCalibration = Schema.Struct({
  same: Schema.Int,
  different: Schema.Int,
  before: Measured,
  after: Measured,
  /** Whether nine in ten are found at fewer than one false alarm in twenty: no space can do it for all pairs. */
  reachesAim: Schema.Boolean
})
export type KindCalibration = typeof KindCalibration.Type

/** The thresholds of a space, as they were before and are now. A kind is `null` for which there were too few pairs. */
export const CalibrationReport = Schema.Struct({
  space: SpaceId,
  goal: Schema.NullOr(KindCalibration),
  flashcard: Schema.NullOr(KindCalibration),
  thresholds: Thresholds,
  /** Whether the thresholds are in use from now on. */
  stored: Schema.Boolean
})
export type CalibrationReport = typeof CalibrationReport.Type

/** There are too few pairs of either kind to calibrate anything. */
export class TooFewPairs extends Schema.TaggedError<TooFewPairs>()("TooFewPairs", {
  /** Pairs needed that are the same, and as many that are different. */
  needed: Schema.Int
}) {}

/** Fewer pairs of a sort say nothing about a share of one in twenty. */
export const fewestPairs = 10

/** A pair as far as thresholds go: it is called the same up to this one. */
export interface Scored {
  readonly same: boolean
  readonly calledUpTo: number
}

/** The pair with the similarity of its texts: of a pair of cards, that of the questions. */
export const scoredPair = (pair: LabelledPair, score: number): Scored => {
  if (pair.kind === "flashcard" && isCopy(pair.first, pair.second)) return { same: pair.same, calledUpTo: 1 }
  const isCallable =
    pair.kind === "goal"
      ? areSimilarGoals(pair.first, pair.second, score, anything)
      : duplicateRule(pair.first, pair.second, score, anything) !== undefined
  return { same: pair.same, calledUpTo: isCallable ? score : never }
}

const anything: Thresholds = { goal: -1, question: -1 }

const never = -2

/** How well a threshold does. */
export const measureAt = (pairs: ReadonlyArray<Scored>, threshold: number): Measured => {
  const called = pairs.filter(({ calledUpTo }) => calledUpTo >= threshold)
  const found = called.filter(({ same }) => same).length
  const same = pairs.filter((pair) => pair.same).length
  return {
    threshold,
    recall: same === 0 ? 0 : found / same,
    precision: called.length === 0 ? 1 : found / called.length,
    falsePositives: same === pairs.length ? 0 : (called.length - found) / (pairs.length - same)
  }
}

/** What is to be reached: most found, few false alarms, and rarely one among what is called the same. */
export const aim = { recall: 0.9, falsePositives: 0.05, precision: 0.8 } as const

/** `undefined` where there are too few pairs. */
export const calibrate = (
  kind: EmbeddedKind,
  pairs: ReadonlyArray<Scored>,
  before: number
): KindCalibration | undefined => {
  const same = pairs.filter((pair) => pair.same).length
  const different = pairs.length - same
  if (Math.min(same, different) < fewestPairs) return undefined
  const present = measureAt(pairs, before)
  const after = choices[kind](
    thresholds[kind].map((threshold) => measureAt(pairs, threshold)),
    present
  )
  const reachesAim = isQuiet[kind](after) && after.recall >= aim.recall
  return { same, different, before: present, after, reachesAim }
}

const hundredths = (from: number): ReadonlyArray<number> =>
  Array.from({ length: 96 - from }, (_, i) => (from + i) / 100)

/** Below half a card is not dropped, whatever a list of pairs says. */
const thresholds = { goal: hundredths(20), flashcard: hundredths(50) }

/** What is measured at one threshold after the other, upwards. */
type Choice = (measured: ReadonlyArray<Measured>, before: Measured) => Measured

/** A card that is dropped is lost, so the most cautious of the best. */
const choiceForCards: Choice = (measured, before) => {
  const quiet = measured.filter(isQuiet.flashcard)
  return quiet.findLast(findsEnough(quiet)) ?? measured.at(-1) ?? before
}

/**
 * A goal is only shown, so the lowest with few alarms: fewer than the aim allows, as goals to come differ from these. What
 * is in use stays where it does as well: a few pairs say less than those it was found by.
 */
const choiceForGoals: Choice = (measured, before) => {
  const quiet = measured.filter(({ falsePositives }) => falsePositives <= alarmsOfGoals)
  const isGood = findsEnough(quiet)
  if (before.falsePositives <= alarmsOfGoals && isGood(before)) return before
  return quiet.find(isGood) ?? measured.at(-1) ?? before
}

const choices = { goal: choiceForGoals, flashcard: choiceForCards }

const alarmsOfGoals = 0.03

/** The most of what these find, or nine in ten, which is as good as all. */
const findsEnough = (measured: ReadonlyArray<Measured>) => {
  const most = Math.min(aim.recall, Math.max(...measured.map(({ recall }) => recall)))
  return ({ recall }: Measured): boolean => recall >= most
}

/** How many of the pairs called the same are so depends on how many are there: no matter where it is only shown. */
const isQuiet = {
  goal: ({ falsePositives }: Measured): boolean => falsePositives < aim.falsePositives,
  flashcard: ({ falsePositives, precision }: Measured): boolean =>
    falsePositives < aim.falsePositives && precision >= aim.precision
}
