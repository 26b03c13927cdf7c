-- Every kind of list, items that wrap, a list inside an item, two columns.
local report = footnote.report {
  api = 1, name = "lists", title = "Lists of every kind", description = "A golden page.", lang = "en",
  fields = {},
}

local long = "An item long enough that its words run on over the end of the line and hang below the "
  .. "first word, not below the mark."

local function of_kind(kind)
  return group {
    heading { level = 2, kind },
    list { kind = kind, "One", long, { bold "Bold", " and plain" } },
  }
end

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    of_kind "bullet", of_kind "number", of_kind "check", of_kind "plus", of_kind "minus",
    of_kind "plain",
    heading { level = 2, "Two columns" },
    list { kind = "bullet", columns = 2, "One", "Two", "Three, which is longer and wraps in its column",
      "Four", "Five" },
    heading { level = 2, "Ten and more" },
    list { kind = "number", "1", "2", "3", "4", "5", "6", "7", "8", "9", "Ten", "Eleven" },
  }
end

return report
