/**
 * The statements of the token ledger. A cap holds under any number at once, since the row of the day is counted up and
 * compared in one statement: who comes second waits for the first and compares with what is there then.
 */
import { CallOutcome, ModelCall, ModelCallId, Spent, SpentOn, UserId } from "@loopi/core"
import { Schema } from "effect"
import { type SqlClient, SqlSchema } from "effect/sql"

const Reserving = Schema.Struct({
  ...ModelCall.fields,
  startedAt: Schema.DateTimeUtcFromDate,
  day: Schema.Int,
  callsPerDay: Schema.Int,
  tokensPerDay: Schema.Int
})

const Settling = Schema.Struct({
  userId: UserId,
  id: ModelCallId,
  outcome: CallOutcome,
  inputTokens: Schema.Int,
  outputTokens: Schema.Int,
  at: Schema.DateTimeUtcFromDate
})

export const reservingOver = (sql: SqlClient.SqlClient) =>
  SqlSchema.findOne({
    Request: Reserving,
    Result: Schema.Struct({ reserved: Schema.Boolean }),
    execute: ({ callsPerDay, day, id, reserved, tokensPerDay, userId, ...call }) => {
      const { inputTokens, outputTokens } = reserved
      return sql`
        WITH known AS (
          SELECT 1 FROM model_calls WHERE user_id = ${userId} AND id = ${id}
        ), counted AS (
          INSERT INTO budget_days AS spent (user_id, day, calls, open, input_tokens, output_tokens)
          SELECT ${userId}::uuid, ${day}::int, 1, 1, ${inputTokens}::int8, ${outputTokens}::int8
          WHERE NOT EXISTS (SELECT FROM known)
            AND ${callsPerDay} >= 1 AND ${inputTokens}::int8 + ${outputTokens}::int8 <= ${tokensPerDay}
          ON CONFLICT (user_id, day) DO UPDATE
          SET calls = spent.calls + 1, open = spent.open + 1,
            input_tokens = spent.input_tokens + excluded.input_tokens,
            output_tokens = spent.output_tokens + excluded.output_tokens
          WHERE spent.calls < ${callsPerDay}
            AND spent.input_tokens + excluded.input_tokens + spent.output_tokens + excluded.output_tokens
              <= ${tokensPerDay}
          RETURNING 1
        ), written AS (
          INSERT INTO model_calls (user_id, id, run_id, day, purpose, model, prompt_version, reserved_input_tokens,
            reserved_output_tokens, outcome, started_at)
          SELECT ${userId}, ${id}, ${call.runId}, ${day}, ${call.purpose}, ${call.model}, ${call.promptVersion},
            ${inputTokens}, ${outputTokens}, 'open', ${call.startedAt} FROM counted
          RETURNING 1
        )
        SELECT EXISTS (SELECT FROM known) OR EXISTS (SELECT FROM written) AS reserved
      `
    }
  })

export const settlingOver = (sql: SqlClient.SqlClient) =>
  SqlSchema.void({
    Request: Settling,
    execute: ({ at, id, inputTokens, outcome, outputTokens, userId }) => sql`
      WITH settled AS (
        UPDATE model_calls SET outcome = ${outcome}, settled_at = ${at}, input_tokens = ${inputTokens},
          output_tokens = ${outputTokens}
        WHERE user_id = ${userId} AND id = ${id} AND outcome = 'open'
        RETURNING user_id, day, reserved_input_tokens, reserved_output_tokens
      )
      UPDATE budget_days AS spent SET open = spent.open - 1,
        input_tokens = spent.input_tokens - settled.reserved_input_tokens + ${inputTokens},
        output_tokens = spent.output_tokens - settled.reserved_output_tokens + ${outputTokens}
      FROM settled WHERE spent.user_id = settled.user_id AND spent.day = settled.day
    `
  })

export const spendingOver = (sql: SqlClient.SqlClient) => ({
  spent: SqlSchema.findOneOption({
    Request: Schema.Struct({ userId: UserId, day: Schema.Int }),
    Result: Spent,
    execute: ({ day, userId }) => sql`
      SELECT day, calls, open, input_tokens::float8 AS input_tokens, output_tokens::float8 AS output_tokens
      FROM budget_days WHERE user_id = ${userId} AND day = ${day}
    `
  }),

  report: SqlSchema.findAll({
    Request: Schema.Struct({ userId: UserId, from: Schema.Int, to: Schema.Int }),
    Result: SpentOn,
    execute: ({ from, to, userId }) => sql`
      SELECT day, purpose, model, count(*)::int AS calls, count(*) FILTER (WHERE outcome = 'open')::int AS open,
        sum(coalesce(input_tokens, reserved_input_tokens))::float8 AS input_tokens,
        sum(coalesce(output_tokens, reserved_output_tokens))::float8 AS output_tokens
      FROM model_calls WHERE user_id = ${userId} AND day BETWEEN ${from} AND ${to}
      GROUP BY day, purpose, model ORDER BY day DESC, purpose COLLATE "C", model COLLATE "C"
    `
  })
})
