/**
 * What one provider's wire format looks like: only where it differs from the others.
 */
import type { EmbedderFailed } from "@loopi/core"
import type { Result } from "effect"

export const providers = ["jina", "openai", "voyage", "ollama"] as const
export type Provider = (typeof providers)[number]

export interface Dialect {
  readonly provider: Provider
  /** Where it is unless a setting says otherwise; paths are appended. */
  readonly url: string
  readonly path: string
  readonly model: string
  /** Texts in one call, and calls at once. */
  readonly batch: number
  readonly concurrency: number
  /** How long the model's vectors are, as far as it can be asked for or is known. Others are probed. */
  readonly dimensionOf: (model: string) => number | undefined
  /** The body of a call. What the learner wrote is in `input` and nowhere else. */
  readonly body: (model: string, input: ReadonlyArray<string>) => Readonly<Record<string, unknown>>
  /** The vectors of an answer, in the order of the texts. */
  readonly vectorsOf: (answer: unknown) => Result.Result<ReadonlyArray<ReadonlyArray<number>>, EmbedderFailed>
}
