/**
 * The settings of the models that write, and of how much each learner may have them do.
 */
import { defaultPolicy } from "@loopi/core"
import { Duration } from "effect"
import { AnthropicSettings } from "loopi"
import { count } from "../render/text.ts"
import { type SettingGroup, wholeFrom } from "./Setting.ts"

const { defaults } = AnthropicSettings
const aDuration = "a duration, as in `90 seconds`"
const minutes = (duration: Duration.Duration) => count(Duration.toMinutes(duration), "minute")

export const ofModels: SettingGroup = {
  title: "The model that writes, and what each learner may have it do",
  page: "generation.md",
  settings: [
    {
      name: "ANTHROPIC_API_KEY",
      means: "the key of the server: everybody without a key of their own uses it",
      otherwise: "none"
    },
    {
      name: "ANTHROPIC_BASE_URL",
      means: "any server that speaks the Messages API; set, no key is needed",
      otherwise: AnthropicSettings.baseUrlOf(defaults),
      expects: "a URL, as in http://127.0.0.1:11434"
    },
    { name: "LOOPI_MODEL", means: "the model", otherwise: defaults.model },
    {
      name: "LOOPI_EFFORT",
      means: "how hard it thinks",
      otherwise: "the model's own",
      expects: "`low`, `medium`, `high`, `xhigh` or `max`"
    },
    {
      name: "LOOPI_MAX_TOKENS",
      means: "the longest answer; as much is reserved of the budget for each call",
      otherwise: `${defaults.maxTokens}`,
      expects: wholeFrom(1)
    },
    {
      name: "LOOPI_MODEL_TIMEOUT",
      means: "the longest silence before a call is given up",
      otherwise: minutes(defaults.timeout),
      expects: aDuration
    },
    {
      name: "LOOPI_MODEL_PATIENCE",
      means: "the longest wait that a provider may ask for",
      otherwise: minutes(defaults.patience),
      expects: aDuration
    },
    {
      name: "LOOPI_MODEL_RETRIES",
      means: "tries after the first, where trying again may help",
      otherwise: `${defaults.retries}`,
      expects: wholeFrom(0)
    },
    {
      name: "LOOPI_STRUCTURED_OUTPUT",
      means: "what holds the model to the form of its answer: its server, or words alone",
      otherwise: defaults.structuredOutput,
      expects: "`native`, `prompt` or `auto`"
    },
    ...Object.entries({
      LOOPI_CALLS_PER_DAY: ["how often a learner may have models asked in a day", defaultPolicy.callsPerDay, 0],
      LOOPI_TOKENS_PER_DAY: ["how many tokens that may take", defaultPolicy.tokensPerDay, 0],
      LOOPI_RUNS_AT_ONCE: ["how many runs a learner may have under way", defaultPolicy.runsAtOnce, 1],
      LOOPI_RUNS_PER_HOUR: ["how many a learner may begin in an hour", defaultPolicy.runsPerHour, 1]
    } as const).map(([name, [means, otherwise, least]]) => ({
      name,
      means,
      otherwise: `${otherwise}`,
      expects: wholeFrom(least)
    }))
  ]
}
