import { embedded, shared } from "../shared.ts"
import * as everyTable from "./everyTable.ts"

everyTable.suite("embedded Postgres", shared(embedded), false)
