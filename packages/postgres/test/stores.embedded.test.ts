/**
 * Every store keeps its promises on the embedded Postgres.
 */
import { StoresContract } from "@loopi/core/testing"
import { embedded, shared } from "./shared.ts"

StoresContract.suite("embedded Postgres", shared(embedded))
