-- Notes stand at the foot of the page of their mark, above what is pinned, in the order of their
-- letters; a line takes its note along to the next page; cells and boxes have notes too.
local report = footnote.report {
  api = 1, name = "notes", title = "Notes at the foot", description = "A golden page.", lang = "en", fields = {},
}

function report.build()
  local lines = {}
  for i = 1, 25 do
    lines[i] = para("Line " .. i)
  end
  return document {
    title = report.title,
    footer_right = "{page} of {pages}",
    heading { level = 1, report.title },
    section {
      title = "On this page",
      para { "Wear it in slowly", note "Ten minutes more every day.", ", then run", note {
        "Only when the first week went ", bold "well", ". This note is long enough to take a ",
        "second line at the foot of its page, below the first." }, "." },
      table_of { columns = { {}, { weight = 1 } }, summary = "Two days.",
        rows = { { "Monday", { "Rest", note "Walking is rest." } }, { "Tuesday", "Run" } } },
      lines,
    },
    section {
      title = "On the next",
      para { "A line that takes its note along", note "So it stands on the second page.", "." },
      box { kind = "plain", para { "In a box", note "Of a box.", "." } },
    },
    group { pin = "bottom", rule(), para "Pinned to the foot." },
  }
end

return report
