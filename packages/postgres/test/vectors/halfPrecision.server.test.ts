/**
 * Half precision as a server computes it, eight numbers at once where the processor can.
 */
import { suite } from "./halfPrecision.ts"
import { onServer, withPgvector } from "./layers.ts"

withPgvector("half precision on a server", () => suite("on a server", onServer))
