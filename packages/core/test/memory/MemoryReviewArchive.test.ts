import { MemoryReviewArchive } from "@loopi/core/memory"
import { ReviewArchiveContract } from "@loopi/core/testing"

ReviewArchiveContract.suite("memory", MemoryReviewArchive.layer)
