import { conforms } from "./suites.ts"

conforms("postgres")
