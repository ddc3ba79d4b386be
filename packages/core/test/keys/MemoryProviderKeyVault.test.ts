import { MemoryProviderKeyVault, MemoryUserStore } from "@loopi/core/memory"
import { ProviderKeyVaultContract } from "@loopi/core/testing"
import { Layer } from "effect"

ProviderKeyVaultContract.suite("memory", Layer.mergeAll(MemoryProviderKeyVault.layer, MemoryUserStore.layer))
