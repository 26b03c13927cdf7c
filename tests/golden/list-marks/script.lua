-- Dots, boxes and numbers: in the middle of the small letters, on the full stop.
local report = footnote.report {
  api = 1, name = "list-marks", title = "Marks of lists", description = "A golden page.", lang = "en",
  fields = {},
}

function report.build()
  local many = {}
  for n = 1, 101 do
    many[n] = n % 50 == 0 and "An item that is long enough to run on over the end of its line" or "Item"
  end
  many.kind, many.columns = "number", 5
  return document {
    title = report.title,
    heading { level = 1, report.title },
    list { "Dot", "Dot" },
    checklist { "Box", "An item that is long enough to run on over the end of its line, since it goes on and on" },
    list { kind = "number", "One", "Two" },
    list(many),
  }
end

return report
