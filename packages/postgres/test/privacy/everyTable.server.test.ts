import { withServer } from "../server.ts"
import { onServer, shared } from "../shared.ts"
import * as everyTable from "./everyTable.ts"

withServer("every table on a server", () => everyTable.suite("Postgres server", shared(onServer), true))
