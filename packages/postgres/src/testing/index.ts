export * as FaultProxy from "./FaultProxy.ts"
export * as TestPostgres from "./TestPostgres.ts"
