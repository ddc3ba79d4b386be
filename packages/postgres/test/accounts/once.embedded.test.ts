/**
 * What is asked for once is done once on the embedded Postgres, which has one session for everybody.
 */
import { TestMasterKeys } from "@loopi/core/testing"
import { Effect, Layer } from "effect"
import { embedded, shared } from "../shared.ts"
import * as once from "./once.ts"

const dying: once.Breaking = (work) => Effect.andThen(work, Effect.die("out of memory"))

once.suite("embedded Postgres", shared(Layer.provideMerge(embedded, TestMasterKeys.layer)), dying)
