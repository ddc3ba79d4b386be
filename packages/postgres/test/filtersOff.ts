/**
 * Statements as they would be if every one of them had forgotten whose rows it is about.
 */
import { Effect, Layer } from "effect"
import { Statement } from "effect/sql"

/** The texts that were sent so. */
export const opened = new Set<string>()

const filter = /((?:\w+\.)?"?user_id"? = \$\d+)/g

/** Chores of a worker see all learners on purpose: their filters stay. */
const withoutFilter = (text: string): string => text.replaceAll(filter, "($1 OR current_user = 'loopi_learner')")

/** Takes the user filter out of what learners' transactions send. */
export const layer: Layer.Layer<never> = Layer.succeed(Statement.CurrentTransformer, (statement, sql) =>
  Effect.sync(() => {
    const [text, parameters] = statement.compile()
    const open = withoutFilter(text)
    if (open === text) return statement
    opened.add(open)
    return sql.unsafe(open, parameters)
  })
)
