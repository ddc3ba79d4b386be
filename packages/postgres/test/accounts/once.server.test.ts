/**
 * What is asked for once is done once on a server, whose connection may be lost at any time.
 */
import { TestMasterKeys } from "@loopi/core/testing"
import { Layer } from "effect"
import { withServer } from "../server.ts"
import { onServer, shared } from "../shared.ts"
import { killing } from "./killing.ts"
import * as once from "./once.ts"

withServer("requests on a server", () => {
  once.suite("Postgres server", shared(Layer.provideMerge(onServer, TestMasterKeys.layer)), killing)
})
