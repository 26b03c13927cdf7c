-- The short form of the sources: by article and section, behind its label; the clinic's mark.
local report = footnote.report {
  api = 1, name = "sources-run-on", title = "Sources behind a label",
  description = "A golden page.", lang = "en",
  fields = {},
}

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    para { restate "cup.holds", " ", restate "lift.raises", " ", restate "clinic.look" },
    para { restate "lift.tendon", " ", restate "cup.soft" },
    sources { label = bold "Sources" },
  }
end

return report
