-- Lists in lists indent step by step; numbers go on from where they are told to.
local report = footnote.report {
  api = 1, name = "nested-lists", title = "Lists in lists", description = "A golden page.", lang = "en",
  fields = {},
}

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    list { kind = "number",
      { "First, with steps of its own:",
        list { "a step that takes more than one line, so that one sees where its second line "
          .. "begins on the page", { "a step with parts:", list { kind = "number", "one", "two" } } } },
      "Second.",
    },
    para "A paragraph in between.",
    list { kind = "number", start = 3, "Third, and the numbers go on.", "Fourth." },
    list { kind = "number", start = 99, "Ninety-nine.", "A hundred, with more room for its number." },
    checklist { { "A box with a list below it:", list { "first", "second" } }, "A box." },
  }
end

return report
