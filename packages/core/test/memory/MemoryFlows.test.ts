import { MemoryFlows } from "@loopi/core/memory"
import { FlowsContract } from "@loopi/core/testing"
import { Layer } from "effect"

FlowsContract.suite("in this process", MemoryFlows.layer, Layer.empty, { shares: false })
