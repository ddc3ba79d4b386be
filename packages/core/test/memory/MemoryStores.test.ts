import { MemoryStores } from "@loopi/core/memory"
import { StoresContract } from "@loopi/core/testing"

StoresContract.suite("memory", MemoryStores.layer)
