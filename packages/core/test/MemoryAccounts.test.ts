import { MemoryAccounts, MemoryUserStore } from "@loopi/core/memory"
import { AccountStoresContract } from "@loopi/core/testing"
import { Layer } from "effect"

AccountStoresContract.suite("memory", Layer.provideMerge(MemoryAccounts.layer, MemoryUserStore.layer))
