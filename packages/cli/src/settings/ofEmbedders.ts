/**
 * The settings of who tells what texts mean.
 */
import { type SettingGroup, wholeFrom } from "./Setting.ts"

export const ofEmbedders: SettingGroup = {
  title: "Who tells which texts are alike",
  page: "embedders.md",
  settings: [
    {
      name: "LOOPI_EMBEDDER",
      means: "lexical, hybrid, jina, openai, voyage or ollama; with its model too, as in ollama/bge-m3",
      otherwise: "jina where JINA_API_KEY is set, else lexical"
    },
    {
      name: "LOOPI_EMBEDDER_BEFORE",
      means: "the one before, which answers until loopi reindex is done",
      otherwise: "none"
    },
    { name: "LOOPI_EMBEDDING_MODEL", means: "its model", otherwise: "the usual one of the provider" },
    { name: "LOOPI_EMBEDDING_URL", means: "another address of it", otherwise: "the provider's own" },
    {
      name: "LOOPI_EMBEDDING_DIMENSION",
      means: "how long the model's vectors are, where Loopi does not know",
      otherwise: "asked at the start",
      expects: wholeFrom(1)
    },
    ...["JINA_API_KEY", "OPENAI_API_KEY", "VOYAGE_API_KEY"].map((name) => ({
      name,
      means: "the key of that provider",
      otherwise: "none"
    }))
  ]
}
