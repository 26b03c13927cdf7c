#!/usr/bin/env bash
# What a person sees of a search: snippets, groups by article, facets, similar passages, the pager.
. "$(dirname "$0")/lib.sh"

# Four articles, one of two sections.
tagged_corpus() {
  article corpus/lifts.md "Heel lifts" "What a lift does" \
    "A heel lift raises the heel and takes load off the Achilles tendon." \
    "id: lifts" "language: en-gb" "topics: heel lift, Running" "reviewed: 2024-02-03" "source: Clinic"
  printf '\n## Wearing it\n\nWear the heel lift in one shoe only.\n\n## Washing\n\nWash socks.\n' >>corpus/lifts.md
  article corpus/tendon.md "Achilles tendon" "Load" "Load hurts a sore Achilles tendon at the heel." \
    "id: tendon" "language: en" "topics: running" "reviewed: 2026-01-01"
  article corpus/ferse.md "Fersenkeil" "Sehne" "Ein heel lift entlastet die Sehne." "id: ferse" "language: de"
  article corpus/toes.md "Toes" "Nails" "Cut nails straight." "id: toes"
  settle corpus
}

begin "marks are ** in plain text, colours where asked for; the title stays as it is"
tagged_corpus
footnote search tendon --corpus corpus
expect_code 0
expect_stdout "1. Achilles tendon > Load"
expect_stdout "sore Achilles **tendon** at"
footnote search tendon --corpus corpus --color always
expect_stdout $'\e[1;31mtendon\e[0m at'
expect_stdout $'Achilles \e[1;31mtendon\e[0m'
refuse_stdout '**'
footnote search tendon --corpus corpus --json
expect_json '[o["hits"][0]["title"][a:b] for a, b in o["hits"][0]["title_marks"]] == ["tendon"]'
expect_json 'o["hits"][0]["path_marks"] == []'
footnote search --match 'tend* AND "sore achilles"' --corpus corpus
expect_stdout 'a **sore Achilles** **tendon**'

begin "a long passage is shown in part, and says where it was cut"
article corpus/long.md "Long" "Part" "$(printf 'Shoes wear out and laces tear. %.0s' {1..40})Do not run with a calcaneus fracture until told so. $(printf 'Shoes wear out. %.0s' {1..40})"
settle corpus
footnote search calcaneus --corpus corpus --json
expect_json 'o["hits"][0]["snippet"]["text"].startswith("Do not run with a calcaneus fracture")'
expect_json 'len(o["hits"][0]["snippet"]["text"]) < 220'
expect_json 'len(o["hits"][0]["text"]) > 1500'

begin "--documents shows each article once, by its best section"
tagged_corpus
footnote search 'heel lift' --documents --corpus corpus --json
expect_code 0
expect_json 'sorted(h["article"] for h in o["hits"]) == ["ferse", "lifts", "tendon"]'
expect_json '[len(h["sections"]) for h in o["hits"] if h["article"] == "lifts"] == [2]'
expect_json 'list([h for h in o["hits"] if h["article"] == "lifts"][0]["sections"][0]) == ["section", "heading", "score", "weak"]'
expect_json '[h["rank"] for h in o["hits"]] == [1, 2, 3]'
footnote search 'heel lift' --documents --corpus corpus
expect_stdout "and 2 more sections: Wearing it; Washing"
footnote search 'heel lift' --documents --limit 1 --corpus corpus --json
expect_json 'len(o["hits"]) == 1'
footnote search 'heel lift' --corpus corpus --json
expect_json '"sections" not in o["hits"][0] and len(o["hits"]) == 5'

begin "--facet counts all that match, also beyond the limit"
tagged_corpus
footnote search heel --limit 1 --facet lang --facet tag --facet reviewed --facet type --facet source \
  --facet article --corpus corpus --json
expect_code 0
expect_json 'len(o["hits"]) == 1'
expect_json '[f["field"] for f in o["facets"]] == ["lang", "tag", "reviewed", "type", "source", "article"]'
expect_json '[(v["value"], v["passages"], v["articles"]) for v in o["facets"][0]["values"]] == [("en-gb", 3, 1), ("de", 1, 1), ("en", 1, 1)]'
expect_json '[(v["value"], v["passages"]) for v in o["facets"][1]["values"]] == [("running", 4), ("heel lift", 3), ("none", 1)]'
expect_json '{v["value"]: v["articles"] for v in o["facets"][2]["values"]} == {"2024": 1, "2026": 1, "none": 1}'
expect_json 'o["facets"][3]["values"] == [{"value": "md", "passages": 5, "articles": 3}]'
expect_json '{v["value"] for v in o["facets"][4]["values"]} == {"Clinic", "none"}'
expect_json 'len(o["facets"][5]["values"]) == 3'
footnote search heel --facet tag --corpus corpus
expect_stdout "tag (passages): running 4, heel lift 3, none 1"
footnote search heel --facet tag --documents --corpus corpus
expect_stdout "tag (articles): running 2, heel lift 1, none 1"
footnote search 'heel lang:de' --facet lang --corpus corpus --json
expect_json '[v["value"] for v in o["facets"][0]["values"]] == ["de"]'
footnote search heel --facet tags --corpus corpus
expect_code 2
expect_stderr "did you mean 'tag'?"

begin "similar finds what shares the telling words, and says which"
tagged_corpus
footnote similar tendon --corpus corpus --json
expect_code 0
expect_json 'o["reference"] == "tendon" and o["hits"][0]["article"] == "lifts"'
expect_json 'o["hits"][0]["section"] == "what-a-lift-does"'
expect_json '"achilles" in o["hits"][0]["shared"] and set(o["hits"][0]["shared"]) <= set(o["words"])'
expect_json 'all(h["article"] != "tendon" and not h["weak"] for h in o["hits"])'
footnote similar lifts#wearing-it --corpus corpus --json
expect_json 'all(h["article"] != "lifts" for h in o["hits"])'
footnote similar lifts#wearing-it --same-article --corpus corpus --json
expect_json 'o["hits"][0]["article"] == "lifts" and all(h["section"] != "wearing-it" for h in o["hits"])'
footnote similar tendon --corpus corpus
expect_stdout "shares: "
footnote similar toes --corpus corpus
expect_code 1
expect_no_stdout
expect_stderr "nothing shares a telling word with 'toes'"
footnote similar lift --corpus corpus
expect_code 1
expect_stderr "did you mean 'lifts'?"
footnote similar --corpus corpus
expect_code 2

begin "on a terminal long output goes through the pager; elsewhere never"
tagged_corpus
paged() { # PAGER ROWS ARGUMENTS...
  local pager=$1 rows=$2
  shift 2
  PAGER=$pager script -qec "stty rows $rows cols 80; $program $* --corpus corpus" /dev/null >"$out" 2>"$err" </dev/null
  code=$?
}
paged 'echo paged; head -1' 5 search heel
expect_code 0
expect_stdout paged
refuse_stdout lifts#
paged 'echo paged; cat' 60 search heel
refuse_stdout paged
expect_stdout lifts#
paged 'echo paged; cat' 5 search heel --no-pager
refuse_stdout paged
paged 'echo paged; cat' 5 search heel --json
refuse_stdout paged
paged '/nowhere/pager' 5 search heel
expect_code 0
expect_stdout lifts#
paged 'true' 5 show lifts
expect_code 0
refuse_stdout lifts
paged 'echo paged; cat' 5 similar tendon
expect_stdout paged
PAGER='echo paged' footnote search heel --corpus corpus
refuse_stdout paged

finish
