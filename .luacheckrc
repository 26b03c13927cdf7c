std = "lua54"
max_line_length = 110
-- What the program gives every script: see scripts/README.md.
read_globals = {
  "footnote", "document", "section", "heading", "para", "list", "checklist", "table_of", "cell",
  "box", "band", "group", "rule", "page_break", "writing_lines", "figure", "qr", "sources", "bold",
  "restate", "has", "words", "value", "quote", "symbol", "lang", "line_break",
  "link", "nobreak", "note", "columns", "definitions",
}
files["scripts/*.lua"] = { globals = {} }
-- Coordinates, a step or a label a line: they are not read from left to right.
files["scripts/lib/drawings/*.lua"] = { max_line_length = false }
