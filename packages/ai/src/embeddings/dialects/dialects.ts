import type { Dialect, Provider } from "./Dialect.ts"
import { jina } from "./jina.ts"
import { ollama } from "./ollama.ts"
import { openai } from "./openai.ts"
import { voyage } from "./voyage.ts"

export const dialects: Record<Provider, Dialect> = { jina, openai, voyage, ollama }
