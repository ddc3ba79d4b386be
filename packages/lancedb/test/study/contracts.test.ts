import { ReviewLogContract, SchedulesContract } from "@loopi/core/testing"
import { Effect, Layer } from "effect"
import { temporaryDirectory } from "../temporaryDirectory.ts"
import { layer, layerEager } from "./stores.ts"

const stores = Layer.unwrap(Effect.map(temporaryDirectory, (directory) => layer(directory)))

SchedulesContract.suite("LanceDB", stores)
ReviewLogContract.suite("LanceDB", stores)

const eager = Layer.unwrap(Effect.map(temporaryDirectory, layerEager))

SchedulesContract.suite("LanceDB, taken over after every rating", eager)
ReviewLogContract.suite("LanceDB, taken over after every rating", eager)
