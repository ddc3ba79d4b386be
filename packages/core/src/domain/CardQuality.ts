import type { QualityFinding } from "./QualityFinding.ts"

// Placeholder signature so that everybody's build passes; the author of the quality checks replaces this whole file.
// Keep: QualityRule/QualityFinding schemas from QualityFinding.ts, checkCard(card, context), isAcceptable(findings).
export interface CheckContext {
  readonly quote: string | null
  readonly topic: ReadonlyArray<string>
  readonly others: ReadonlyArray<{ readonly question: string; readonly answer: string }>
}
export declare const checkCard: (
  card: { readonly kind: string; readonly question: string; readonly answer: string },
  context: CheckContext
) => ReadonlyArray<QualityFinding>
export declare const isAcceptable: (findings: ReadonlyArray<QualityFinding>) => boolean
