/**
 * Judges the wording of a sentence without a model: does it stand alone, is this a name of something?
 */
export const countWords = (text: string): number => text.split(/\s+/).filter((word) => word !== "").length

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export const onOneLine = (text: string): string => text.replace(/\s+/g, " ").trim()

/** Openings that lean on an earlier sentence; "First-order kinetics" does not. */
const leaning =
  /^(?:this|that|these|those|it|its|they|their|he|his|she|her|we|you|i|here|there|however|but|also|then|so|instead|otherwise|for (?:example|instance)|in (?:this|that|these|those|such|other|both|each|either|addition|contrast|practice|the (?:above|following|previous|example|figure|first|second|latter|former))|as (?:we|you|a result|mentioned|shown|noted)|the (?:above|below|following|latter|former|previous|same|first|second|third|other|next|rest|result|reason|example|problem|idea|point|question|author)|both|such|another|other|others|finally|because|since|note|now|let|if (?:you|it|they|this|that)|when (?:we|you|it|they)|once|after|before|and|or|again|moreover|furthermore|consider|suppose|recall|remember|imagine|think|what|why|how|which|whereas|please|yes|later|thus|therefore|hence|similarly|likewise|meanwhile|yet|still|next|first|second|third|last|lastly|one|some|many|most|each|every|all|at this|like|unlike|rather|even|only|not|no|given|depending|in (?:some|most|many) cases|where|while|although|though|unless|until|to)\b(?!-)/i

/** Says something of what only the line above names. */
const headless =
  /^(?:(?:useful|easier|easy|harder|better|worse|faster|slower|simpler|good|great|ideal|perfect|available|possible)|(?:slightly|highly|fully|mostly|mainly) \p{L}+|(?:prevents|allows|helps|enables|provides|ensures|improves|reduces|makes|gives|lets|supports|requires|returns|creates|uses|avoids|adds|keeps|handles|manages))\s/iu

/** Words that talk about the text, the writer or the reader. */
const aboutText =
  /\b(?:we|we'll|we're|we've|let's|you|your|you'll|you're|our|us|my|this (?:phase|step|stage|method|function|option|approach|process|post|handbook|project|package|library|module|section|chapter|lesson|page|guide|article|tutorial|example|code|file|output|command|listing|document|repository|note|way|case|topic|discussion)|figure|listing \d|chapter|click|see (?:the|also|below|above)|described (?:above|below)|mentioned|(?:below|above)(?! (?:an? |the |about |its )?(?:\d|normal|average|zero|baseline|threshold))|the following|as follows|, see |(?:of|with|for|by|in|to|from|from all) these|of this|earlier|later in|recently(?! used)|at the time of writing|previous(?:ly)?|todo|video|link|links|discussed|handy references?|appendix|refer to the|more (?:details|information)|for more detail|learn more|check out)\b/i

/** "I" where it is the writer, and not the first of several types, classes or wars. */
const writer =
  /(?:^|[.,;:(] ?|\b(?:that|and|but|when|if|as|because|what|where|which|how|so|then|than) )I(?:'|’|\b(?!\)))|\bI (?:am|discovered|think|use|like|want|have|know|find|wrote|write|made|need|recommend|believe|prefer|call|learned|did|do|will|would)\b/

/** Verbs that open an instruction. */
const instruction =
  /^(?:use|make|add|see|try|keep|avoid|run|create|write|read|set|start|check|choose|click|open(?! source)|install|take|do|don't|never|always|find|look|ask|put|get|give|go|have|be|learn|practice|practise|study|test|review|update|remove|delete|return|identify|define|list|name|explain|discuss|break|move|handle|select|ensure|compare|draw|sketch|implement|design|need|follow|include|prefer|store|send|save|pick|build|split|limit|serve|generate|gather|outline|aim|decrypt|encrypt|issue|hide|compress|simulate|enable|reduce|increase|improve|allow|blacklist|distribute|replicate|work|think|tell|show|turn|plan|repeat|recall|rate|press|mix|space|sleep|focus|measure|track|mark|wait|stop|begin|connect|combine|divide|multiply|subtract|compute|calculate|apply|assume|note|compile|configure|call|pass|import|export|match|parse|convert|append|wrap)\s+(?!(?:is|are|was|has|can|may|will|does)\b)/i

const nounOrVerb =
  "(?:sleep|set|test|work|rate|space|plan|store|break|stop|mark|press|study|list|limit|read|write|name|recall|return|compute|cache)"

/** "Sleep apnea is a ..." instructs nobody. */
const nounDefined = new RegExp(
  `^${nounOrVerb} [\\p{L}-]+(?: [\\p{L}-]+)? (?:is (?:an?|the|any)|means|refers to) `,
  "iu"
)

const compoundNoun = new RegExp(`^${nounOrVerb} (?=[\\p{L}-]+(?: [\\p{L}-]+)?$)`, "iu")

const balanced = (text: string): boolean =>
  text.split("(").length === text.split(")").length && text.split(/["“”]/).length % 2 === 1

/** Whether a sentence is understood by somebody who sees nothing else. */
export const standsAlone = (sentence: string): boolean => {
  const words = countWords(sentence)
  return (
    words >= 5 &&
    words <= 38 &&
    sentence.length <= 320 &&
    /[.!]["”’)]?$/.test(sentence) &&
    !leaning.test(sentence) &&
    !headless.test(sentence) &&
    !talksAboutText(sentence) &&
    (!instruction.test(sentence) || nounDefined.test(sentence)) &&
    !/https?:|\$\s|=>|\s=\s|[{}|<>]/.test(sentence) &&
    balanced(sentence)
  )
}

export const talksAboutText = (text: string): boolean => aboutText.test(text) || writer.test(text)

export const isInstruction = (text: string): boolean => instruction.test(text)

/** "Lift one side of the dough": a noun has no article behind it, so this is a verb, whichever it is. */
const verbFirst =
  /^(?!(?:is|as|in|on|at|by|for|with|from|to|of|into|over|under|after|before|during|without|within|when|whenever|once|until|since|because|while|where|if|what|which|that|not|all|half|both|such|only|like|than|and|or|but|also|any|some|how|whether|per|via|\p{L}+(?:ing|ed|ly|[^s]s))\s)\p{L}+(?:,? (?:and|or) \p{L}+)? (?:the|an?|your|one|it|them|each|every)\s/iu

/** Tells the reader what to do, and not what the words before it mean. */
export const isAdvice = (text: string): boolean =>
  /^(?:use|avoid|keep|aim|make sure|ensure|try|consider|prefer|don['’]t|do not|never|always|be|remember|check|practi[cs]e|enable|simulate)\s/i.test(
    text
  )

/** Whether a text tells somebody to do something. */
export const isOrder = (text: string): boolean => isInstruction(text) || verbFirst.test(text)

const notAHead =
  /^(?:(?:the|a|an)\s+)?(?:last|first|second|third|next|other|same|main|only|key|most|more|best|each|every|some|any|all|many|few|another|on|in|at|by|for|with|of|to|from|as|one|two|three|following|resulting|better|worse|above|new|old|exact|classic|usual|typical|simplest|easiest|common|important|rest(?= of)|(?:output|result|reason|answer|example|problem|idea|goal|aim|point|thing|way|question|difference|default|purpose|trick|catch|advantage|disadvantage|downside|benefit|drawback|alternative|solution|approach|lesson|effect|remedy|cost|price|cure|size|length|order|name)(?= (?:of|for|to|in|with|behind|here|is)\b|$))(?:\b|$)(?!-)/i

/** Words a name of something does not contain. */
const notInAName = new Set(
  "is are was were be been being has have had do does did can could will would should may might must shall not that which who whom whose when where if because while although whether than then and or but it its they them their he she his her we you your our i this these those there here like what how why also often usually always never very more most only just".split(
    " "
  )
)

/** Whether this can be the subject a definition defines: a short noun phrase, as far as one can tell without grammar. */
export const isName = (text: string): boolean => {
  const words = text.toLowerCase().split(/\s+/)
  return (
    words.length <= 7 &&
    /\p{L}/u.test(text) &&
    !notAHead.test(text) &&
    !/^(?:allows?|provides?|ensures?|requires?|prevents?|enables?|uses?|makes?|reduces?|increases?|improves?|supports?)\s/i.test(
      text
    ) &&
    !instruction.test(`${text} `) &&
    !/[,;:!?"“”=]/.test(text) &&
    !words.some((word) => notInAName.has(word))
  )
}

/** Whether this can stand before "is a ...", where even "sleep apnea" is known not to be an instruction. */
export const isSubject = (text: string): boolean => isName(text) || isName(text.replace(compoundNoun, ""))

const generic =
  /^(?:true|false|yes|no|none|this|that|not|never|always|all|and|or|if|into|from|only|new|same|one|two|three|any|more|most|less|least|before|after|first|last|second|for|use|used|file|line|note|notes|important|warning|caution|tip|tips|hint|info|remember|automatic|required|optional|steps?|parts?|days?|weeks?|examples?|options?|summary|result|results|exercise|question|answer|solution|why|how|what|when|where|who|source|sources|date|author|status|tags?|todo|input|output|returns?|parameters?|usage|key takeaways?|in short|goal|goals|good|bad|better|best|exceptions?|definition|proof|rule|theorem|remark|default|kind|(?:fully )?deprecated|legacy|outdated)\b[\s\d]*$/i

/** Labels that name no concept. */
export const isGeneric = (term: string): boolean =>
  generic.test(term.trim()) ||
  /^(?:step|part|day|week|chapter|lesson|note|tip|example|option|stage|phase|grade|level|case|group|class)\s+\w{1,4}$/i.test(
    term.trim()
  )

/** Whether the parser lost nothing of a text: it shows NUL and half a surrogate pair as U+FFFD, or leaves them torn. */
export const isIntact = (text: string): boolean => text.isWellFormed() && !text.includes("\uFFFD")
