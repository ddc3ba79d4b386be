/**
 * A history keeps its promises while reviews are moved from Postgres to the archive between any two steps.
 */
import { restless, ReviewLogContract, SchedulesContract } from "@loopi/core/testing"
import { Layer } from "effect"
import { embedded, onServer, shared } from "./stores.ts"

const moving = shared(Layer.provideMerge(restless.layer(7), embedded))
ReviewLogContract.suite("PGlite and LanceDB, moved by sevens", moving)
SchedulesContract.suite("PGlite and LanceDB, moved by sevens", moving)
ReviewLogContract.suite("a server and LanceDB, moved by sevens", Layer.provideMerge(restless.layer(7), onServer))
