/**
 * Every dialect keeps every promise of the port, over real HTTP.
 */
import { EmbedderContract } from "@loopi/core/testing"
import { layerOf } from "./library.ts"

EmbedderContract.suite("jina", layerOf("jina"))
EmbedderContract.suite("openai", layerOf("openai"))
EmbedderContract.suite("voyage", layerOf("voyage"))
EmbedderContract.suite("ollama, 768 numbers", layerOf("ollama", { dimension: 768 }))
EmbedderContract.suite(
  "a server like OpenAI's, 384 numbers",
  layerOf("openai", { dimension: 384 }, { model: "all-minilm-l6-v2" })
)
