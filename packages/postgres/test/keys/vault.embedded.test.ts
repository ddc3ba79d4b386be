/**
 * The vault keeps its promises on the embedded Postgres.
 */
import { ProviderKeyVaultContract } from "@loopi/core/testing"
import { PgProviderKeyVault } from "@loopi/postgres"
import { Layer } from "effect"
import { embedded, shared } from "../shared.ts"
import * as sealedRows from "./sealedRows.ts"

const database = shared(embedded)

ProviderKeyVaultContract.suite("embedded Postgres", PgProviderKeyVault.layer.pipe(Layer.provideMerge(database)))
sealedRows.suite("embedded Postgres", database)
