import { Open } from "../accounts/people.ts"
import { inMemory } from "./kept.ts"
import { suite } from "./table.ts"

suite({ on: "in memory", server: Open, kept: inMemory })
