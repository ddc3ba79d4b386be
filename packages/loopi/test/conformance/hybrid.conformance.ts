import { conforms } from "./suites.ts"

conforms("hybrid")
