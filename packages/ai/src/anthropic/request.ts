/**
 * What is sent: the prompt, the form of the answer, and nothing that says who asks.
 */
import type Anthropic from "@anthropic-ai/sdk"
import type { TokenUsage } from "@loopi/core"
import { mend } from "../prompts/mend.ts"
import { plainText } from "../prompts/plainText.ts"
import { formAsked, type Prompt } from "../prompts/Prompt.ts"
import { type AnthropicSettings, isNative } from "./AnthropicSettings.ts"
import type { MessageRequest } from "./Messages.ts"
import type { Reply } from "./Reply.ts"

export type Messages = Array<Anthropic.MessageParam>

type Form = Pick<Prompt<never, never>, "system" | "jsonSchema">

export const requestFor = (settings: AnthropicSettings, form: Form, messages: Messages): MessageRequest => {
  const native = isNative(settings)
  const { effort, maxTokens, model } = settings
  const config: Anthropic.OutputConfig = {
    ...(native ? { format: { type: "json_schema", schema: form.jsonSchema } } : {}),
    ...(effort === undefined ? {} : { effort })
  }
  return {
    model,
    max_tokens: maxTokens,
    system: native ? form.system : `${form.system}\n\n${formAsked(form.jsonSchema)}`,
    messages,
    stream: true,
    ...(Object.keys(config).length === 0 ? {} : { output_config: config })
  }
}

/** What a provider adds to a request before it counts it. */
const overhead = 300

/** More than a request can take: two bytes a token is half of what text comes to. */
export const most = (request: MessageRequest): TokenUsage => ({
  inputTokens: Math.ceil(new TextEncoder().encode(JSON.stringify(request)).length / 2) + overhead,
  outputTokens: request.max_tokens
})

/** The reply, and what is wrong with it. An empty one cannot be shown. */
export const mending = ({ list }: Pick<Prompt<never, never>, "list">, { flaw, text }: Reply): Messages => {
  const complaint = mend(list, flaw ?? "it is empty")
  return plainText(text).trim() === ""
    ? [{ role: "user", content: complaint }]
    : [
        { role: "assistant", content: plainText(text).trimEnd() },
        { role: "user", content: complaint }
      ]
}
