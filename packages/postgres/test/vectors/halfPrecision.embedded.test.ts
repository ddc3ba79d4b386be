/**
 * Half precision as PGlite computes it, number by number.
 */
import { suite } from "./halfPrecision.ts"
import { embedded } from "./layers.ts"

suite("embedded", embedded)
