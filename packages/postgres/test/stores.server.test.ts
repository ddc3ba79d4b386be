/**
 * Every store keeps its promises on a real server.
 */
import { StoresContract } from "@loopi/core/testing"
import { describe } from "@effect/vitest"
import * as beneath from "./below/beneath.ts"
import { noServer } from "./server.ts"
import { onServer, shared } from "./shared.ts"

if (noServer === undefined) {
  const stores = shared(onServer)
  StoresContract.suite("Postgres server", stores)
  beneath.suite("Postgres server", stores)
} else {
  describe.skip(`every store on a server (${noServer})`)
}
