import { ReviewArchiveContract } from "@loopi/core/testing"
import { LanceReviewArchive } from "@loopi/lancedb"
import { Effect, Layer } from "effect"
import { temporaryDirectory } from "../temporaryDirectory.ts"

ReviewArchiveContract.suite(
  "lancedb",
  Layer.unwrap(Effect.map(temporaryDirectory, (directory) => LanceReviewArchive.layer({ directory })))
)
