#!/usr/bin/env bash
# footnote readability: texts and handouts measured, by section, and judged by one table of marks.
. "$(dirname "$0")/lib.sh"

begin "every worked example is easy enough to read"
footnote readability
expect_code 0
expect_no_stderr
expect_stdout ", 0 too hard"
expect_stdout "inserts/achilles-lift: grade "
expect_stdout " by Flesch-Kincaid, SMOG "
refuse_stdout "?, " # no hard word whose syllables were guessed

begin "a text is measured by section"
mkdir -p corpus
cat >easy.md <<'MD'
# Heel

## What now?

Start slowly. Do not go for a long run yet.

- Walk first.
- Then run.
MD
footnote readability easy.md --corpus corpus
expect_code 0
expect_stdout "easy.md: grade "
expect_stdout "14 words in 4 sentences"
expect_stdout "  What now? "

begin "a hard text fails, and it is said why"
printf '# Heel\n\n## Why?\n\nBiomechanical alterations necessitate professional consultation.\n' >hard.md
footnote readability hard.md --corpus "$FOOTNOTE_SOURCE/corpus"
expect_code 1
expect_stdout "too hard: grade "
expect_stdout "expected at most 6.0"
expect_stdout "too hard: 'Why?': grade "
expect_stdout "hard words: "
expect_stdout "biomechanical (1)?"
footnote readability hard.md --corpus "$FOOTNOTE_SOURCE/corpus" --json
expect_code 1
expect_json 'o["texts"][0]["counts"]["words"] == 5 and len(o["texts"][0]["faults"]) == 2'

begin "a sentence of more than 20 words fails"
mkdir corpus
printf '# Heel\n\nYou can go on and on and on and on and on and on and on and on and on and on.\n' >long.md
footnote readability long.md --corpus corpus
expect_code 1
expect_stdout "a sentence of 22 words, expected at most 20: You can go on"

begin "easy reading has a mark of its own"
mkdir corpus
printf '# Heel\n\nYour shoe may rub the skin under your heel after longer walks today.\n' >text.md
footnote readability text.md --corpus "$FOOTNOTE_SOURCE/corpus"
expect_code 0
footnote readability text.md --corpus "$FOOTNOTE_SOURCE/corpus" --easy
expect_code 1
expect_stdout "expected at most 4.0"

begin "Spanish is judged by its own formula"
mkdir corpus
printf -- '---\ntitle: Talon\nlanguage: es\n---\n\n## Hoy\n\nEmpiece poco a poco. Si le duele, llame.\n' >es.md
footnote readability es.md --corpus corpus
expect_code 0
expect_stdout "ease 93.8 by Szigriszt-Pazos, 8 words in 2 sentences"

begin "what is neither file nor report is named"
footnote readability insrets
expect_code 2
expect_stderr "no worked example 'insrets'"

begin "no value of the patient is measured or printed"
cp -r "$FOOTNOTE_SOURCE/reports" reports
chmod -R u+w reports
sed -i 's/"clinician_name": "[^"]*"/"clinician_name": "Bartholomew Featherstonehaugh"/' \
  reports/inserts/achilles-lift/patient.json
footnote readability inserts/achilles-lift --reports reports --json
expect_code 0
refuse_stdout eatherstonehaugh

finish
