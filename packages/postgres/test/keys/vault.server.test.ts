/**
 * The vault keeps its promises on a real server.
 */
import { ProviderKeyVaultContract } from "@loopi/core/testing"
import { PgProviderKeyVault } from "@loopi/postgres"
import { Layer } from "effect"
import { withServer } from "../server.ts"
import { onServer, shared } from "../shared.ts"
import * as sealedRows from "./sealedRows.ts"

withServer("the vault on a server", () => {
  const database = shared(onServer)
  ProviderKeyVaultContract.suite("Postgres server", PgProviderKeyVault.layer.pipe(Layer.provideMerge(database)))
  sealedRows.suite("Postgres server", database)
})
