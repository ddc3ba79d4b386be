/**
 * The table of everybody who must not get through, on Postgres: a refusal writes no row of any table.
 */
import { TestPostgres } from "@loopi/postgres/testing"
import { AccountAuthentication } from "@loopi/http"
import { Layer } from "effect"
import { over, serve } from "../../../http/test/app.ts"
import { suite } from "../../../http/test/table/table.ts"
import { inTables } from "./inTables.ts"

const Postgres = TestPostgres.layerStores({ sources: ["TEST_DATABASE_URL", "binaries"] })

suite({
  on: "Postgres",
  server: serve(over(Postgres), { authentication: AccountAuthentication.layer }).pipe(Layer.provideMerge(Postgres)),
  kept: inTables
})
