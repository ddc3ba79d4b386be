import { conforms } from "./suites.ts"

conforms("embedded")
