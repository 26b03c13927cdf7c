-- How wide columns are: what fits stays on one line, long texts share the rest, words stay whole.
local report = footnote.report {
  api = 1, name = "table-columns", title = "Widths of columns",
  description = "A golden page.", lang = "en",
  fields = {},
}

local PROSE = "These words go over several lines and share what the short columns leave to them. "

local function sized(title, columns, rows, head)
  return group {
    heading { level = 2, title },
    table_of { columns = columns, head = head, rows = rows, summary = title },
  }
end

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    sized("All on one line", { { weight = 1 }, { weight = 3 }, {} },
      { { "A rather long cell that needs room", "short", "end" } }),
    sized("A label keeps its line beside long texts", { {}, {}, {} },
      { { "Two words", PROSE:rep(2), PROSE:rep(5) } }, { "Label", "Long", "Longer" }),
    sized("A cell over two columns asks them together", { {}, {}, {} },
      { { "a", "b", PROSE }, { cell { span = 2, "Both of them as wide as this" }, "c" } }),
    sized("A given width grows to its longest word", { { width = 30 }, { weight = 1 } },
      { { "Physiotherapist", "the other column gives way" } }),
    sized("Weights share what is left", { { weight = 1 }, { weight = 2 }, { weight = 1, align = "right" } },
      { { "one part", "two parts", "one part" } }),
    sized("Left, in the middle, right",
      { { weight = 1 }, { weight = 1, align = "center" }, { weight = 1, align = "right" } },
      { { "left", "in the middle", "right" }, { "a", cell { span = 2, "over two, in their middle" } },
        { "1", "22", "333" } }, { "Left", "Middle", "Right" }),
  }
end

return report
