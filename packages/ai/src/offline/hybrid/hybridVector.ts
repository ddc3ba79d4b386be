/**
 * Joins what a sentence means and how it is spelled into one unit vector of 1,024 numbers.
 */
import { dimension, Lexical, type Vector } from "@loopi/core"

/** Each half of the vector. */
export const half = dimension / 2

/** How much the meaning counts; the rest is spelling. Tried on labelled pairs: better than either alone. */
const share = 0.7

/** The model reads no more of a text, and takes long over longer ones. */
const longest = 600

/**
 * The sentence the model is asked about, or `null` where it would know nothing: to it all Chinese texts are the same
 * one. It tells capitals apart, which we do not want, and fails on a text of nothing.
 */
export const sentenceOf = (text: string): string | null => {
  const sentence = text.normalize("NFKC").toLowerCase().toWellFormed().slice(0, longest).trim()
  return sentence !== "" && latinShare(sentence) >= 0.7 ? sentence : null
}

/** A text without letters, such as "42", has none. */
const latinShare = (text: string): number => {
  const letters = text.match(/\p{L}/gu) ?? []
  return letters.length === 0 ? 0 : letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length / letters.length
}

/** The unit vector of a text; without a meaning, that of its spelling alone. */
export const hybridVector = (text: string, meaning: ArrayLike<number> | null): Vector => {
  const vector = new Float32Array(dimension)
  if (meaning !== null) put(vector, 0, meaning, Math.sqrt(share))
  put(vector, half, spellingOf(text), Math.sqrt(1 - share))
  const length = lengthOf(vector)
  return length === 0 ? vector.fill(1, half, half + 1) : vector.map((value) => value / length)
}

/** Both halves of the lexical vector laid upon each other: the same as hashing into half as many places. */
const spellingOf = (text: string): Float32Array => {
  const vector = Lexical.lexicalVector(text)
  return vector.subarray(0, half).map((value, i) => value + (vector[half + i] ?? 0))
}

const put = (vector: Vector, offset: number, part: ArrayLike<number>, length: number): void => {
  const scale = length / (lengthOf(part) || 1)
  for (let i = 0; i < half; i++) vector[offset + i] = (part[i] ?? 0) * scale
}

const lengthOf = (numbers: ArrayLike<number>): number => {
  let squares = 0
  for (let i = 0; i < numbers.length; i++) squares += (numbers[i] ?? 0) ** 2
  return Math.sqrt(squares)
}
