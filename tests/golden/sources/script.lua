-- Sentences of the wording with their numbers; two of one passage share one; the list of sources.
local report = footnote.report {
  api = 1, name = "sources", title = "Sources as a list", description = "A golden page.", lang = "en",
  fields = {},
}

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    section { title = "What it does",
      para { restate "lift.raises", " ", restate "lift.tendon", " ", restate "cup.holds" } },
    checklist { { restate("lift.put_in", { side = "left" }) }, { restate "cup.soft" } },
    para { quote(footnote.passage("cups", "what-a-cup-does"), "the fat pad under the heel bone"), "." },
    para { restate "gone.sentence", " ", value "7 km", " ", "and glue." },
    sources { columns = 2 },
  }
end

return report
