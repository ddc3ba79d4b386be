/**
 * Every store keeps its promises on a real server.
 */
import { StoresContract } from "@loopi/core/testing"
import { describe } from "@effect/vitest"
import { noServer } from "./server.ts"
import { onServer, shared } from "./shared.ts"

if (noServer === undefined) StoresContract.suite("Postgres server", shared(onServer))
else describe.skip(`every store on a server (${noServer})`)
