import { MemoryStores } from "@loopi/core/memory"
import { ProviderKeyVaultContract } from "@loopi/core/testing"

ProviderKeyVaultContract.suite("memory", MemoryStores.layer)
