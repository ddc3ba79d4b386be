/**
 * Tells what part of speech each word of a sentence is. The model is read when the first sentence of prose asks for it.
 */
import { createRequire } from "node:module"

export interface Word {
  readonly text: string
  /** Universal part of speech: NOUN, PROPN, VERB ... */
  readonly pos: string
  readonly lemma: string
  readonly from: number
  readonly to: number
}

/** The words of a sentence. */
export const tagged = (text: string): ReadonlyArray<Word> => {
  if (last.text !== text) last = { text, words: wordsOf(text) }
  return last.words
}

/** Several rules look at the same sentence one after the other. */
let last: { readonly text: string; readonly words: ReadonlyArray<Word> } = { text: "", words: [] }

const wordsOf = (text: string): ReadonlyArray<Word> => {
  const reader = tagger()
  const tokens = reader.readDoc(text).tokens()
  const tags = tokens.out(reader.its.pos)
  const lemmas = tokens.out(reader.its.lemma)
  const words: Array<Word> = []
  let at = 0
  tokens.out().forEach((value, index) => {
    const from = text.indexOf(value, at)
    if (from < 0) return
    at = from + value.length
    words.push({ text: value, pos: tags[index] ?? "X", lemma: lemmas[index] ?? value.toLowerCase(), from, to: at })
  })
  return words
}

/** As much of wink-nlp as is used here; its own types do not let lemmas be asked of several words at once. */
interface Reader {
  readonly readDoc: (text: string) => {
    readonly tokens: () => { readonly out: (what?: unknown) => ReadonlyArray<string> }
  }
  readonly its: { readonly pos: unknown; readonly lemma: unknown }
}

let loaded: Reader | undefined

const tagger = (): Reader => (loaded ??= load())

/** Not imported above: whoever starts the program for anything else does not wait for a model of English. */
const load = (): Reader => {
  const require = createRequire(import.meta.url)
  const read: (model: unknown, parts: ReadonlyArray<string>) => Reader = require("wink-nlp")
  return read(require("wink-eng-lite-web-model"), ["pos"])
}
