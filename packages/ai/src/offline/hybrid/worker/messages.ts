/**
 * What the thread of the sentence encoder and the main one say to each other.
 */

/** Sentences to encode; none is empty. */
export interface ToEncoder {
  readonly sentences: ReadonlyArray<string>
}

export type FromEncoder =
  | { readonly tag: "encoded"; readonly meanings: ReadonlyArray<Float32Array> }
  /** The model could not be loaded. */
  | { readonly tag: "not_usable" }
