// What is loaded where flows are shared, and nowhere else.
export * as cluster from "./cluster.ts"
export * as engine from "./engine.ts"
export * as FlowsClient from "./FlowsClient.ts"
export * as retention from "./retention.ts"
