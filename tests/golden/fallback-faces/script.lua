-- Characters that the patient face lacks come from the next one that has them, in the same weight.
local report = footnote.report {
  api = 1, name = "fallback", title = "Fallback", description = "Golden page.", lang = "en", fields = {},
}

function report.build()
  return document {
    title = report.title,
    heading { level = 1, "Boxes ☐ and ◐ in a heading" },
    para { "Plain ☐ ● ◐ between words, ", bold "bold ☐ ● ◐ too", "." },
    para "Armenian Հայերեն, Georgian ქართული, arrows ← → ↔.",
    list { "☐ first", "⚠ second" },
  }
end

return report
