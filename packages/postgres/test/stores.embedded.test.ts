/**
 * Every store keeps its promises on the embedded Postgres.
 */
import { StoresContract } from "@loopi/core/testing"
import * as beneath from "./below/beneath.ts"
import { embedded, shared } from "./shared.ts"

const stores = shared(embedded)

StoresContract.suite("embedded Postgres", stores)
beneath.suite("embedded Postgres", stores)
