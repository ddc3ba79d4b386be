import { FlowsContract } from "@loopi/core/testing"
import { ClusterFlows } from "@loopi/postgres"
import { withPooler } from "../pooler.ts"
import { withServer } from "../server.ts"
import { direct, reachable, throughPooler } from "./layers.ts"

withServer("flows that machines share", () => {
  FlowsContract.suite("a cluster", ClusterFlows.layer, direct, { shares: true })
  FlowsContract.suite("a cluster of machines that reach each other", reachable, direct, { shares: true })
  withPooler("flows that machines share", () =>
    FlowsContract.suite("a cluster behind a pooler", ClusterFlows.layer, throughPooler, { shares: true })
  )
})
