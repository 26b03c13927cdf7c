#!/usr/bin/env bash
# Report scripts that are wrong, hostile or ask for what can't be laid out: exit 5 with file:line
# first, within five seconds, never by a signal, and nothing is written.
. "$(dirname "$0")/lib.sh"

# A build with sanitizers is several times slower.
limit_ms=5000
ldd "$program-full" | grep -q libasan && limit_ms=25000

# script < BODY: own.lua with a declaration on line 1, the body of build from line 3 on.
script() {
  {
    echo 'local report = footnote.report { api = 1, name = "own", title = "Own", description = "d", lang = "en", fields = {} }'
    echo 'function report.build(patient, clinic)'
    cat
    echo 'end'
    echo 'return report'
  } >own.lua
}
# blocks < BLOCKS: the same with the document around them; they begin on line 5.
blocks() {
  {
    echo 'return document { title = report.title,'
    echo 'heading { level = 1, report.title },'
    cat
    echo '}'
  } | script
}

# A clean folder, an old PDF, five seconds: then code, stderr and what was written are looked at.
run() { # [OPTION...]
  echo precious >own.pdf
  processor_time
  local started=$processor_ms
  "$program" make own.lua --corpus corpus --date 2026-03-02 -o own.pdf "$@" \
    >"$out" 2>"$err" </dev/null
  code=$?
  processor_time
  took_ms=$((processor_ms - started))
  [ "$code" -lt 128 ] || fail "ended by a signal: $code"
  [ "$took_ms" -lt $limit_ms ] || fail "took $took_ms ms"
}
untouched() {
  echo precious | cmp -s - own.pdf || fail "the old PDF was written to"
  refuse_stderr wrote
  expect_equal "$(ls -A | tr '\n' ' ')" "corpus own.lua own.pdf "
}
wrong() { # LINE WORDS: exit 5, "own.lua:LINE: ..." first, with the words
  run
  expect_code 5
  untouched
  head -1 "$err" | grep -q "^own.lua:$1: " || fail "does not begin with own.lua:$1:"
  grep -qiF -- "$2" "$err" || fail "stderr lacks: $2"
}
# Either it is refused with file:line, or there is a whole PDF.
sane() {
  run
  case $code in
    0) qpdf --check own.pdf >/dev/null 2>>"$err" || fail "a damaged PDF" ;;
    5)
      untouched
      head -1 "$err" | grep -q "^own.lua:[0-9]*: " || fail "no file:line"
      ;;
    *) fail "exit code $code" ;;
  esac
}
case_of() {
  begin "$1"
  small_corpus
}

case_of "the script that the others are made from is fine"
blocks <<<'para "Fine.",'
run
expect_code 0

case_of "what Lua can't read"
script <<<'local x = = 3'
wrong 3 "unexpected symbol"
script <<<'return document { title = "x"'
wrong 4 "'}' expected"
printf '\033Lua\0\1' >own.lua
run
expect_code 5
untouched
printf 'return 1\0\377' >own.lua
run
expect_code 5
untouched
: >own.lua
run
expect_code 5
untouched

case_of "a mistake while it runs: line and traceback"
script <<'LUA'
local function inner(x)
  return x.y.z
end
return document { title = inner({}) }
LUA
wrong 4 "attempt to index a nil value"
expect_stderr "in inner (own.lua:4)"
expect_stderr "in build (own.lua:6)"
script <<<'error({ code = 1 })'
run
expect_code 5
untouched
script <<<'error("own words", 0)'
run
expect_code 5
untouched
expect_stderr "own words"
script <<<'error(setmetatable({}, { __tostring = function() error("again") end }))'
run
expect_code 5
untouched
script <<<'return undefined_name'
wrong 3 "undefined_name"

case_of "loops without an end, in every shape"
script <<<'while true do pcall(function() while true do end end) end'
wrong 3 "time"
script <<<'coroutine.wrap(function() while true do end end)()'
wrong 3 "time"
script <<<'return (("a"):rep(100000)):find(("a*"):rep(50) .. "b")'
run
expect_code 5
untouched
expect_stderr "own.lua:3"
sed -i '2i while true do end' own.lua
wrong 2 "time"

case_of "too much memory, in every shape"
script <<<'local t = {} while true do t[#t + 1] = ("x"):rep(1000) .. #t end'
wrong 3 "memory"
script <<<'return ("x"):rep(1e10)'
run
expect_code 5
untouched
expect_stderr "own.lua:3"
script <<<'local s = "x" while true do s = s .. s end'
wrong 3 "memory"
script <<<'local ok = pcall(string.rep, "x", 1 << 30) while true do pcall(string.rep, "x", 1 << 30) end'
run
expect_code 5
untouched
script <<<'local function f() return 1 + f() end return f()'
run
expect_code 5
untouched
head -1 "$err" | grep -Eq '^own.lua:3: .*(stack overflow|memory)' || fail "neither stack nor memory"
script <<<'local s = ("("):rep(300) return s:find(s)'
run
expect_code 5
untouched

case_of "no files, no programs, no clock"
for call in 'os.execute("touch broken")' 'io.open("/etc/passwd")' 'os.getenv("HOME")' \
  'os.time()' 'load("return 1")' 'loadstring("return 1")' 'dofile("x")' 'debug.getinfo(1)' \
  'package.loadlib("x", "y")' 'collectgarbage()' '_G.os.exit(0)' 'io.read()' 'os.exit(0)'; do
  script <<<"$call"
  run
  expect_code 5
  untouched
  head -1 "$err" | grep -q '^own.lua:3: ' || fail "$call: no file:line"
done
for module in ../secret /etc/passwd lib/../../x "lib..x" os io "lib.nothing"; do
  script <<<"require '$module'"
  run
  expect_code 5
  untouched
done
script <<<'return string.dump(function() end)'
run
expect_code 5
untouched

case_of "what build must give back"
script <<<'local nothing'
run
expect_code 5
untouched
expect_stderr "own.lua: report.build must return document { ... }, it returned nil"
script <<<'return 7'
run
expect_code 5
untouched
expect_stderr "document"
script <<<'return para "x"'
run
expect_code 5
untouched
expect_stderr "document"
script <<<'return document {}'
wrong 3 "title"
script <<<'return document { title = "" }'
run
expect_code 5
untouched

case_of "what a script must declare"
echo 'local x = 1' >own.lua
run
expect_code 5
untouched
expect_stderr "own.lua:"
echo 'return 7' >own.lua
run
expect_code 5
untouched
echo 'return footnote.report { api = 1, name = "own", title = "T", description = "d", lang = "en", fields = {} }' >own.lua
run
expect_code 5
untouched
expect_stderr "build"
script <<<'return 1'
sed -i 's/api = 1/api = 2/' own.lua
wrong 1 "api"
sed -i 's/api = 2, //' own.lua
wrong 1 "api"
script <<<'return 1'
sed -i 's/fields = {}/fields = { { name = "a", type = "txt" } }/' own.lua
run
expect_code 5
untouched
expect_stderr "unknown type 'txt' (did you mean 'text'?)"
expect_stderr "own.lua"
sed -i 's/type = "txt"/type = "choice"/' own.lua
run
expect_code 5
untouched
sed -i 's/type = "choice"/type = "text", max = "many"/' own.lua
run
expect_code 5
untouched

case_of "letters that no font has are named with their line"
blocks <<<'para "Well done \u{1F9E6}",'
wrong 5 "U+1F9E6"
blocks <<<'para "\u{9855}",'
wrong 5 "U+9855"
blocks <<<'table_of { columns = { {} }, summary = "s", head = { "\u{E123}" }, rows = { { "x" } } },'
wrong 5 "U+E123"
script <<<'return document { title = "\u{1F9E6}", para "x" }'
sane

case_of "scripts that are not supported are refused, not printed wrongly"
blocks <<<'para "\u{E44}\u{E17}\u{E22}",'
wrong 5 "Thai"
blocks <<<'para "\u{712}\u{710}",'
wrong 5 "Syriac"
blocks <<<'para "left \u{202E}right",'
wrong 5 "U+202E"

case_of "texts that are no text"
blocks <<<'para "bad \xff byte",'
wrong 5 "UTF-8"
blocks <<<'para "nul \0 byte",'
wrong 5 "control"
blocks <<<'para "bell \a",'
wrong 5 "control"
blocks <<<'para(print),'
wrong 5 "function"
blocks <<<'para { 7 },'
run
[ "$code" -eq 5 ] || [ "$code" -eq 0 ] || fail "a number: exit code $code"

case_of "what can't stand in what"
blocks <<<'para { para { "x" } },'
wrong 5 "paragraph"
blocks <<<'bold { heading "x" },'
wrong 5 "heading"
blocks <<'LUA'
section { title = "One",
  box { kind = "main",
    list { { heading "Deep" } } } },
LUA
wrong 7 "heading"
blocks <<'LUA'
section { title = "One",
  box { kind = "main",
    page_break() } },
LUA
run
expect_code 5
untouched
expect_stderr "own.lua:"
blocks <<<'document { title = "x" },'
wrong 5 "document"
blocks <<<'parra "x",'
wrong 5 "did you mean 'para'?"
blocks <<<'box { kind = "mian", para "x" },'
wrong 5 "did you mean 'main'?"
blocks <<<'box { kind = "main", colour = "red", para "x" },'
wrong 5 "colour"
blocks <<<'nil, para "x",'
run
expect_code 5
untouched

case_of "tables with a cell too many, too few, or without words"
blocks <<'LUA'
table_of { columns = { {}, {} }, summary = "s", head = { "a", "b" },
  rows = { { "1", "2" },
    { "1", "2", "3" } } },
LUA
run
expect_code 5
untouched
head -1 "$err" | grep -q '^own.lua:[5-7]: ' || fail "no line of the table"
blocks <<<'table_of { columns = { {}, {} }, summary = "s", head = { "a", "b" }, rows = { { "1" } } },'
wrong 5 "a table row covers 1 columns, the table has 2"
blocks <<<'table_of { columns = { {} }, head = { "a" }, rows = { { "1" } } },'
wrong 5 "summary"
blocks <<<'table_of { columns = { {} }, summary = "s", rows = { { cell { span = 9, "x" } } } },'
wrong 5 "column"
blocks <<<'table_of { columns = {}, summary = "s", rows = {} },'
run
expect_code 5
untouched

case_of "what is too wide or too tall for the page"
word=$(printf 'x%.0s' $(seq 60))
blocks <<<"para '$word$word$word',"
sane
blocks <<<"table_of { columns = { { width = 40 } }, summary = 's', rows = { { '$word' } } },"
sane
blocks <<'LUA'
box { kind = "plain", para(("Words and words. "):rep(2000)) },
LUA
run
expect_code 5
untouched
head -1 "$err" | grep -q '^own.lua:5: ' || fail "no file:line"
expect_stderr "page"
blocks <<<'figure { width = 2000, height = 20, alt = "a", draw = function(c) c:rect(0, 0, 9, 9):paint { stroke = 1 } end },'
wrong 5 "wide"
blocks <<<'figure { width = 20, height = 2000, alt = "a", draw = function(c) c:rect(0, 0, 9, 9):paint { stroke = 1 } end },'
run
expect_code 5
untouched
blocks <<<'writing_lines { count = 1000, height = 25 },'
sane
blocks <<<'writing_lines { count = 1e9, height = 25 },'
run
expect_code 5
untouched
blocks <<<'writing_lines { count = 2, height = 1e9 },'
run
expect_code 5
untouched

case_of "sizes that are no sizes"
for size in 0/0 1/0 -1/0 -5 0 1e308 '"7"' '{}'; do
  blocks <<<"figure { width = $size, height = 20, alt = 'a', draw = function(c) c:rect(0, 0, 9, 9):paint { stroke = 1 } end },"
  run
  if [ "$size" = '"7"' ]; then
    [ "$code" -eq 0 ] || [ "$code" -eq 5 ] || fail "width $size: exit code $code"
  else
    expect_code 5
    untouched
  fi
  blocks <<<"figure { width = 20, height = 20, alt = 'a', draw = function(c) c:line($size, 1):paint { stroke = 1 } end },"
  run
  expect_code 5
  untouched
done
blocks <<<"figure { width = 20, height = 20, alt = 'a', draw = function(c) c:move(1, 1):line(0/0, 5):paint { stroke = 1 } end },"
wrong 5 "coordinate"
blocks <<<"figure { width = 20, height = 20, alt = 'a', draw = function(c) error('in the drawing') end },"
wrong 5 "in the drawing"
blocks <<<"figure { width = 20, height = 20, draw = function(c) end },"
wrong 5 "alt"
blocks <<<"figure { width = 20, height = 20, alt = 'a', draw = function(c) while true do c:move(1, 1) end end },"
run
expect_code 5
untouched

case_of "10,000 rows, 50,000 words, 2,000 sections: sane, and soon"
blocks <<'LUA'
(function()
  local rows = {}
  for i = 1, 10000 do rows[i] = { tostring(i), "a row of words" } end
  return table_of { columns = { {}, {} }, summary = "s", head = { "n", "words" }, rows = rows }
end)(),
LUA
sane
blocks <<<'para(("word "):rep(50000)),'
sane
blocks <<'LUA'
group((function()
  local all = {}
  for i = 1, 2000 do all[i] = section { title = "Section " .. i, para "Words." } end
  return all
end)()),
LUA
sane
blocks <<'LUA'
(function()
  local inner = para "deep"
  for i = 1, 100 do inner = group { inner } end
  return inner
end)(),
LUA
run
expect_code 5
untouched

case_of "a node used twice, and a table that holds itself"
blocks <<'LUA'
(function() local p = para "x" return group { p, p } end)(),
LUA
sane
blocks <<'LUA'
(function() local t = {} t[1] = t return list(t) end)(),
LUA
run
expect_code 5
untouched

case_of "sentences and passages that there are none of"
blocks <<<'para { restate "no.such.key" },'
run
expect_code 5
untouched
expect_stderr "no.such.key"
blocks <<<'para { quote(footnote.passage("lifts"), "words that it does not hold") },'
wrong 5 "lifts"
blocks <<<'para { quote(nil, "words") },'
wrong 5 "quote"
blocks <<<'para(patient.not_declared),'
wrong 5 "not_declared"
script <<<'patient.x = 1'
wrong 3 "x"

case_of "what a script prints is on stderr, and cut"
blocks <<<'(function() for i = 1, 100000 do print("line", i) end return para "x" end)(),'
run
expect_code 0
expect_no_stdout
[ "$(wc -c <"$err")" -lt 100000 ] || fail "more than 64 KB on stderr"
blocks <<<'(function() print("\27[31mred \255") return para "x" end)(),'
run
expect_code 0
grep -q "$(printf '\033')" "$err" && fail "an escape reached the terminal"

finish
