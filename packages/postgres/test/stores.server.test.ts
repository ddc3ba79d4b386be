/**
 * Every store keeps its promises on a real server.
 */
import { StoresContract } from "@loopi/core/testing"
import * as beneath from "./below/beneath.ts"
import { withServer } from "./server.ts"
import { onServer, shared } from "./shared.ts"

withServer("every store on a server", () => {
  const stores = shared(onServer)
  StoresContract.suite("Postgres server", stores)
  beneath.suite("Postgres server", stores)
})
