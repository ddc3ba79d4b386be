/**
 * Who has ever signed in, so that addresses nobody came for are free again; and mails that tell of a new password, which
 * learners ask for by choosing one. Those who are there already count as having come.
 */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  // Row security keeps an UPDATE from whoever owns the table, and a default from nobody.
  yield* sql`ALTER TABLE accounts ADD COLUMN first_signed_in_at TIMESTAMPTZ DEFAULT now()`
  yield* sql`ALTER TABLE accounts ALTER COLUMN first_signed_in_at DROP DEFAULT`
  yield* sql`
    CREATE INDEX accounts_nobody_came_for ON accounts (created_at)
    WHERE verified_at IS NULL AND first_signed_in_at IS NULL
  `
  yield* sql`ALTER TABLE mail_requests DROP CONSTRAINT mail_requests_kind_check`
  yield* sql`
    ALTER TABLE mail_requests ADD CONSTRAINT mail_requests_kind_check
    CHECK (kind IN ('welcome', 'verify', 'reset', 'changed'))
  `
  yield* sql`GRANT INSERT ON mail_requests TO loopi_learner`
  yield* sql`
    CREATE POLICY of_learner ON mail_requests FOR INSERT TO loopi_learner WITH CHECK (
      kind = 'changed' AND email IN (
        SELECT accounts.email FROM accounts
        WHERE accounts.user_id = nullif(current_setting('loopi.user_id', true), '')::uuid
      )
    )
  `
})
