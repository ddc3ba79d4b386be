import { conforms } from "./suites.ts"

conforms("memory")
